/** What a load generator is asked for, and what it answers. Both go between processes as they are. */

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Whole HTTP requests, latin1. */
  readonly requests: readonly string[];
  /** A text that every good reply contains. */
  readonly expect: string;
  /**
   * Open loop: when each request arrives, in ms from the start, whatever has been answered by then.
   * Without it the loop is closed: each connection sends as soon as it has its reply.
   */
  readonly arrivalsMs?: readonly number[];
}

export interface LoadResult {
  readonly elapsedMs: number;
  readonly answered: number;
  /** Replies without the expected text; the first of them is kept. */
  readonly unexpected: number;
  readonly firstUnexpected: string | undefined;
  /** Closed loop: from sending to the reply. Open loop: from the arrival to the reply. */
  readonly latenciesMs: readonly number[];
  /** User and system time that the generator itself needed. */
  readonly generatorUs: number;
}

export const perSecond = ({
  answered,
  elapsedMs,
}: Pick<LoadResult, 'answered' | 'elapsedMs'>): number => (answered / elapsedMs) * 1_000;
