import type { Time } from '../time.ts';

export interface VirtualTime extends Time {
  /** Moves the time by hand; waits that are over by then end. */
  advance(ms: number): void;
}

interface Waiting {
  readonly until: number;
  readonly end: () => void;
}

/**
 * Time that jumps to the end of the next wait as soon as the program has nothing else to do: a sale
 * that polls for a minute takes milliseconds. Begins at `startsAt`, milliseconds since 1970.
 */
export function virtualTime(startsAt = Date.UTC(2026, 10, 22, 2)): VirtualTime {
  let elapsedMs = 0;
  let waiting: Waiting[] = [];
  let isLooking = false;

  /** Ends the waits that are over, in their order. */
  function moveTo(ms: number): void {
    elapsedMs = Math.max(elapsedMs, ms);
    const over = waiting.filter(({ until }) => until <= elapsedMs);
    waiting = waiting.filter(({ until }) => until > elapsedMs);
    for (const { end } of over.sort((left, right) => left.until - right.until)) end();
  }

  /** Twice, so that work which other work has just begun comes first. */
  function lookSoon(): void {
    if (isLooking) return;
    isLooking = true;
    setImmediate(() =>
      setImmediate(() => {
        isLooking = false;
        if (waiting.length === 0) return;
        moveTo(Math.min(...waiting.map(({ until }) => until)));
        lookSoon();
      }),
    );
  }

  return {
    now: () => startsAt + elapsedMs,
    monotonicMs: () => elapsedMs,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const end = (): void => {
          waiting = waiting.filter((other) => other !== each);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const each: Waiting = { until: elapsedMs + ms, end };
        waiting.push(each);
        signal?.addEventListener('abort', end);
        lookSoon();
      }),
    advance: (ms) => moveTo(elapsedMs + ms),
  };
}
