/** Finds the scenario that a request or a notification meets, and counts it. */
import { type Clock, type Duration, milliseconds, seededRandom } from '@sampan/primitives';
import type { Reader, Writer } from '#database';
import type { ActiveScenario } from './active.ts';
import type { Asked } from './asked.ts';
import { valueAt } from './field-test.ts';
import type { Failed, NearMisses } from './near-misses.ts';
import { type Calls, countCallOf, countHit, countPass, readCalls } from './store.postgres.ts';
import { type Does, type Rule, stepAt, type Wait } from './text.ts';

/** What was met. */
export interface Met {
  readonly scenario: string;
  /** From 1. */
  readonly step: number;
  readonly does: Does;
  /** Which use of its rule it is, from 1; a seeded time depends on it. */
  readonly use: number;
}

export interface MeetingOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: Clock;
  readonly nearMisses: NearMisses;
  readonly onUsedUp: () => void;
}

/** Under this number a rule is marked as ended for an order. */
const endOf = (rule: number): number => 1_000 + rule;

export class Meeting {
  readonly #options: MeetingOptions;

  constructor(options: MeetingOptions) {
    this.#options = options;
  }

  /** The newest scenario that has a step for it. */
  async meet(scenarios: readonly ActiveScenario[], asked: Asked): Promise<Met | undefined> {
    let known: Promise<Calls> | undefined;
    const callsOfOrder = (): Promise<Calls> => {
      known ??= this.#callsOf(asked);
      return known;
    };
    for (const scenario of scenarios) {
      if (this.#isExpired(scenario)) continue;
      await this.#endRules(scenario, asked, callsOfOrder);
      for (const [index, rule] of scenario.rules.entries()) {
        const fits = await this.#fits({ scenario, rule, index }, asked, callsOfOrder);
        const met = fits ? await this.#take({ scenario, rule, index }, asked) : undefined;
        if (met) return met;
      }
    }
    return undefined;
  }

  #isExpired({ row }: ActiveScenario): boolean {
    return row.expires_at !== undefined && row.expires_at <= this.#options.clock.now();
  }

  async #callsOf({ partner, order }: Asked): Promise<Calls> {
    const id = await order();
    if (id === '') return [];
    const { result } = await this.#options.reader.read((connection) =>
      readCalls(connection, { partner, order: id }),
    );
    return result;
  }

  /** A call that ends rules of an order leaves their marks. */
  async #endRules(
    { rules, row }: ActiveScenario,
    { service = '', partner, order }: Asked,
    callsOfOrder: () => Promise<Calls>,
  ): Promise<void> {
    const scenario = row.scenario_id;
    for (const [rule, { until }] of rules.entries()) {
      if (!until.has(service) || !isOpened(await callsOfOrder(), scenario)) continue;
      const key = { partner, order: await order() };
      await this.#options.writer.write((connection) =>
        countCallOf(connection, key, { scenario, rule: endOf(rule) }),
      );
    }
  }

  async #fits(
    { scenario, rule, index }: Candidate,
    asked: Asked,
    callsOfOrder: () => Promise<Calls>,
  ): Promise<boolean> {
    if (rule.about !== asked.about) return false;
    if (!isOfServices(rule, asked)) return false;
    if (rule.notification && rule.notification !== asked.notification) return false;
    const failed = failedTests(rule, asked);
    if (failed.length > 1 || (failed.length === 1 && index > 0)) return false;
    const { scenario_id: id, magic } = scenario.row;
    if (index > 0) {
      const calls = await callsOfOrder();
      const isEnded = calls.some((each) => each.scenario === id && each.rule === endOf(index));
      if (isEnded || !isOpened(calls, id)) return false;
    }
    const payer = rule.wallet === undefined ? undefined : await asked.payer();
    if (rule.wallet !== payer && rule.wallet !== undefined) {
      const reason = `wallet was ${payer ?? 'not known'}, not ${rule.wallet}`;
      failed.push({ reason, field: 'wallet', ...(payer !== undefined && { was: payer }) });
    }
    const [first] = failed;
    if (first === undefined) return true;
    // Everyone misses a magic amount.
    if (failed.length === 1 && index === 0 && !magic) {
      const { nearMisses, clock } = this.#options;
      nearMisses.add(id, asked.id, clock.now(), first);
    }
    return false;
  }

  /** Counts the call, and answers the step that it falls to, if any. */
  async #take({ scenario, rule, index }: Candidate, asked: Asked): Promise<Met | undefined> {
    const { writer, onUsedUp } = this.#options;
    const id = scenario.row.scenario_id;
    const order = await asked.order();
    const key = { scenario: id, rule: index };
    const own = { partner: asked.partner, order };
    const isByOrder = scenario.count === 'order';
    const { result } = await writer.write(async (connection) => {
      const call = await countCallOf(connection, isByOrder ? own : everyOrder, key);
      if (call === undefined) return undefined;
      // An order is marked as met, so that the later rules know it.
      if (!isByOrder && index === 0 && scenario.rules.length > 1) {
        await countCallOf(connection, own, key);
      }
      if (call < rule.calls.from || call > rule.calls.to) return undefined;
      const use = call - rule.calls.from + 1;
      const at = stepAt(rule.steps, use);
      const step = at === undefined ? undefined : rule.steps[at];
      if (at === undefined || !step) return undefined;
      const met: Met = { scenario: id, step: at + 1, does: step.does, use };
      if (step.does.kind === 'pass') {
        await countPass(connection, id);
        return met;
      }
      return (await countHit(connection, id, asked.id)) ? met : ('used-up' as const);
    });
    if (result !== 'used-up') return result;
    onUsedUp();
    return undefined;
  }
}

interface Candidate {
  readonly scenario: ActiveScenario;
  readonly rule: Rule;
  readonly index: number;
}

/** Where calls are counted whatever their order. */
const everyOrder = { partner: '', order: '' };

const isOpened = (calls: Calls, id: string): boolean =>
  calls.some(({ scenario, rule }) => scenario === id && rule === 0);

/** Receivers ask `notify_verify` beside what is tested, so a scenario meets it only by its name. */
const isOfServices = ({ about, services }: Rule, { service = '' }: Asked): boolean =>
  services?.has(service) ?? (about === 'notification' || service !== 'notify_verify');

/** The tests that do not hold. */
function failedTests({ partner, tests }: Rule, asked: Asked): Failed[] {
  const failed: Failed[] = [];
  if (partner !== undefined && partner !== asked.partner) {
    const reason = `partner was ${asked.partner}, not ${partner}`;
    failed.push({ reason, field: 'partner', was: asked.partner });
  }
  for (const { path, fits, says } of tests) {
    const value = valueAt(asked.field, path);
    if (fits(value)) continue;
    const reason = `${path} was ${shown(path, value)}, not ${says()}`;
    const isWhole = value !== undefined && !isSecret(path) && value.length <= shownMax;
    failed.push({ reason, field: path, ...(isWhole && { was: value }) });
  }
  return failed;
}

/** A payment code is as good as money for a minute. */
const isSecret = (path: string): boolean => path === 'buyer_identity_code';

const shownMax = 100;

const shown = (path: string, value: string | undefined): string => {
  if (value === undefined) return 'missing';
  return isSecret(path) ? `${value.slice(0, 2)}…` : value.slice(0, shownMax);
};

/** A fixed time, or the one that the seed draws for this use. */
export function drawn({ from, to, seed }: Wait, use: number): Duration {
  if (from === to) return from;
  return milliseconds(from + seededRandom(seed * 7_919 + use).below(to - from + 1));
}
