import { type PartnerId, required, type TradeId, type WalletId } from '@sampan/primitives';
import type { Book } from './book.ts';
import type { Needs } from './needs.ts';
import { refusalsToCharge, refusalToCharge } from './refusal-to-pay.ts';
import { takePayment } from './take-payment.ts';
import { closeTrade, statusAt, type Trade, type WaitingTrade } from './trade.ts';

/** The buyer confirms a waiting trade with the password. */
export interface Confirm {
  readonly walletId: WalletId;
  readonly partnerId: PartnerId;
  readonly tradeId: TradeId;
  readonly answer: 'confirm' | 'reject';
}

/** In order of precedence. */
export const confirmRefusals = [
  'trade-unknown',
  'trade-closed',
  'trade-paid',
  ...refusalsToCharge,
] as const;
export type ConfirmRefusal = (typeof confirmRefusals)[number];

export type ConfirmOutcome =
  | { readonly outcome: 'paid' | 'rejected'; readonly trade: Trade }
  | { readonly outcome: 'refused'; readonly refusal: ConfirmRefusal };

export const confirmNeeds = ({ walletId, partnerId, tradeId }: Confirm): Needs => ({
  partnerId,
  tradeId,
  walletId,
  receives: true,
});

/** Confirming twice answers "paid" twice; a refused trade is refused again. */
export function decideConfirm(book: Book, request: Confirm): ConfirmOutcome {
  const { walletId, partnerId, tradeId, answer } = request;
  const trade = book.orders.findTrade(tradeId);
  if (trade?.walletId !== walletId || trade.partnerId !== partnerId) return refuse('trade-unknown');
  const status = statusAt(trade, book.now);
  if (status === 'closed') {
    const rejected = answer === 'reject' && trade.closing?.by === 'buyer';
    return rejected ? { outcome: 'rejected', trade } : refuse('trade-closed');
  }
  if (status !== 'waiting' || trade.state !== 'waiting') {
    return answer === 'confirm' ? { outcome: 'paid', trade } : refuse('trade-paid');
  }
  if (answer === 'reject') return { outcome: 'rejected', trade: closeByBuyer(book, trade) };

  const partner = required(book.partners.get(trade.partnerId), 'the partner of the trade');
  const wallet = required(book.wallets.find(walletId), 'the wallet of the trade');
  const receipts = book.receipts.find(partner.id);
  const refusal = refusalToCharge({ partner, receipts, wallet }, trade.quote, book.now);
  if (refusal) return refuse(refusal);
  // From here on the payment must succeed.
  return { outcome: 'paid', trade: takePayment(book, trade) };
}

function closeByBuyer(book: Book, trade: WaitingTrade): Trade {
  const closed = closeTrade(trade, { at: book.now, by: 'buyer' });
  book.orders.replace(closed);
  return closed;
}

const refuse = (refusal: ConfirmRefusal): ConfirmOutcome => ({ outcome: 'refused', refusal });
