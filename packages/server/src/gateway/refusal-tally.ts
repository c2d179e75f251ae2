/**
 * Counts the refused requests of partners by hour, service and code. A refusal costs a step in memory;
 * every few seconds one statement adds what has gathered. Memory is bounded: while the database is
 * away, new keys beyond `keysMax` are not counted.
 */
import {
  businessDate,
  type Clock,
  elapsed,
  hours,
  type Instant,
  instant,
  type PartnerId,
  seconds,
  startOfDay,
  type Timers,
} from '@sampan/primitives';
import type { ErrorCode } from '@sampan/protocol';
import type { Writer } from '#database';
import { addRefusals, type RefusalCount } from './refusal-counts.postgres.ts';

/** Called for a refused request whose partner was authenticated. */
export type OnPartnerRefusal = (partnerId: PartnerId, service: string, code: ErrorCode) => void;

export interface RefusalTallyParts {
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** How long refusals gather. */
const gatherFor = seconds(3);
const keysMax = 10_000;

export class RefusalTally {
  readonly #parts: RefusalTallyParts;
  #counts = new Map<string, RefusalCount>();
  #flushing: Promise<void> | undefined;
  #isGathering = false;

  constructor(parts: RefusalTallyParts) {
    this.#parts = parts;
  }

  /** The gateway's hook. */
  readonly onPartnerRefusal: OnPartnerRefusal = (partnerId, service, code) => {
    const hour = hourOf(this.#parts.clock.now());
    this.#add({ partnerId, hour, service, code, count: 1n });
    this.#gather();
  };

  /** Stores all that was counted before. Never rejects; what could not be stored waits for the next. */
  async flush(): Promise<void> {
    await this.#flushing;
    this.#flushing ??= this.#store().finally(() => {
      this.#flushing = undefined;
    });
    await this.#flushing;
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    void this.#parts.timers.sleep(gatherFor).then(async () => {
      this.#isGathering = false;
      await this.flush();
    });
  }

  async #store(): Promise<void> {
    const { writer, onFailure } = this.#parts;
    const batch = [...this.#counts.values()];
    if (batch.length === 0) return;
    this.#counts = new Map();
    try {
      await writer.write((connection) => addRefusals(connection, batch));
    } catch (error) {
      for (const each of batch) this.#add(each);
      onFailure?.(error);
    }
  }

  #add(added: RefusalCount): void {
    const { partnerId, hour, service, code } = added;
    const key = `${partnerId} ${hour} ${service} ${code}`;
    const known = this.#counts.get(key);
    if (!known && this.#counts.size >= keysMax) return;
    this.#counts.set(key, known ? { ...known, count: known.count + added.count } : added);
  }
}

const hourOf = (at: Instant): Instant => {
  const start = startOfDay(businessDate(at));
  const passed = elapsed(start, at);
  return instant(start + passed - (passed % hours(1)));
};
