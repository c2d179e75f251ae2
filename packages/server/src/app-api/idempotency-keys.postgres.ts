import { before, days, type Instant, type TradeId } from '@sampan/primitives';
import {
  type Connection,
  integer,
  optional,
  statement,
  table,
  text as textColumn,
} from '#database';

/** How long a key is kept. A repeat after that is a new request. */
const keptFor = days(7);

const keys = table({
  fingerprint: textColumn(),
  command_id: textColumn<TradeId>(),
  status: optional(integer),
  answer: optional(textColumn()),
});
const choices = table({ choice: optional(textColumn()) });

const insertKey = statement({
  name: 'insert-idempotency-key',
  text: `insert into idempotency_keys (scope, key, fingerprint, command_id, made_at)
    values ($1, $2, $3, $4, $5) on conflict (scope, key) do nothing`,
});

const selectKey = statement({
  name: 'select-idempotency-key',
  text: `select ${keys.names()} from idempotency_keys
    where scope = $1 and key = $2`,
});

const keepChoice = statement({
  name: 'keep-choice-of-idempotency-key',
  text: `update idempotency_keys set choice = $4
    where scope = $1 and key = $2 and choice is not distinct from $3`,
});

const selectChoice = statement({
  name: 'select-choice-of-idempotency-key',
  text: 'select choice from idempotency_keys where scope = $1 and key = $2',
});

// What was done stands over a refusal: of two requests at once, one may have been refused before the
// other could be carried out.
const keepAnswer = statement({
  name: 'keep-answer-of-idempotency-key',
  text: `update idempotency_keys set status = $3, answer = $4
    where scope = $1 and key = $2 and (status is null or status >= 400 and $3 < 400)`,
});

// A few with each new one, so that they go as fast as they come.
const deleteOld = statement({
  name: 'delete-old-idempotency-keys',
  text: `delete from idempotency_keys where (scope, key) in (
    select scope, key from idempotency_keys where made_at < $1
    order by made_at limit 10 for update skip locked)`,
});

/** Names one key of one caller at one route. */
export interface KeyName {
  readonly scope: string;
  readonly key: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly text: string;
}

export interface Claim {
  readonly fingerprint: string;
  readonly commandId: TradeId;
  readonly answer: KeptAnswer | undefined;
}

/** Takes the key for a request, or finds what an earlier one has made of it. */
export async function claimKey(
  connection: Connection,
  { scope, key }: KeyName,
  given: { readonly fingerprint: string; readonly commandId: TradeId; readonly now: Instant },
): Promise<Claim> {
  const { fingerprint, commandId, now } = given;
  const [, , [row]] = await Promise.all([
    connection.run(deleteOld, [before(now, keptFor)]),
    connection.run(insertKey, [scope, key, fingerprint, commandId, now]),
    connection.run(selectKey, [scope, key]),
  ]);
  // It was as old as can be, and another process has removed it in between.
  if (!row) return claimKey(connection, { scope, key }, given);
  const { command_id, status, answer: text, ...known } = keys.read(row);
  return {
    fingerprint: known.fingerprint,
    commandId: command_id,
    answer: status !== undefined && text !== undefined ? { status, text } : undefined,
  };
}

/** Keeps a choice in place of `known`, unless another request was faster; answers the one kept. */
export async function keepChoiceOf(
  connection: Connection,
  { scope, key }: KeyName,
  known: string | undefined,
  chosen: string,
): Promise<string | undefined> {
  const [, kept] = await Promise.all([
    connection.run(keepChoice, [scope, key, known ?? null, chosen]),
    readChoice(connection, { scope, key }),
  ]);
  return kept;
}

export async function readChoice(
  connection: Connection,
  { scope, key }: KeyName,
): Promise<string | undefined> {
  const [row] = await connection.run(selectChoice, [scope, key]);
  return row && choices.read(row).choice;
}

/** Keeps an answer, unless there is one that stands; answers the one that is kept from now on. */
export async function keepAnswerOf(
  connection: Connection,
  { scope, key }: KeyName,
  { status, text }: KeptAnswer,
): Promise<KeptAnswer> {
  const [, [row]] = await Promise.all([
    connection.run(keepAnswer, [scope, key, status, text]),
    connection.run(selectKey, [scope, key]),
  ]);
  const kept = row && keys.read(row);
  if (kept?.status === undefined || kept.answer === undefined) return { status, text };
  return { status: kept.status, text: kept.answer };
}
