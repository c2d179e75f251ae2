/**
 * What a server has opened, and how it is closed again: in order, and within bounds.
 *
 * First the _entrances_, all at once: ports, jobs, notifications. They finish the work in progress. Then the
 * _foundations_ that they stand on, the newest first. When that takes too long, the database owes answers
 * that do not come: then all connections are broken, which ends every wait for them. A step that has no
 * end even so is given up, and said.
 */
import { setMaxListeners } from 'node:events';
import {
  type Duration,
  milliseconds,
  seconds,
  settlesWithin,
  type Timers,
} from '@sampan/primitives';

export interface CloseLimits {
  /** Time limit for running work to finish. */
  readonly orderly: Duration;
  /** And how long more when all connections are broken. */
  readonly broken: Duration;
  /** What every step may have, however late it begins. */
  readonly least: Duration;
}

/** Together less than 20 seconds; what stops a service usually kills it after 30 or 90. */
const closeLimits: CloseLimits = {
  orderly: seconds(12),
  broken: seconds(3),
  least: seconds(2),
};

export interface OpenedOptions {
  readonly timers: Timers;
  readonly log: (line: string) => void;
  readonly limits?: CloseLimits;
}

interface Step {
  /** For the log: `the public port`. */
  readonly what: string;
  readonly close: () => Promise<unknown>;
}

/**
 * ```ts
 * const opened = new Opened({ timers, log });
 * const platform = await openPlatform({ …, signal: opened.signal });
 * opened.foundation('the database', () => platform.close());
 * const givenUp = await opened.close();
 * ```
 */
export class Opened {
  readonly #options: Required<OpenedOptions>;
  readonly #entrances: Step[] = [];
  readonly #foundations: Step[] = [];
  readonly #breaking = new AbortController();
  readonly #givenUp: string[] = [];
  #sinceMs: number | undefined;
  #closing: Promise<readonly string[]> | undefined;
  #isClosed = false;

  constructor(options: OpenedOptions) {
    this.#options = { limits: closeLimits, ...options };
    // Every connection listens to it.
    setMaxListeners(0, this.#breaking.signal);
  }

  /** Breaks every connection that was opened with it. */
  get signal(): AbortSignal {
    return this.#breaking.signal;
  }

  entrance(what: string, close: () => Promise<unknown>): void {
    this.#entrances.push({ what, close });
  }

  foundation(what: string, close: () => Promise<unknown>): void {
    this.#foundations.push({ what, close });
  }

  /** From now on it counts how long stopping takes, also when something is still being opened. */
  hurry(): void {
    if (this.#sinceMs !== undefined) return;
    const { timers, limits, log } = this.#options;
    this.#sinceMs = timers.monotonicMs();
    void timers.sleep(limits.orderly).then(() => {
      if (this.#isClosed) return;
      log('Stopping takes long; breaking all connections to the database');
      this.#breaking.abort();
    });
  }

  /** Closes everything, once; answers what was given up. Never rejects. */
  close(): Promise<readonly string[]> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<readonly string[]> {
    this.hurry();
    await Promise.all(this.#entrances.map((step) => this.#closeStep(step)));
    for (const step of this.#foundations.reverse()) await this.#closeStep(step);
    this.#isClosed = true;
    // What was given up shall find nothing any more.
    this.#breaking.abort();
    return this.#givenUp;
  }

  async #closeStep({ what, close }: Step): Promise<void> {
    const { timers, limits, log } = this.#options;
    const closed = Promise.resolve()
      .then(close)
      .catch((error: unknown) => {
        log(`Stopping ${what}: ${error instanceof Error ? error.message : error}`);
      });
    const spentMs = timers.monotonicMs() - (this.#sinceMs ?? 0);
    const leftMs = limits.orderly + limits.broken - spentMs;
    if (await settlesWithin(milliseconds(Math.max(leftMs, limits.least)), closed, timers)) return;
    this.#givenUp.push(what);
    log(`Gave up waiting for ${what}`);
  }
}
