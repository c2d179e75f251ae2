/**
 * The till's days, times and countdowns are those of the gateway, which closes the day in GMT+8 by its own
 * clock; a sandbox's clock may be moved by months. Each answer says what time it is there.
 */
import type { Time, Transport } from '@sampan/sdk';

export interface FollowedTime {
  readonly time: Time;
  /** The transport whose answers are looked at. */
  follow(transport: Transport): Transport;
}

export interface FollowParts {
  readonly machine: Time;
  /** How far the gateway was ahead when it was last heard, in milliseconds. */
  readonly aheadMs: number;
  /** It is so much further ahead than it was. */
  readonly onMoved: (byMs: number, aheadMs: number) => void;
}

/** The header has whole seconds, and an answer is under way for a while: less than this is no difference. */
const toleratedMs = 3_000;

export function followGateway({ machine, aheadMs, onMoved }: FollowParts): FollowedTime {
  let ahead = aheadMs;

  function heard(date: string | undefined): void {
    const at = Date.parse(date ?? '');
    if (Number.isNaN(at)) return;
    // In the middle of its second.
    const found = at + 500 - machine.now();
    const by = found - ahead;
    if (Math.abs(by) < toleratedMs) return;
    ahead = Math.abs(found) < toleratedMs ? 0 : found;
    onMoved(by, ahead);
  }

  return {
    time: { ...machine, now: () => machine.now() + ahead },
    follow: (transport) => ({
      async send(request) {
        const delivery = await transport.send(request);
        if (delivery.isAnswered) heard(delivery.date);
        return delivery;
      },
      close: () => transport.close(),
    }),
  };
}
