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
 * One sale. It begins `waiting` for the buyer's password, or `paid` at once. An order whose code
 * the buyer is to scan is `pre-ordered` before that, and becomes a trade by the scan. A waiting trade that
 * is not confirmed in time is closed from that instant on, whether or not a job has noted it; a
 * paid one becomes closed when it is cancelled on its day or refunded as a whole, and is finished
 * when its refund period is over. Nothing leads out of closed or finished.
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

/** Closed without a payment, or given back as a whole. */
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

/** A trade whose money the partner still has, or a part of it. */
export type Paid = PaidTrade | FinishedTrade;

export const isPaid = (trade: Trade): trade is Paid =>
  trade.state === 'paid' || trade.state === 'finished';

/** What a trade is from its beginning on, whatever becomes of it. */
export interface Sale {
  readonly partnerId: PartnerId;
  /** The partner's id of the order: `partner_trans_id`, elsewhere called `out_trade_no`. */
  readonly partnerTransId: string;
  readonly id: TradeId;
  readonly product: Product;
  /** The price. */
  readonly amount: Money;
  /** What the price comes to for buyer and partner; it was fixed when the trade began. */
  readonly quote: Quote;
  readonly walletId: WalletId;
  readonly inst: PaymentInst;
  /** Masked, as the merchant may see it. */
  readonly buyerLogin: string;
  /** The code that was shown. Whoever shows it again is the same buyer, however old it is. */
  readonly paymentCode: string | undefined;
  /** The code that stands for the order on the merchant's screen. */
  readonly orderCode: string | undefined;
  readonly subject: string;
  readonly details: TradeDetails;
  readonly createdAt: Instant;
  /** When an unpaid trade closes by itself. */
  readonly expiresAt: Instant;
}

/** A trade begins, and waits for the password or for what pays it at once. */
export const beginTrade = (sale: Sale): WaitingTrade => ({
  ...sale,
  state: 'waiting',
  payment: undefined,
  closing: undefined,
});

export const payTrade = (trade: WaitingTrade, payment: Payment): PaidTrade => ({
  ...trade,
  state: 'paid',
  payment,
});

/** Closes a trade, unpaid or given back; `payment` then says what has gone back. */
export const closeTrade = (
  trade: Trade,
  closing: Pick<Closing, 'at' | 'by'> & Partial<Closing>,
  payment: Payment | undefined = trade.payment,
): ClosedTrade => ({
  ...trade,
  state: 'closed',
  payment,
  closing: { cancelAction: undefined, cancelService: undefined, ...closing },
});

/** A part of what was paid went back, or is promised to. */
export const changePayment = (trade: Paid, payment: Payment): Paid => ({ ...trade, payment });

export const finishTrade = (trade: PaidTrade): FinishedTrade => ({ ...trade, state: 'finished' });

export type Product = 'barcode' | 'transaction-qr' | 'merchant-qr';

/** What a paid trade carries. */
export interface Payment {
  readonly paidAt: Instant;
  readonly entryId: TradeId;
  /** The share agreed when the trade was paid, which later contracts do not change; none when the fee was fixed. */
  readonly feeRate: Rate | undefined;
  /** In the settlement currency. */
  readonly fee: Money;
  readonly feeReturned: Money;
  /** The fee as it is reckoned in CNY, for a standard partner's files. */
  readonly feeCny: { readonly fee: Money; readonly returned: Money } | undefined;
  /** What was refunded of the price. */
  readonly refunded: Money;
  /** What of that went back to the buyer's wallet, and what the partner gave for it. */
  readonly chargeReturned: Money;
  readonly settlementReturned: Money;
  /** What accepted refunds that are not yet executed have reserved. */
  readonly refundReserved: Money;
  readonly refundUntil: Instant;
}

export interface Closing {
  readonly at: Instant;
  readonly by: 'time' | 'buyer' | 'cancel' | 'close' | 'refund';
  /** What a cancel has done: closed the unpaid order, or given the money back. */
  readonly cancelAction: CancelAction | undefined;
  /** The service that cancelled; files tell REVERSAL from CANCEL by it. */
  readonly cancelService: CancelService | undefined;
}

