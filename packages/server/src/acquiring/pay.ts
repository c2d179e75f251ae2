import {
  after,
  type Currency,
  equalMoney,
  type Instant,
  type Money,
  type PartnerId,
  required,
} from '@sampan/primitives';
import type { Quote } from '#exchange';
import type { Partner } from '#partner';
import {
  exceededLimit,
  type LimitRefusal,
  maskedLogin,
  type PaymentCode,
  type Wallet,
} from '#wallet';
import { isAccepted } from './accepted-wallet.ts';
import type { Book } from './book.ts';
import type { Needs } from './needs.ts';
import { isTooSmall, quoteFor } from './quote-for.ts';
import { takePayment } from './take-payment.ts';
import {
  isTrade,
  type Order,
  passwordTimeout,
  statusAt,
  type Trade,
  type TradeDetails,
} from './trade.ts';

/** Takes a payment from the code that a buyer is showing. Repeating a request repeats its answer. */
export interface Pay {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  /** The price. */
  readonly amount: Money;
  readonly settlementCurrency: Currency;
  readonly paymentCode: string;
  readonly subject: string;
  readonly details: TradeDetails;
}

/** In order of precedence; the guards below keep this order. */
export type PayRefusal =
  | 'trade-closed'
  | 'partner-suspended'
  | 'payment-code-not-valid'
  | 'buyer-differs'
  | 'terms-differ'
  | 'wallet-frozen'
  | 'wallet-kind-not-accepted'
  | 'currency-not-supported'
  | 'amount-too-small'
  | LimitRefusal
  | 'balance-not-enough';

export type PayOutcome =
  | { readonly outcome: 'paid'; readonly trade: Trade }
  | { readonly outcome: 'unknown'; readonly trade: Trade }
  | { readonly outcome: 'refused'; readonly refusal: PayRefusal };

export const payNeeds = ({ partnerId, partnerTransId, paymentCode }: Pay): Needs => ({
  partnerId,
  partnerTransId,
  paymentCode,
});

export function decidePay(book: Book, request: Pay): PayOutcome {
  const { partnerId, partnerTransId } = request;
  // Before anything else: whoever has lost the answer must learn what was charged.
  const known = book.orders.findOrder(partnerId, partnerTransId);
  if (known) return decideRepeatedPay(book, known, request);
  const partner = required(book.partners.get(partnerId), 'the gateway knows the partner');
  const answer = decideNewPay(book, partner, request);
  // The same request may have been carried out by another lane between the look at the orders and
  // the locks on code and wallet: then this refusal is its own effect, and must not be answered.
  if (answer.outcome === 'refused') book.missedOrders.push({ partnerId, partnerTransId });
  return answer;
}

function decideNewPay(book: Book, partner: Partner, request: Pay): PayOutcome {
  const { amount } = request;
  if (partner.status === 'suspended') return refuse('partner-suspended');
  const code = book.codes.find(request.paymentCode);
  if (!code || !isUsable(code, book.now)) return refuse('payment-code-not-valid');
  const wallet = required(book.wallets.find(code.walletId), 'a code belongs to a wallet');
  const isSettled = request.settlementCurrency === partner.currency;
  const quote = isSettled ? quoteFor(book, partner, wallet, amount) : undefined;
  const refusal = refusalToPay(partner, wallet, quote, book.now);
  if (!quote || refusal) return refuse(refusal ?? 'currency-not-supported');

  // From here on the trade exists.
  const trade = waitingTrade(book, request, wallet, quote);
  book.orders.insert(trade);
  book.codes.replace({ ...code, tradeId: trade.id });
  if (needsPassword(wallet, quote.charge)) return { outcome: 'unknown', trade };
  return { outcome: 'paid', trade: takePayment(book, trade) };
}

/**
 * Why `wallet` may not pay to `partner` what was quoted, if so; asked again when the buyer confirms.
 * Without a quote there is no rate between their currencies.
 */
export function refusalToPay(
  partner: Partner,
  wallet: Wallet,
  quote: Quote | undefined,
  now: Instant,
): PayRefusal | undefined {
  if (wallet.status === 'frozen') return 'wallet-frozen';
  if (!isAccepted(partner, wallet)) return 'wallet-kind-not-accepted';
  if (!quote) return 'currency-not-supported';
  if (isTooSmall(quote)) return 'amount-too-small';
  const limit = exceededLimit(wallet, quote.charge, now);
  if (limit) return limit;
  if (wallet.balance.minor < quote.charge.minor) return 'balance-not-enough';
  return undefined;
}

/** The order exists: nothing is charged again, whatever the answer. */
function decideRepeatedPay(book: Book, order: Order, request: Pay): PayOutcome {
  if (order.state === 'tombstone') return refuse('trade-closed');
  // The partner's id stands for an order that is to be scanned, not for this payment.
  if (!isTrade(order) || order.product !== 'barcode') return refuse('terms-differ');
  if (order.paymentCode !== request.paymentCode) {
    const code = book.codes.find(request.paymentCode);
    if (!code || !isUsable(code, book.now)) return refuse('payment-code-not-valid');
    if (code.walletId !== order.walletId) return refuse('buyer-differs');
  }
  const sameTerms =
    equalMoney(order.amount, request.amount) &&
    order.quote.settlement.currency === request.settlementCurrency &&
    order.details.sellerId === request.details.sellerId;
  if (!sameTerms) return refuse('terms-differ');
  switch (statusAt(order, book.now)) {
    case 'waiting':
      return { outcome: 'unknown', trade: order };
    case 'closed':
      return refuse('trade-closed');
    case 'paid':
    case 'finished':
      return { outcome: 'paid', trade: order };
  }
}

const isUsable = (code: PaymentCode, now: Instant): boolean =>
  code.tradeId === undefined && now < code.expiresAt;

const needsPassword = ({ passwordFreeLimit }: Wallet, amount: Money): boolean =>
  passwordFreeLimit !== undefined && amount.minor > passwordFreeLimit.minor;

function waitingTrade({ ids, now }: Book, request: Pay, wallet: Wallet, quote: Quote): Trade {
  return {
    partnerId: request.partnerId,
    partnerTransId: request.partnerTransId,
    id: ids.next(now),
    product: 'barcode',
    state: 'waiting',
    amount: request.amount,
    quote,
    walletId: wallet.id,
    inst: wallet.inst,
    buyerLogin: maskedLogin(wallet.loginId),
    paymentCode: request.paymentCode,
    orderCode: undefined,
    subject: request.subject,
    details: request.details,
    createdAt: now,
    expiresAt: after(now, passwordTimeout),
    payment: undefined,
    closing: undefined,
  };
}

const refuse = (refusal: PayRefusal): PayOutcome => ({ outcome: 'refused', refusal });
