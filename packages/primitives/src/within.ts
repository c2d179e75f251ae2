import type { Duration } from './instant.ts';
import type { Timers } from './timers.ts';

/**
 * Whether `promise` settles within `duration`, with a value or an error. Bounds a wait whose result
 * does not matter, above all when a process stops.
 *
 * ```ts
 * if (!(await settlesWithin(seconds(2), connection.close(), timers))) log('gave up closing');
 * ```
 */
export async function settlesWithin(
  duration: Duration,
  promise: Promise<unknown>,
  timers: Timers,
): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, timers.sleep(duration).then(() => false)]);
}
