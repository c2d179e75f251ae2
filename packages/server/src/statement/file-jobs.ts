import {
  type BusinessDate,
  businessDate,
  type Duration,
  type Instant,
  instant,
  minutes,
  type Timers,
} from '@sampan/primitives';
import type { Connection, Reader } from '#database';
import { readOutstandingSettlements, type Settle, type WaitsFor } from '#settlement';
import {
  hasSettlementsToTell,
  readFilesToMake,
  readNextDayOfFiles,
} from './file-registry.postgres.ts';
import type { FileMaker } from './make-file.ts';
import { type FileOrder, lastDayDue, nameOf, plannedAt } from './partner-file.ts';

export interface FileJobsOptions {
  readonly reader: Reader;
  readonly maker: Pick<FileMaker, 'make'>;
  /** A dedicated connection, for a transaction. */
  readonly openConnection: () => Promise<Connection>;
  readonly timers: Timers;
  /** True when the process is stopping: no further file is started. */
  readonly isInterrupted?: () => boolean;
}

export interface FilesMade {
  /** Number of new files. */
  readonly made: number;
  /** Settlements that must run before their partners' due files. */
  readonly waitsFor?: readonly WaitsFor[];
}

/** Retry delay of a failed file, so that disk and log do not fill up. */
const retryAfter: Duration = minutes(1);

/**
 * Creates each file once, at 09:00 GMT+8 on the day after its business day (14 §1). Files missed
 * during a downtime are created as soon as the system runs again, dated with their planned time.
 */
export class FileJobs {
  readonly #options: FileJobsOptions;
  /** Retry time of a failed file, by the monotonic clock. */
  readonly #notBefore = new Map<string, number>();

  constructor(options: FileJobsOptions) {
    this.#options = options;
  }

  /** The next 09:00 with a file to create, after `after` and not after `until`. */
  async nextDue(span: {
    readonly after: Instant;
    readonly until: Instant;
  }): Promise<Instant | undefined> {
    const days = { after: lastDayDue(span.after), until: lastDayDue(span.until) };
    const { result: day } = await this.#options.reader.read((connection) =>
      readNextDayOfFiles(connection, days),
    );
    return day && plannedAt(day);
  }

  /** Creates all due files, oldest day first. */
  async runDue(now: Instant): Promise<FilesMade> {
    const nowMs = this.#options.timers.monotonicMs();
    const { ready, waitsFor } = await this.#ordersThrough(lastDayDue(now));
    const due = ready.filter((order) => (this.#notBefore.get(nameOf(order)) ?? 0) <= nowMs);
    return this.#make(due, now, waitsFor);
  }

  /** Creates all possible files up to those of `through`, without waiting for 09:00. */
  async runNow(now: Instant, through: BusinessDate = businessDate(now)): Promise<FilesMade> {
    const { ready, waitsFor } = await this.#ordersThrough(through);
    return this.#make(ready, now, waitsFor);
  }

  /**
   * A settlement file lists all payouts to a partner on its day. A settlement missed on its day
   * runs later, dated with its planned time; until then there is no file.
   */
  async #ordersThrough(
    day: BusinessDate,
  ): Promise<{ readonly ready: readonly FileOrder[]; readonly waitsFor: readonly WaitsFor[] }> {
    const outstanding = await this.#outstandingThrough(day);
    const { result: orders } = await this.#options.reader.read((connection) =>
      readFilesToMake(connection, day),
    );
    const holdUp = (order: FileOrder): Settle | undefined =>
      order.kind === 'settlement'
        ? outstanding.find(
            ({ partnerId, settledOn }) => partnerId === order.partnerId && settledOn <= order.day,
          )
        : undefined;
    return {
      ready: orders.filter((order) => holdUp(order) === undefined),
      waitsFor: orders.map(holdUp).flatMap((settle) => {
        if (!settle) return [];
        const { partnerId, settledOn } = settle;
        return [{ kind: 'job', job: 'settle', day: settledOn, partnerId }];
      }),
    };
  }

  /** Read before the orders, so that later settlements are included in the file. */
  async #outstandingThrough(day: BusinessDate): Promise<readonly Settle[]> {
    const { reader } = this.#options;
    const { result: isAny } = await reader.read((connection) =>
      hasSettlementsToTell(connection, day),
    );
    return isAny ? readOutstandingSettlements(this.#options, day) : [];
  }

  /** A failed file does not stop the others. */
  async #make(
    orders: readonly FileOrder[],
    now: Instant,
    waitsFor: readonly WaitsFor[],
  ): Promise<FilesMade> {
    const { isInterrupted = () => false } = this.#options;
    const waiting = waitsFor.length > 0 ? { waitsFor } : {};
    if (orders.length === 0) return { made: 0, ...waiting };
    let made = 0;
    const failures: unknown[] = [];
    const connection = await this.#options.openConnection();
    try {
      for (const order of orders) {
        if (isInterrupted()) break;
        const madeAt = instant(Math.min(plannedAt(order.day), now));
        try {
          await this.#options.maker.make(connection, order, madeAt);
          made++;
        } catch (error) {
          this.#notBefore.set(nameOf(order), this.#options.timers.monotonicMs() + retryAfter);
          failures.push(error);
        }
      }
    } finally {
      await connection.close();
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `${failures.length} of ${orders.length} files not made`);
    }
    return { made, ...waiting };
  }
}
