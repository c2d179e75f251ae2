import {
  type Currency,
  equalMoney,
  type Instant,
  type Money,
  type PartnerId,
  required,
  zero,
} from '@sampan/primitives';
import type { Book } from './book.ts';
import type { Needs } from './needs.ts';
import { isTooSmall, quoteFor } from './quote-for.ts';
import { isTrade, type Order, type PreOrder, statusAt, type TradeDetails } from './trade.ts';

/**
 * Makes an order for a buyer who is not known yet, and the code that stands for it. Repeating a
 * request before payment gives the same code.
 */
export interface Precreate {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  /** The price. */
  readonly amount: Money;
  readonly settlementCurrency: Currency;
  readonly subject: string;
  readonly details: TradeDetails;
  /** Drawn by the caller before the first try. */
  readonly orderCode: string;
  /** When the order expires, given the instant at which it is made. */
  readonly expiry: (madeAt: Instant) => Instant;
}

/** In order of precedence. */
export type PrecreateRefusal =
  | 'partner-suspended'
  | 'trade-closed'
  | 'trade-paid'
  | 'terms-differ'
  | 'currency-not-supported'
  | 'amount-too-small';

export type PrecreateOutcome =
  | { readonly outcome: 'pre-ordered'; readonly orderCode: string }
  | { readonly outcome: 'refused'; readonly refusal: PrecreateRefusal };

export const precreateNeeds = ({ partnerId, partnerTransId }: Precreate): Needs => ({
  partnerId,
  partnerTransId,
});

export function decidePrecreate(book: Book, request: Precreate): PrecreateOutcome {
  const { partnerId, partnerTransId, amount, subject, details, orderCode } = request;
  const partner = required(book.partners.get(partnerId), 'the gateway knows the partner');
  if (partner.status === 'suspended') return refuse('partner-suspended');
  const known = book.orders.findOrder(partnerId, partnerTransId);
  const isSettled = request.settlementCurrency === partner.currency;
  if (known) {
    return isSettled ? decideRepeatedPrecreate(book, known, request) : refuse('terms-differ');
  }
  if (!isSettled) return refuse('currency-not-supported');
  // The buyer is not known yet. A standard partner's has CNY; one in Hong Kong may have HKD, and then
  // needs no rate.
  const wallet = { balance: zero(partner.contract === 'hk' ? 'HKD' : 'CNY') };
  const quote = quoteFor(book, partner, wallet, amount);
  if (!quote) return refuse('currency-not-supported');
  if (isTooSmall(quote)) return refuse('amount-too-small');

  const preOrder: PreOrder = {
    partnerId,
    partnerTransId,
    state: 'pre-ordered',
    product: 'transaction-qr',
    amount,
    orderCode,
    subject,
    details,
    createdAt: book.now,
    expiresAt: request.expiry(book.now),
  };
  book.orders.insert(preOrder);
  return { outcome: 'pre-ordered', orderCode };
}

function decideRepeatedPrecreate(book: Book, order: Order, request: Precreate): PrecreateOutcome {
  if (order.state === 'tombstone') return refuse('trade-closed');
  if (isTrade(order)) {
    const status = statusAt(order, book.now);
    if (status === 'closed') return refuse('trade-closed');
    if (status !== 'waiting') return refuse('trade-paid');
  } else if (book.now >= order.expiresAt) return refuse('trade-closed');
  const sameTerms =
    equalMoney(order.amount, request.amount) &&
    order.details.sellerId === request.details.sellerId &&
    order.details.sellerEmail === request.details.sellerEmail;
  if (!sameTerms || order.orderCode === undefined) return refuse('terms-differ');
  return { outcome: 'pre-ordered', orderCode: order.orderCode };
}

const refuse = (refusal: PrecreateRefusal): PrecreateOutcome => ({ outcome: 'refused', refusal });
