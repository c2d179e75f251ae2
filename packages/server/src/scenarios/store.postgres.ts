/** Scenarios, what they have met, and how often each rule has met an order. */
import type { Scenario } from '@sampan/api';
import type { Instant, WalletId } from '@sampan/primitives';
import {
  boolean,
  type Connection,
  instant,
  integer,
  json,
  optional,
  type RowOf,
  statement,
  table,
  text,
  texts,
} from '#database';

const scenarios = table({
  scenario_id: text(),
  position: integer,
  definition: json<Scenario>(),
  magic: boolean,
  added_at: instant,
  expires_at: optional(instant),
  uses: optional(integer),
  hits: integer,
  passed: integer,
  exchanges: texts(),
  near_misses: texts(),
});
const names = table({ scenario_id: text() });
const versions = table({ version: text() });
export type ScenarioRow = RowOf<typeof scenarios>;

export interface NewScenario {
  readonly id: string;
  readonly definition: Scenario;
  readonly magic: boolean;
  readonly addedAt: Instant;
  readonly expiresAt: Instant | undefined;
}

const given = ['scenario_id', 'definition', 'magic', 'added_at', 'expires_at', 'uses'] as const;

const insert = statement({
  name: 'add-scenario',
  text: `insert into scenarios (${scenarios.names(given)}, position, hits, passed, exchanges, near_misses)
    select $1, $2, $3, $4, $5, $6, coalesce(max(position), 0) + 1, 0, 0, '{}', '{}' from scenarios
    having count(*) < $7
    on conflict (scenario_id) do nothing
    returning ${scenarios.selected()}`,
});

const selectAll = statement({
  name: 'select-scenarios',
  text: `select ${scenarios.selected()} from scenarios order by position desc, scenario_id`,
});

// Read again and again, so it answers only what tells a change.
const selectVersions = statement({
  name: 'select-scenario-versions',
  text: `select scenario_id || ' ' || md5(definition) as version from scenarios
    where (uses is null or hits < uses) and coalesce(definition::jsonb->>'off', '') <> 'true'`,
});

const switchOne = statement({
  name: 'switch-scenario',
  text: `update scenarios set definition = $2 where scenario_id = $1
    returning ${scenarios.selected()}`,
});

const replaceOne = statement({
  name: 'replace-scenario',
  text: `insert into scenarios (${scenarios.names(given)}, position, hits, passed, exchanges, near_misses)
    values ($1, $2, $3, $4, $5, $6, $7, 0, 0, '{}', '{}')
    returning ${scenarios.selected()}`,
});

const removeOne = statement({
  name: 'remove-scenario',
  text: 'delete from scenarios where scenario_id = $1 returning scenario_id',
});

const removeAll = statement({
  name: 'remove-scenarios',
  text: 'delete from scenarios returning scenario_id',
});

/** Undefined when there are `most` already, or when it is there. */
export async function insertScenario(
  connection: Connection,
  scenario: NewScenario,
  most: number,
): Promise<ScenarioRow | undefined> {
  const [row] = await connection.run(insert, [...valuesOf(scenario), most]);
  return row && scenarios.read(row);
}

const valuesOf = ({
  id,
  definition,
  magic,
  addedAt,
  expiresAt,
}: NewScenario): readonly unknown[] => [
  ...[id, JSON.stringify(definition), magic, addedAt, expiresAt ?? null, definition.uses ?? null],
];

export const readScenarios = async (connection: Connection): Promise<readonly ScenarioRow[]> =>
  (await connection.run(selectAll)).map((row) => scenarios.read(row));

/** Of each scenario that may do something, its id and what tells a change of its text. */
export const readScenarioVersions = async (connection: Connection): Promise<readonly string[]> =>
  (await connection.run(selectVersions)).map((row) => versions.read(row).version);

/** Changes the text, and nothing else. */
export async function switchScenario(
  connection: Connection,
  id: string,
  definition: Scenario,
): Promise<ScenarioRow | undefined> {
  const [row] = await connection.run(switchOne, [id, JSON.stringify(definition)]);
  return row && scenarios.read(row);
}

