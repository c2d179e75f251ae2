import { type Time, wait } from '../time.ts';

export interface VirtualTime extends Time {
  /** Resolves when so many milliseconds of this time are over. */
  wait(ms: number): Promise<void>;
  /** Moves the time by hand; what is due by then happens. */
  advance(ms: number): void;
}

interface Timer {
  readonly until: number;
  readonly act: () => void;
}

/**
 * Time that jumps to its next timer as soon as the program has nothing else to do: a sale that polls
 * for a minute takes milliseconds. Begins at `startsAt`, milliseconds since 1970.
 */
export function virtualTime(startsAt = Date.UTC(2026, 10, 22, 2)): VirtualTime {
  const timers = new Set<Timer>();
  let elapsedMs = 0;
  let isLooking = false;

  /** Calls what is due by then, in order; one that another cancels is not called. */
  function moveTo(ms: number): void {
    elapsedMs = Math.max(elapsedMs, ms);
    const due = [...timers].filter(({ until }) => until <= elapsedMs);
    for (const timer of due.sort((left, right) => left.until - right.until)) {
      if (timers.delete(timer)) timer.act();
    }
  }

  /** Twice, so that work which other work has just begun comes first. */
  function lookSoon(): void {
    if (isLooking) return;
    isLooking = true;
    setImmediate(() =>
      setImmediate(() => {
        isLooking = false;
        if (timers.size === 0) return;
        moveTo(Math.min(...[...timers].map(({ until }) => until)));
        lookSoon();
      }),
    );
  }

  const time: Time = {
    now: () => startsAt + elapsedMs,
    monotonicMs: () => elapsedMs,
    after(ms, act) {
      const timer: Timer = { until: elapsedMs + ms, act };
      timers.add(timer);
      lookSoon();
      return () => {
        timers.delete(timer);
      };
    },
  };
  return {
    ...time,
    wait: (ms) => wait(time, ms),
    advance: (ms) => moveTo(elapsedMs + ms),
  };
}
