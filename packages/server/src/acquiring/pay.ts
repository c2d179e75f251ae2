import {
  after,
  before,
  type Currency,
  equalMoney,
  exceeds,
  type Instant,
  type Money,
  type PartnerId,
  required,
  seconds,
} from '@sampan/primitives';
import type { Quote } from '#fx';
import type { Partner } from '#partner';
import { limitsOf, maskedLogin, type PaymentCode, type Wallet } from '#wallet';
import type { Book } from './book.ts';
import type { Needs } from './needs.ts';
import { quoteFor } from './quote-for.ts';
import { refusalsToPay, refusalToPay } from './refusal-to-pay.ts';
import { takePayment } from './take-payment.ts';
import {
  beginTrade,
  isClosedAt,
  isTrade,
  type Order,
  passwordTimeout,
  statusAt,
  type Trade,
  type TradeDetails,
  type WaitingTrade,
} from './trade.ts';

/** Takes a payment from the code that a buyer shows. Repeating a request repeats its answer. */
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

/**
 * In order of precedence: the order, the code, then obstacles of a new payment. A closed order is
 * refused as closed whatever the request says (02 §7); a suspended partner still gets earlier
 * answers.
 */
export const payRefusals = [
  'trade-closed',
  'payment-code-not-valid',
  'buyer-differs',
  'terms-differ',
  ...refusalsToPay,
] as const;
export type PayRefusal = (typeof payRefusals)[number];

export type PayOutcome =
  | { readonly outcome: 'paid'; readonly trade: Trade }
  | { readonly outcome: 'unknown'; readonly trade: Trade }
  | { readonly outcome: 'refused'; readonly refusal: PayRefusal };

export const payNeeds = ({ partnerId, partnerTransId, paymentCode }: Pay): Needs => ({
  partnerId,
  partnerTransId,
  paymentCode,
  receives: true,
});

export function decidePay(book: Book, request: Pay): PayOutcome {
  const { partnerId, partnerTransId } = request;
  // First of all: a partner that lost the answer must learn what was charged.
  const known = book.orders.findOrder(partnerId, partnerTransId);
  if (known) return decideRepeatedPay(book, known, request);
  const partner = required(book.partners.get(partnerId), 'the gateway knows the partner');
  const answer = decideNewPay(book, partner, request);
  // The code may look used because this same payment used it on another lane, between the lookup of
  // the order and the locks on code and wallet. Look the order up again before refusing.
  if (answer.outcome === 'refused') book.missedOrders.push({ partnerId, partnerTransId });
  return answer;
}

function decideNewPay(book: Book, partner: Partner, request: Pay): PayOutcome {
  const code = book.codes.find(request.paymentCode);
  if (!code || !isUsable(code, book.now)) return refuse('payment-code-not-valid');
  const wallet = required(book.wallets.find(code.walletId), 'a code belongs to a wallet');
  if (wallet.own.codesPaused) return refuse('payment-code-not-valid');
  const isSettled = request.settlementCurrency === partner.currency;
  const quote = isSettled ? quoteFor(book, partner, wallet, request.amount) : undefined;
  const receipts = book.receipts.find(partner.id);
  const refusal = refusalToPay({ partner, receipts, wallet }, quote, book.now);
  if (!quote || refusal) return refuse(refusal ?? 'currency-not-supported');

  // From here on the trade exists.
  const trade = waitingTrade(book, request, wallet, quote);
  book.orders.insert(trade);
  book.codes.replace({ ...code, tradeId: trade.id });
  if (needsPassword(wallet, quote.charge)) return { outcome: 'unknown', trade };
  return { outcome: 'paid', trade: takePayment(book, trade) };
}

/** The order exists: nothing is charged again, whatever the answer. */
function decideRepeatedPay(book: Book, order: Order, request: Pay): PayOutcome {
  if (isClosedAt(order, book.now)) return refuse('trade-closed');
  const buyer = isTrade(order) ? order.walletId : undefined;
  if (!isTrade(order) || order.paymentCode !== request.paymentCode) {
    const code = book.codes.find(request.paymentCode);
    if (!code || !isUsable(code, book.now)) return refuse('payment-code-not-valid');
    if (buyer !== undefined && code.walletId !== buyer) return refuse('buyer-differs');
  }
  // A pre-order has the partner's id but is not this payment.
  if (!isTrade(order) || order.product !== 'barcode' || !hasTerms(order, request)) {
    return refuse('terms-differ');
  }
  return { outcome: statusAt(order, book.now) === 'waiting' ? 'unknown' : 'paid', trade: order };
}

const hasTerms = ({ amount, quote, details }: Trade, request: Pay): boolean =>
  equalMoney(amount, request.amount) &&
  quote.settlement.currency === request.settlementCurrency &&
  details.sellerId === request.details.sellerId;

/** The clock of the process that issued a code may be ahead of ours by this much. */
const clocksDiffer = seconds(5);

/** A code that was issued ahead, for a device without network, is valid from its minute on. */
const isUsable = ({ tradeId, issuedAt, expiresAt }: PaymentCode, now: Instant): boolean =>
  tradeId === undefined && now >= before(issuedAt, clocksDiffer) && now < expiresAt;

function needsPassword(wallet: Wallet, amount: Money): boolean {
  const { passwordFree } = limitsOf(wallet);
  return passwordFree !== undefined && exceeds(amount, passwordFree);
}

function waitingTrade(
  { ids, now }: Book,
  request: Pay,
  wallet: Wallet,
  quote: Quote,
): WaitingTrade {
  return beginTrade({
    partnerId: request.partnerId,
    partnerTransId: request.partnerTransId,
    id: ids.next(now),
    product: 'barcode',
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
  });
}

const refuse = (refusal: PayRefusal): PayOutcome => ({ outcome: 'refused', refusal });
