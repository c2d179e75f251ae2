import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from '@sampan/api';
import {
  after,
  type Clock,
  type Instant,
  ok,
  problem,
  type Random,
  type Result,
  type Timers,
} from '@sampan/primitives';
import type { Trade, TradeKey } from '#acquiring';
import type { Lookup, Reader, Writer } from '#database';
import type { Interposition } from '#gateway';
import type { Transport } from '#notification';
import { ActiveScenarios, freshFor } from './active.ts';
import { type Asked, askedBy, askedOf } from './asked.ts';
import { interpositionOf } from './at-the-gateway.ts';
import { faultyTransport } from './at-the-notifier.ts';
import { magicScenarios } from './magic.ts';
import { Meeting, type Met } from './meeting.ts';
import type { ScenarioFault } from './misread.ts';
import { NearMisses } from './near-misses.ts';
import { readScenario } from './read-scenario.ts';
import {
  insertScenario,
  type NewScenario,
  readScenarios,
  removeScenarios,
  replaceScenario,
  type ScenarioRow,
  switchScenario,
} from './store.postgres.ts';

export interface ScenariosOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly writer: Pick<Writer, 'write'>;
  /** Business time, by which scenarios end. */
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly trades: Pick<Lookup<TradeKey, Trade | undefined>, 'find'>;
  readonly onFailure: (error: unknown) => void;
}

/** At most so many at a time. */
export const scenariosMax = 500;

export type NotAdded = ScenarioFault | 'too-many';

export type NotReplaced = ScenarioFault | 'unknown' | 'shipped';

/** The scenarios of one platform. */
export class Scenarios {
  readonly #options: ScenariosOptions;
  readonly #active: ActiveScenarios;
  readonly #nearMisses: NearMisses;
  readonly #meeting: Meeting;

  constructor(options: ScenariosOptions) {
    this.#options = options;
    this.#active = new ActiveScenarios(options);
    this.#nearMisses = new NearMisses(options);
    this.#meeting = new Meeting({
      ...options,
      nearMisses: this.#nearMisses,
      onUsedUp: () => this.#active.forget(),
    });
  }

  /** Stands at the gateway. */
  readonly interposition: Interposition = interpositionOf(
    (call) => this.#meet(() => askedBy(call, this.#options)),
    { sleep: (duration) => this.#options.timers.sleep(duration) },
  );

  /** Stands around the transport of notifications. */
  around(transport: Transport): Transport {
    const { timers } = this.#options;
    return faultyTransport(transport, (message) => this.#meet(() => askedOf(message)), timers);
  }

  async add(definition: Scenario): Promise<Result<ScenarioRow, NotAdded>> {
    const read = readScenario(definition);
    if (!read.ok) return read;
    const row = await this.#insert(
      `scenario-${this.#options.random.letters(8)}`,
      definition,
      false,
    );
    await this.#settle();
    return row ? ok(row) : problem('too-many');
  }

  /** Adds the shipped ones that are not there, and answers all of them; undefined when they do not fit. */
  async addMagic(): Promise<readonly ScenarioRow[] | undefined> {
    // The last one added comes first in a list.
    for (const [id, definition] of magicScenarios.toReversed()) {
      await this.#insert(id, definition, true);
    }
    await this.#settle();
    const shipped = (await this.list()).filter(({ magic }) => magic);
    return shipped.length === magicScenarios.length ? shipped : undefined;
  }

  /**
   * Gives a scenario another text, at its place among the others. It begins anew; one that is only switched on or off
   * goes on, unless it had ended.
   */
  async replace(id: string, definition: Scenario): Promise<Result<ScenarioRow, NotReplaced>> {
    const read = readScenario(definition);
    if (!read.ok) return read;
    const old = (await this.list()).find((row) => row.scenario_id === id);
    if (!old) return problem('unknown');
    const isSwitched = isSameText(old.definition, definition);
    if (old.magic && !isSwitched) return problem('shipped');
    const fresh = this.#newOf(id, definition, old.magic);
    const { result } = await this.#options.writer.write((connection) =>
      isSwitched && endOf(old, this.now()) === undefined
        ? switchScenario(connection, id, definition)
        : replaceScenario(connection, fresh, old.position),
    );
    await this.#settle();
    return result ? ok(result) : problem('unknown');
  }

  /** Newest first. */
  async list(): Promise<readonly ScenarioRow[]> {
    await this.#nearMisses.flush();
    return (await this.#options.reader.read(readScenarios)).result;
  }

  /** Removes one or all; answers the ids of those that were there. */
  async clear(id?: string): Promise<readonly string[]> {
    const { result } = await this.#options.writer.write((connection) =>
      removeScenarios(connection, id),
    );
    await this.#settle();
    return result;
  }

  /** The same time by which the scenarios end. */
  now(): Instant {
    return this.#options.clock.now();
  }

  async #insert(
    id: string,
    definition: Scenario,
    magic: boolean,
  ): Promise<ScenarioRow | undefined> {
    const { result } = await this.#options.writer.write((connection) =>
      insertScenario(connection, this.#newOf(id, definition, magic), scenariosMax),
    );
    return result;
  }

  #newOf(id: string, definition: Scenario, magic: boolean): NewScenario {
    const read = readScenario(definition);
    const lasts = read.ok ? read.value.lasts : undefined;
    const addedAt = this.now();
    const expiresAt = lasts === undefined ? undefined : after(addedAt, lasts);
    return { id, definition, magic, addedAt, expiresAt };
  }

  /** Until every process knows: this one at once, the others when their lists are no longer fresh. */
  async #settle(): Promise<void> {
    this.#active.forget();
    await this.#options.timers.sleep(freshFor);
  }

  #meet(asked: () => Asked | undefined): Promise<Met | undefined> | undefined {
    const active = this.#active.get();
    if (!(active instanceof Promise) && active.length === 0) return undefined;
    return this.#metBy(active, asked);
  }

  async #metBy(
    active: ReturnType<ActiveScenarios['get']>,
    asked: () => Asked | undefined,
  ): Promise<Met | undefined> {
    try {
      const scenarios = await active;
      const about = scenarios.length === 0 ? undefined : asked();
      return about && (await this.#meeting.meet(scenarios, about));
    } catch (error) {
      // Without the database the request fails by itself.
      this.#options.onFailure(error);
      return undefined;
    }
  }
}

/** Why a scenario does nothing more: its time is over, or all its uses are used. */
export function endOf(
  { expires_at: expiresAt, uses, hits }: ScenarioRow,
  now: Instant,
): 'time' | 'uses' | undefined {
  if (expiresAt !== undefined && expiresAt <= now) return 'time';
  return hits === uses ? 'uses' : undefined;
}

/** Whether at most `off` differs. */
function isSameText({ off: _, ...one }: Scenario, { off: __, ...other }: Scenario): boolean {
  return isDeepStrictEqual(one, other);
}
