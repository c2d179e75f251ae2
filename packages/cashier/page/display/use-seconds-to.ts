import { useRef } from 'react';

/** Whole seconds until then, and the share of them that is left since it was first seen. */
export function useSecondsTo(deadlineAt: string | undefined, now: number) {
  const whole = useRef<{ readonly of: string; readonly ms: number }>(undefined);
  if (deadlineAt === undefined) return { seconds: 0, share: 0 };
  const left = Math.max(0, Date.parse(deadlineAt) - now);
  if (whole.current?.of !== deadlineAt) whole.current = { of: deadlineAt, ms: Math.max(left, 1) };
  return { seconds: Math.ceil(left / 1_000), share: Math.min(1, left / whole.current.ms) };
}
