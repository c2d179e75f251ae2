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
import { readFilesToMake, readNextDayOfFiles } from './file-registry.postgres.ts';
import type { FileMaker } from './make-file.ts';
import { type FileOrder, lastDayDue, nameOf, plannedAt } from './partner-file.ts';

export interface FileJobsOptions {
  readonly reader: Reader;
  readonly maker: Pick<FileMaker, 'make'>;
  /** A connection of one's own, for a transaction. */
  readonly openConnection: () => Promise<Connection>;
  readonly timers: Timers;
}

/** How many files there are now that were not there before. */
export type FilesMade = Readonly<Record<'made', number>>;

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
    const orders = await this.#ordersThrough(lastDayDue(now));
    const due = orders.filter((order) => (this.#notBefore.get(nameOf(order)) ?? 0) <= nowMs);
    return this.#make(due, now);
  }

  /** Makes all files that can be made, up to those of `through`, without waiting for 09:00. */
  async runNow(now: Instant, through: BusinessDate = businessDate(now)): Promise<FilesMade> {
    return this.#make(await this.#ordersThrough(through), now);
  }

  async #ordersThrough(day: BusinessDate): Promise<readonly FileOrder[]> {
    const { result } = await this.#options.reader.read((connection) =>
      readFilesToMake(connection, day),
    );
    return result;
  }

  /** One that fails does not keep the others from their partners. */
  async #make(orders: readonly FileOrder[], now: Instant): Promise<FilesMade> {
    if (orders.length === 0) return { made: 0 };
    const failures: unknown[] = [];
    const connection = await this.#options.openConnection();
    try {
      for (const order of orders) {
        const madeAt = instant(Math.min(plannedAt(order.day), now));
        await this.#options.maker.make(connection, order, madeAt).catch((error: unknown) => {
          this.#notBefore.set(nameOf(order), this.#options.timers.monotonicMs() + retryAfter);
          failures.push(error);
        });
      }
    } finally {
      await connection.close();
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `${failures.length} of ${orders.length} files not made`);
    }
    return { made: orders.length };
  }
}
