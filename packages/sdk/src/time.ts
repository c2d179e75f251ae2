/** Time as the SDK needs it, injected so that a test of a minute takes milliseconds. */
export interface Time {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that never jumps; only differences are meaningful. */
  monotonicMs(): number;
  /** Resolves after `ms`, or as soon as the signal is aborted; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}
