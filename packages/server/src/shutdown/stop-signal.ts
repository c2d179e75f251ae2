/**
 * Waits for a signal to stop.
 *
 * A terminal and npm both forward Ctrl-C, so it arrives twice: a repeat within the first moments is
 * ignored. A later repeat means that the user does not want to wait: the process exits at once,
 * PostgreSQL keeps running, and the next start attaches to it.
 */
import type { Timers } from '@sampan/primitives';
import { isNohup } from '../../bin/stop-with-npm.js';

const patienceMs = 1_000;

export interface StopWish {
  /** Resolves at the first SIGINT, SIGTERM or SIGHUP. */
  readonly wished: Promise<undefined>;
  /** For what is still being opened. */
  readonly signal: AbortSignal;
}

export function stopSignal(timers: Timers): StopWish {
  const wish = new AbortController();
  const wished = new Promise<undefined>((resolve) => {
    let firstMs: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        // The terminal is gone, and the server was to stay. Node forgets that a signal is to be ignored.
        if (signal === 'SIGHUP' && isNohup()) return;
        const nowMs = timers.monotonicMs();
        if (firstMs !== undefined && nowMs - firstMs > patienceMs) process.exit(130);
        firstMs ??= nowMs;
        wish.abort();
        resolve(undefined);
      });
    }
  });
  return { wished, signal: wish.signal };
}
