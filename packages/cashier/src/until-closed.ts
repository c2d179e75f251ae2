/**
 * What the SDK works with, until the till is closed. Then its timers are cancelled and its requests lead
 * nowhere: an open sale stands still as after a crash, and goes on with the next start.
 */
import type { Time, Transport } from '@sampan/sdk';

export function timeUntil(closed: AbortSignal, time: Time): Time {
  const running = new Set<() => void>();
  closed.addEventListener('abort', () => {
    for (const cancel of running) cancel();
    running.clear();
  });
  return {
    now: () => time.now(),
    monotonicMs: () => time.monotonicMs(),
    after(ms, act) {
      if (closed.aborted) return () => undefined;
      const cancel = time.after(ms, () => {
        running.delete(cancel);
        act();
      });
      running.add(cancel);
      return () => {
        running.delete(cancel);
        cancel();
      };
    },
  };
}

export const transportUntil = (closed: AbortSignal, transport: Transport): Transport => ({
  async send(request) {
    if (closed.aborted) return never();
    const delivery = await transport.send(request);
    return closed.aborted ? never() : delivery;
  },
  close: () => transport.close(),
});

const never = (): Promise<never> => new Promise(() => undefined);