/** Begins a scenario anew, with another text and at the same place; what it has counted of orders goes with the old one. */
export async function replaceScenario(
  connection: Connection,
  scenario: NewScenario,
  position: number,
): Promise<ScenarioRow | undefined> {
  const removed = await removeScenarios(connection, scenario.id);
  if (removed.length === 0) return undefined;
  const [row] = await connection.run(replaceOne, [...valuesOf(scenario), position]);
  return row && scenarios.read(row);
}

/** Answers the ids of those that were there. */
export async function removeScenarios(
  connection: Connection,
  id: string | undefined,
): Promise<readonly string[]> {
  const rows = await (id === undefined
    ? connection.run(removeAll)
    : connection.run(removeOne, [id]));
  return rows.map((row) => names.read(row).scenario_id);
}

const calls = table({ scenario_id: text(), rule: integer, calls: integer });

const selectCalls = statement({
  name: 'select-scenario-calls',
  text: `select ${calls.selected()} from scenario_calls where partner_id = $1 and order_id = $2`,
});

// A scenario that was cleared in the meantime meets nothing.
const countCall = statement({
  name: 'count-scenario-call',
  text: `insert into scenario_calls (partner_id, order_id, scenario_id, rule, calls)
    select $1, $2, scenario_id, $4, 1 from scenarios where scenario_id = $3
    on conflict (partner_id, order_id, scenario_id, rule) do update set calls = scenario_calls.calls + 1
    returning scenario_id, rule, calls`,
});

export interface OrderKey {
  readonly partner: string;
  readonly order: string;
}

export interface RuleKey {
  readonly scenario: string;
  readonly rule: number;
}

export type Calls = readonly (RuleKey & { readonly calls: number })[];

/** What an order has met so far. */
export async function readCalls(
  connection: Connection,
  { partner, order }: OrderKey,
): Promise<Calls> {
  const rows = await connection.run(selectCalls, [partner, order]);
  return rows.map((row) => {
    const { scenario_id: scenario, ...rest } = calls.read(row);
    return { scenario, ...rest };
  });
}

/** Counts one more; answers the count, undefined when the scenario is gone. */
export async function countCallOf(
  connection: Connection,
  { partner, order }: OrderKey,
  { scenario, rule }: RuleKey,
): Promise<number | undefined> {
  const [row] = await connection.run(countCall, [partner, order, scenario, rule]);
  return row && calls.read(row).calls;
}

const hit = statement({
  name: 'hit-scenario',
  text: `update scenarios set hits = hits + 1, exchanges = (array[$2::text] || exchanges)[1:50]
    where scenario_id = $1 and (uses is null or hits < uses) returning scenario_id`,
});

const pass = statement({
  name: 'pass-scenario',
  text: 'update scenarios set passed = passed + 1 where scenario_id = $1',
});

const miss = statement({
  name: 'note-near-misses-of-scenario',
  text: `update scenarios set near_misses = ($2::text[] || near_misses)[1:10] where scenario_id = $1`,
});

/** False when all its uses are used. */
export const countHit = async (
  connection: Connection,
  id: string,
  exchange: string,
): Promise<boolean> => (await connection.run(hit, [id, exchange])).length > 0;

export const countPass = (connection: Connection, id: string): Promise<unknown> =>
  connection.run(pass, [id]);

/** Newest first. */
export const noteNearMisses = (
  connection: Connection,
  id: string,
  misses: readonly string[],
): Promise<unknown> => connection.run(miss, [id, misses]);

const payers = table({ wallet_id: text<WalletId>() });

const selectPayer = statement({
  name: 'select-wallet-of-payment-code',
  text: 'select wallet_id from payment_codes where code = $1',
});

/** The wallet that shows a payment code. */
export async function readPayer(
  connection: Connection,
  code: string,
): Promise<WalletId | undefined> {
  const [row] = await connection.run(selectPayer, [code]);
  return row && payers.read(row).wallet_id;
}
