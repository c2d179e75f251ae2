import { type PartnerId, required, type WalletId } from '@sampan/primitives';
import { maskedLogin } from '#wallet';
import { isAccepted } from './accepted-wallet.ts';
import type { Book } from './book.ts';
import type { Needs } from './needs.ts';
import { isTooSmall, quoteFor } from './quote-for.ts';
import { beginTrade, isTrade, statusAt, type Trade } from './trade.ts';

/**
 * A buyer scans the code of an order. This creates the trade, which belongs to this buyer and waits
 * for payment. Scanning again finds the same trade.
 */
export interface ScanOrder {
  readonly walletId: WalletId;
  readonly orderCode: string;
  /** The order's partner, found by a read without a lock. */
  readonly partnerId: PartnerId;
}

/** In order of precedence. */
export const scanRefusals = [
  'code-unknown',
  'order-closed',
  'order-paid',
  'buyer-differs',
  'partner-suspended',
  'wallet-frozen',
  'wallet-kind-not-accepted',
  'currency-not-supported',
  'amount-too-small',
] as const;
export type ScanRefusal = (typeof scanRefusals)[number];

export type ScanOutcome =
  | { readonly outcome: 'opened'; readonly trade: Trade }
  | { readonly outcome: 'refused'; readonly refusal: ScanRefusal };

export const scanNeeds = ({ walletId, orderCode, partnerId }: ScanOrder): Needs => ({
  walletId,
  orderCode,
  partnerId,
});

export function decideScan(book: Book, { walletId, orderCode }: ScanOrder): ScanOutcome {
  const order = book.orders.findByCode(orderCode);
  if (!order || order.state === 'tombstone') return refuse(order ? 'order-closed' : 'code-unknown');
  if (isTrade(order)) return decideRepeatedScan(book, order, walletId);
  if (book.now >= order.expiresAt) return refuse('order-closed');
  const partner = required(book.partners.get(order.partnerId), 'the partner of the order');
  if (partner.status === 'suspended') return refuse('partner-suspended');
  const wallet = required(book.wallets.find(walletId), 'the buyer has a wallet');
  if (wallet.status === 'frozen') return refuse('wallet-frozen');
  if (!isAccepted(partner, wallet)) return refuse('wallet-kind-not-accepted');
  const quote = quoteFor(book, partner, wallet, order.amount);
  if (!quote) return refuse('currency-not-supported');
  if (isTooSmall(quote)) return refuse('amount-too-small');

  // From here on the trade exists.
  const { state: _state, ...asked } = order;
  const trade = beginTrade({
    ...asked,
    id: book.ids.next(book.now),
    quote,
    walletId,
    inst: wallet.inst,
    buyerLogin: maskedLogin(wallet.loginId),
    paymentCode: undefined,
    createdAt: book.now,
  });
  book.orders.replace(trade);
  return { outcome: 'opened', trade };
}

function decideRepeatedScan(book: Book, trade: Trade, walletId: WalletId): ScanOutcome {
  const status = statusAt(trade, book.now);
  if (status === 'closed') return refuse('order-closed');
  // A scan after the payment answers "paid"; who scanned first matters only while the order waits.
  if (status !== 'waiting') return refuse('order-paid');
  return trade.walletId === walletId ? { outcome: 'opened', trade } : refuse('buyer-differs');
}

const refuse = (refusal: ScanRefusal): ScanOutcome => ({ outcome: 'refused', refusal });