export type CancelAction = 'close' | 'refund';
export type CancelService = 'cancel' | 'reverse';

/** What the request said beyond the terms; kept for screens and files. */
export interface TradeDetails {
  readonly sellerId?: string;
  readonly quantity?: string;
  readonly memo?: string;
  readonly orderedAt?: string;
  /** When the terminal asked, in whichever form it says so. */
  readonly terminalTimestamp?: string;
  /** What was bought, JSON as it was sent. */
  readonly tradeInformation?: string;
  readonly secondaryMerchantId?: string;
  readonly secondaryMerchantName?: string;
  readonly secondaryMerchantIndustry?: string;
  readonly storeId?: string;
  readonly storeName?: string;
  readonly terminalId?: string;
  readonly serviceProviderId?: string;
  readonly sellerEmail?: string;
  /** The shop's code that was scanned. */
  readonly merchantCode?: string;
  readonly driverName?: string;
  /** Minor units of the amount that the merchant has put on top of what the buyer typed. */
  readonly channelFeeMinor?: string;
  readonly body?: string;
  readonly showUrl?: string;
  readonly price?: string;
  readonly goods?: readonly Goods[];
  /** Given back in the notification as it came. */
  readonly passback?: string;
  /** Where the partner wants to be told; nobody is told without it. */
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

/** Where and how a partner is told what has happened to an order. */
export interface NotifyAddress {
  readonly url: string;
  readonly charset: string;
  readonly signType: string;
}

/** An order that waits to be scanned. Until then no trade exists, and it can be taken away. */
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
  /** When the code can no longer be scanned, nor the order be paid. */
  readonly expiresAt: Instant;
}

/** Stands for an order that was cancelled before it was ever seen; it can never be paid. */
export interface Tombstone {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string;
  readonly state: 'tombstone';
  /** Of an order that was taken away before anybody scanned it: whoever does now learns so. */
  readonly orderCode?: string;
  readonly createdAt: Instant;
}

export type Order = Trade | PreOrder | Tombstone;

export const isTrade = (order: Order | undefined): order is Trade =>
  order !== undefined && order.state !== 'tombstone' && order.state !== 'pre-ordered';

/** How long a buyer who is asked for the password has. */
export const passwordTimeout = minutes(3);

export type TradeStatus = 'waiting' | 'paid' | 'closed' | 'finished';

/**
 * What the trade is at `now`; time alone closes an unpaid trade and finishes a paid one. A refund that
 * was accepted in time is awaited: nothing leads out of finished, and it may close the trade (17).
 */
export function statusAt(trade: Trade, now: Instant): TradeStatus {
  if (trade.state === 'waiting') return now < trade.expiresAt ? 'waiting' : 'closed';
  const isAwaited = trade.payment !== undefined && isPositive(trade.payment.refundReserved);
  if (trade.state === 'paid' && isRefundPeriodOver(trade, now) && !isAwaited) return 'finished';
  return trade.state;
}

/** Whether the order can never be paid any more: cancelled, closed, refunded as a whole, or expired. */
export function isClosedAt(order: Order, now: Instant): boolean {
  if (order.state === 'tombstone') return true;
  if (order.state === 'pre-ordered') return now >= order.expiresAt;
  return statusAt(order, now) === 'closed';
}

/** Whether no refund of the trade is taken any more. */
export const isRefundPeriodOver = ({ payment }: Trade, now: Instant): boolean =>
  payment !== undefined && now >= payment.refundUntil;

/** Whether the trade was paid on the business day, GMT+8, in which `now` lies. */
export const paidToday = (trade: Trade, now: Instant): boolean =>
  trade.payment !== undefined && businessDate(trade.payment.paidAt) === businessDate(now);

/** Whether money of the trade went back, or is promised to go back. */
export const hasRefunds = ({ payment }: Trade): boolean =>
  payment !== undefined && isPositive(add(payment.refunded, payment.refundReserved));

/** What may still be refunded. */
export const refundable = ({ amount, payment }: Paid): Money =>
  subtract(amount, add(payment.refunded, payment.refundReserved));
