import { type Instant, milliseconds, offsetTime, type Timers } from '@sampan/primitives';
import type { Writer } from '#database';
import { noteNearMisses } from './store.postgres.ts';

export interface NearMiss {
  /** Of the exchange, or of the notification. */
  readonly exchange: string;
  readonly at: string;
  /** `trans_amount was 99.00, not 9901`. */
  readonly reason: string;
  /** `partner`, `wallet`, or the path of a field test. */
  readonly field?: string;
  /** What came; undefined when nothing did, or when it is a secret. */
  readonly was?: string;
}

/** A test that did not hold. */
export type Failed = Pick<NearMiss, 'reason' | 'field' | 'was'>;

export interface NearMissesOptions {
  readonly writer: Pick<Writer, 'write'>;
  readonly timers: Pick<Timers, 'sleep'>;
  readonly onFailure: (error: unknown) => void;
}

/** Of each scenario, until they are written. */
const keptMax = 10;

const gatherFor = milliseconds(250);

/** Requests that failed one test only. They gather, so that many of them cost one write. */
export class NearMisses {
  readonly #options: NearMissesOptions;
  readonly #kept = new Map<string, NearMiss[]>();
  #writing: Promise<void> | undefined;

  constructor(options: NearMissesOptions) {
    this.#options = options;
  }

  add(scenario: string, exchange: string, at: Instant, failed: Failed): void {
    const misses = this.#kept.get(scenario) ?? [];
    misses.unshift({ exchange, at: offsetTime(at), ...failed });
    misses.length = Math.min(misses.length, keptMax);
    this.#kept.set(scenario, misses);
    this.#writing ??= this.#writeSoon();
  }

  /** Writes what has gathered. */
  async flush(): Promise<void> {
    const { writer, onFailure } = this.#options;
    const gathered = [...this.#kept];
    this.#kept.clear();
    for (const [scenario, misses] of gathered) {
      const lines = misses.map((miss) => JSON.stringify(miss));
      await writer
        .write((connection) => noteNearMisses(connection, scenario, lines))
        .catch(onFailure);
    }
  }

  async #writeSoon(): Promise<void> {
    await this.#options.timers.sleep(gatherFor);
    this.#writing = undefined;
    await this.flush();
  }
}

export const readNearMiss = (line: string): NearMiss => JSON.parse(line);
