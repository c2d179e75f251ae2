import {
  add,
  businessDate,
  type Instant,
  isPositive,
  type Money,
  minutes,
  type PartnerId,
  type PaymentInst,
  type Rate,
  subtract,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import type { Quote } from '#fx';

/**
 * One sale. It starts `waiting` for the buyer's password, or `paid` at once. An order with a code
 * is `pre-ordered` first, and becomes a trade when scanned. A waiting trade that is not confirmed
 * in time is closed from that instant on, whether or not a job has marked it. A paid one becomes
 * closed when it is cancelled on its day or fully refunded, and finished when its refund period is
 * over. Closed and finished are final.
 */
export type Trade = WaitingTrade | PaidTrade | ClosedTrade | FinishedTrade;

export interface WaitingTrade extends Sale {
  readonly state: 'waiting';
  readonly payment: undefined;
  readonly closing: undefined;
}

export interface PaidTrade extends Sale {
  readonly state: 'paid';
  readonly payment: Payment;
  readonly closing: undefined;
}

/** Closed without a payment, or returned in full. */
export interface ClosedTrade extends Sale {
  readonly state: 'closed';
  readonly payment: Payment | undefined;
  readonly closing: Closing;
}

export interface FinishedTrade extends Sale {
  readonly state: 'finished';
  readonly payment: Payment;
  readonly closing: undefined;
}

/** A paid trade that is not fully returned. */
export type Paid = PaidTrade | FinishedTrade;

export const isPaid = (trade: Trade): trade is Paid =>
  trade.state === 'paid' || trade.state === 'finished';

/** The properties fixed at a trade's creation. */
export interface Sale {
  readonly partnerId: PartnerId;
  /** The partner's order id: `partner_trans_id` or `out_trade_no` on the wire. */
  readonly partnerTransId: string;
  readonly id: TradeId;
  readonly product: Product;
  /** The price. */
  readonly amount: Money;
  /** The amounts for buyer and partner, fixed at creation. */
  readonly quote: Quote;
  readonly walletId: WalletId;
  readonly inst: PaymentInst;
  /** Masked, as merchants may see it. */
  readonly buyerLogin: string;
  /** The shown code. Showing it again means the same buyer, even after it has expired. */
  readonly paymentCode: string | undefined;
  /** The code of the order on the merchant's screen. */
  readonly orderCode: string | undefined;
  readonly subject: string;
  readonly details: TradeDetails;
  readonly createdAt: Instant;
  /** When an unpaid trade expires. */
  readonly expiresAt: Instant;
}

/**
 * A trade in one of its states. The properties are listed one by one, so that every trade has the same
 * layout in memory: copying with a spread costs several microseconds of each payment.
 */
export const tradeIn = <State extends Trade['state'], Paid, Closed>(
  sale: Sale,
  state: State,
  payment: Paid,
  closing: Closed,
) => ({
  partnerId: sale.partnerId,
  partnerTransId: sale.partnerTransId,
  id: sale.id,
  product: sale.product,
  amount: sale.amount,
  quote: sale.quote,
  walletId: sale.walletId,
  inst: sale.inst,
  buyerLogin: sale.buyerLogin,
  paymentCode: sale.paymentCode,
  orderCode: sale.orderCode,
  subject: sale.subject,
  details: sale.details,
  createdAt: sale.createdAt,
  expiresAt: sale.expiresAt,
  state,
  payment,
  closing,
});

/** Creates a trade, which waits for the password or for its immediate payment. */
export const beginTrade = (sale: Sale): WaitingTrade =>
  tradeIn(sale, 'waiting', undefined, undefined);

export const payTrade = (trade: WaitingTrade, payment: Payment): PaidTrade =>
  tradeIn(trade, 'paid', payment, undefined);

/** Closes a trade, unpaid or returned; `payment` then has the returned amounts. */
export const closeTrade = (
  trade: Trade,
  closing: Pick<Closing, 'at' | 'by'> & Partial<Closing>,
  payment: Payment | undefined = trade.payment,
): ClosedTrade =>
  tradeIn(trade, 'closed', payment, {
    cancelAction: undefined,
    cancelService: undefined,
    ...closing,
  });

/** A part of the payment was returned or reserved for a refund. */
export const changePayment = (trade: Paid, payment: Payment): Paid =>
  trade.state === 'paid'
    ? tradeIn(trade, 'paid', payment, undefined)
    : tradeIn(trade, 'finished', payment, undefined);

export const finishTrade = (trade: PaidTrade): FinishedTrade =>
  tradeIn(trade, 'finished', trade.payment, undefined);

export type Product = 'barcode' | 'transaction-qr' | 'merchant-qr';

/** Additional properties of a paid trade. */
export interface Payment {
  readonly paidAt: Instant;
  readonly entryId: TradeId;
  /** The fee rate at payment time, unaffected by later contract changes; none for a fixed fee. */
  readonly feeRate: Rate | undefined;
  /** In the settlement currency. */
  readonly fee: Money;
  readonly feeReturned: Money;
  /** The fee computed in CNY, for a standard partner's files. */
  readonly feeCny: { readonly fee: Money; readonly returned: Money } | undefined;
  /** The refunded part of the price. */
  readonly refunded: Money;
  /** The amount returned to the buyer's wallet, and the amount given by the partner. */
  readonly chargeReturned: Money;
  readonly settlementReturned: Money;
  /** Reserved by accepted refunds that are not executed yet. */
  readonly refundReserved: Money;
  readonly refundUntil: Instant;
}

export interface Closing {
  readonly at: Instant;
  readonly by: 'time' | 'buyer' | 'cancel' | 'close' | 'refund';
  /** The effect of a cancel: closed the unpaid order, or returned the money. */
  readonly cancelAction: CancelAction | undefined;
  /** The service that cancelled; files distinguish REVERSAL and CANCEL by it. */
  readonly cancelService: CancelService | undefined;
}

export type CancelAction = 'close' | 'refund';
export type CancelService = 'cancel' | 'reverse';

/** Further data of the request, kept for screens and files. */
export interface TradeDetails {
  readonly sellerId?: string;
  readonly quantity?: string;
  readonly memo?: string;
  readonly orderedAt?: string;
  /** The terminal's timestamp, in the form it was sent. */
  readonly terminalTimestamp?: string;
  /** The goods, JSON as sent. */
  readonly tradeInformation?: string;
  readonly secondaryMerchantId?: string;
  readonly secondaryMerchantName?: string;
  readonly secondaryMerchantIndustry?: string;
  readonly storeId?: string;
  readonly storeName?: string;
  readonly terminalId?: string;
  readonly serviceProviderId?: string;
  readonly sellerEmail?: string;
  /** The scanned shop code. */
  readonly merchantCode?: string;
  readonly driverName?: string;
  /** The merchant's channel fee in minor units, on top of the typed amount. */
  readonly channelFeeMinor?: string;
  readonly body?: string;
  readonly showUrl?: string;
  readonly price?: string;
  readonly goods?: readonly Goods[];
  /** Returned in the notification unchanged. */
  readonly passback?: string;
  /** The notification address; without one no notifications are sent. */
  readonly notify?: NotifyAddress;
}

export interface Goods {
  readonly id?: string;
  readonly name?: string;
  readonly category?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly body?: string;
  readonly showUrl?: string;
}

/** Address and form of an order's notifications. */
export interface NotifyAddress {
  readonly url: string;
  readonly charset: string;
  readonly signType: string;
}

/** An order that has not been scanned. There is no trade yet, and the order can be cancelled. */
export interface PreOrder {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  readonly state: 'pre-ordered';
  readonly product: Product;
  readonly amount: Money;
  readonly orderCode: string;
  readonly subject: string;
  readonly details: TradeDetails;
  readonly createdAt: Instant;
  /** Expiry of the code and of the order. */
  readonly expiresAt: Instant;
}

/** Records the cancel of an unknown order, which can then never be paid. */
export interface Tombstone {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  readonly state: 'tombstone';
  /** For an order cancelled before any scan: a later scan is answered accordingly. */
  readonly orderCode?: string;
  readonly createdAt: Instant;
}

export type Order = Trade | PreOrder | Tombstone;

export const isTrade = (order: Order | undefined): order is Trade =>
  order !== undefined && order.state !== 'tombstone' && order.state !== 'pre-ordered';

/** How long a buyer has for the password. */
export const passwordTimeout = minutes(3);

export type TradeStatus = 'waiting' | 'paid' | 'closed' | 'finished';

/**
 * The state of the trade at `now`: time alone closes an unpaid trade and finishes a paid one. A
 * refund accepted in time delays the finish, because it may close the trade and finished is final
 * (17).
 */
export function statusAt(trade: Trade, now: Instant): TradeStatus {
  if (trade.state === 'waiting') return now < trade.expiresAt ? 'waiting' : 'closed';
  const isAwaited = trade.payment !== undefined && isPositive(trade.payment.refundReserved);
  if (trade.state === 'paid' && isRefundPeriodOver(trade, now) && !isAwaited) return 'finished';
  return trade.state;
}

/** Whether the order can never be paid: cancelled, closed, fully refunded, or expired. */
export function isClosedAt(order: Order, now: Instant): boolean {
  if (order.state === 'tombstone') return true;
  if (order.state === 'pre-ordered') return now >= order.expiresAt;
  return statusAt(order, now) === 'closed';
}

/** Whether the trade accepts no more refunds. */
export const isRefundPeriodOver = ({ payment }: Trade, now: Instant): boolean =>
  payment !== undefined && now >= payment.refundUntil;

/** Whether the trade was paid on the business day, GMT+8, in which `now` lies. */
export const paidToday = (trade: Trade, now: Instant): boolean =>
  trade.payment !== undefined && businessDate(trade.payment.paidAt) === businessDate(now);

/** Whether money of the trade was returned or is reserved for a refund. */
export const hasRefunds = ({ payment }: Trade): boolean =>
  payment !== undefined && isPositive(add(payment.refunded, payment.refundReserved));

/** The amount that can still be refunded. */
export const refundable = ({ amount, payment }: Paid): Money =>
  subtract(amount, add(payment.refunded, payment.refundReserved));
