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
  readScenarios,
  removeScenarios,
  type ScenarioRow,
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
    const { writer, clock } = this.#options;
    const read = readScenario(definition);
    const lasts = read.ok ? read.value.lasts : undefined;
    const addedAt = clock.now();
    const expiresAt = lasts === undefined ? undefined : after(addedAt, lasts);
    const { result } = await writer.write((connection) =>
      insertScenario(connection, { id, definition, magic, addedAt, expiresAt }, scenariosMax),
    );
    return result;
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
