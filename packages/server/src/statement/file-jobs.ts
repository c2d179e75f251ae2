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
  /** A connection of one's own, for a transaction. */
  readonly openConnection: () => Promise<Connection>;
  readonly timers: Timers;
  /** True when the process is to stop: no further file is begun. */
  readonly isInterrupted?: () => boolean;
}

export interface FilesMade {
  /** How many files there are now that were not there before. */
  readonly made: number;
  /** Settlements that come before the files of their partners that are due. */
  readonly waitsFor?: readonly WaitsFor[];
}

/** A file that cannot be made is left alone for so long, so that the disk and the log are not filled. */
const retryAfter: Duration = minutes(1);

/**
 * Makes each file once, at 09:00 GMT+8 on the day after the one it tells of (14 §1). What a time of
 * standstill has left unmade is made as soon as the system runs again, dated as it was planned.
 */
export class FileJobs {
  readonly #options: FileJobsOptions;
  /** Until when, by the monotonic clock, a file that failed is left alone. */
  readonly #notBefore = new Map<string, number>();

  constructor(options: FileJobsOptions) {
    this.#options = options;
  }

  /** The next 09:00, later than `after` and not after `until`, at which a file is to be made. */
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

  /** Makes all files that are due, oldest day first. */
  async runDue(now: Instant): Promise<FilesMade> {
    const nowMs = this.#options.timers.monotonicMs();
    const { ready, waitsFor } = await this.#ordersThrough(lastDayDue(now));
    const due = ready.filter((order) => (this.#notBefore.get(nameOf(order)) ?? 0) <= nowMs);
    return this.#make(due, now, waitsFor);
  }

  /** Makes all files that can be made, up to those of `through`, without waiting for 09:00. */
  async runNow(now: Instant, through: BusinessDate = businessDate(now)): Promise<FilesMade> {
    const { ready, waitsFor } = await this.#ordersThrough(through);
    return this.#make(ready, now, waitsFor);
  }

  /**
   * A settlement file tells of all that a partner was paid on its day. One that stood still on a
   * settlement day settles it later, dated as it was planned, and until then has no file of it.
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

  /** Read before the orders: what is settled in between is then told of in the file. */
  async #outstandingThrough(day: BusinessDate): Promise<readonly Settle[]> {
    const { reader } = this.#options;
    const { result: isAny } = await reader.read((connection) =>
      hasSettlementsToTell(connection, day),
    );
    return isAny ? readOutstandingSettlements(this.#options, day) : [];
  }

  /** One that fails does not keep the others from their partners. */
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
