import type { Time } from '@sampan/sdk';

/** Resolves after `ms`, or as soon as the signal is aborted; never rejects. */
export const wait = (time: Time, ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = time.after(ms, end);
    signal?.addEventListener('abort', end);
  });
