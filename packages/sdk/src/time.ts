/** Time as the SDK needs it, injected so that a test of a minute takes milliseconds. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that never jumps; only differences are meaningful. */
  monotonicMs(): number;
  /** Calls `act` after `ms`, unless the returned function is called before. */
  after(ms: number, act: () => void): () => void;
}

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
