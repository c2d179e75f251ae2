import {
  type Currency,
  equalMoney,
  type Instant,
  type Money,
  type PartnerId,
  required,
  zero,
} from '@sampan/primitives';
import { exceedsPaymentLimit, type Partner } from '#partner';
import type { Book } from './book.ts';
import type { Needs } from './needs.ts';
import { isTooSmall, quoteFor } from './quote-for.ts';
import {
  isClosedAt,
  isTrade,
  type Order,
  type PreOrder,
  statusAt,
  type TradeDetails,
} from './trade.ts';

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

/** In order of precedence: what became of an order is told whatever the request says of it. */
export const precreateRefusals = [
  'trade-closed',
  'trade-paid',
  'terms-differ',
  'partner-suspended',
  'currency-not-supported',
  'amount-too-small',
  'partner-payment-limit-exceeded',
] as const;
export type PrecreateRefusal = (typeof precreateRefusals)[number];

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
  const known = book.orders.findOrder(partnerId, partnerTransId);
  if (known) return decideRepeatedPrecreate(book, known, partner, request);
  if (partner.status === 'suspended') return refuse('partner-suspended');
  if (request.settlementCurrency !== partner.currency) return refuse('currency-not-supported');
  // The buyer is not known yet. A standard partner's has CNY; one in Hong Kong may have HKD, and then
  // needs no rate.
  const wallet = { balance: zero(partner.contract === 'hk' ? 'HKD' : 'CNY') };
  const quote = quoteFor(book, partner, wallet, amount);
  if (!quote) return refuse('currency-not-supported');
  if (isTooSmall(quote)) return refuse('amount-too-small');
  if (exceedsPaymentLimit(partner, quote.settlement)) {
    return refuse('partner-payment-limit-exceeded');
  }

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

function decideRepeatedPrecreate(
  { now }: Book,
  order: Order,
  { currency }: Partner,
  request: Precreate,
): PrecreateOutcome {
  if (order.state === 'tombstone' || isClosedAt(order, now)) return refuse('trade-closed');
  if (isTrade(order) && statusAt(order, now) !== 'waiting') return refuse('trade-paid');
  const sameTerms =
    request.settlementCurrency === currency &&
    equalMoney(order.amount, request.amount) &&
    order.details.sellerId === request.details.sellerId &&
    order.details.sellerEmail === request.details.sellerEmail;
  if (!sameTerms || order.orderCode === undefined) return refuse('terms-differ');
  return { outcome: 'pre-ordered', orderCode: order.orderCode };
}

const refuse = (refusal: PrecreateRefusal): PrecreateOutcome => ({ outcome: 'refused', refusal });
