import type { MessageView } from '@sampan/api';
import { type Instant, offsetTime } from '@sampan/primitives';
import type { BankTransfer, WalletEvent } from '#wallet';
import { transferView } from '../bank-transfers.ts';
import type { Bill } from './bill.ts';
import { eventsOf } from './live-event.ts';
import { billView } from './views.ts';

/** All that a wallet's rows tell of the time since `since`. */
export interface Happened {
  readonly bills: readonly Bill[];
  readonly transfers: readonly BankTransfer[];
  readonly events: readonly WalletEvent[];
  readonly readUntil: Instant | undefined;
}

/** The messages of a wallet, newest first. A prompt that waits stays unread, and comes first. */
export function messagesOf(
  { bills, transfers, events, readUntil }: Happened,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): MessageView[] {
  const isRead = (at: Instant) => readUntil !== undefined && at <= readUntil;
  const found = [
    ...bills.flatMap((bill) =>
      eventsOf(bill, now).flatMap(({ id, kind, at }) => {
        if (kind !== 'prompt' && kind !== 'paid' && kind !== 'refunded') return [];
        const read = kind !== 'prompt' && isRead(at);
        return [{ at, view: { messageId: id, kind, read, bill: billView(bill, now) } }];
      }),
    ),
    ...transfers.flatMap((transfer) => {
      const at = transfer.settledAt;
      if (at === undefined) return [];
      const kind = 'bank-transfer' as const;
      const view = { messageId: transfer.id, kind, read: isRead(at) };
      return [{ at, view: { ...view, transfer: transferView(transfer) } }];
    }),
    ...events.map(({ id, kind, at, detail }) => ({
      at,
      view: { messageId: id, kind, read: isRead(at), ...(detail !== '' && { detail }) },
    })),
  ];
  return found
    .filter(({ at }) => at >= since)
    .sort((one, other) => other.at - one.at || (one.view.messageId < other.view.messageId ? 1 : -1))
    .map(({ at, view }) => ({ ...view, at: offsetTime(at) }));
}
