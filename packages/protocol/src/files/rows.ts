import type { Instant, Money, PaymentInst, Rate } from '@sampan/primitives';

/** How an order came about, as the files name it (14 §5). */
export type OrderScene = 'shopQrCode' | 'paymentQrCode' | 'transactionQrCode';

/**
 * What has happened. A reversal is a cancel through the older service; both are rows of their own
 * beside the payment that they undo (14 §3.4).
 */
export type RowKind = 'payment' | 'refund' | 'cancel' | 'reversal';

/** What both files say of one payment, refund or cancel, as the writer gets it. */
export interface FileRow {
  readonly kind: RowKind;
  /** The partner's id of the order. */
  readonly partnerTransId: string;
  /** The partner's id of the refund; only of a refund. */
  readonly partnerRefundId: string | undefined;
  /** Our id of the order. */
  readonly tradeId: string;
  /** Settlement currency, gross; never negative, the direction is in `kind`. */
  readonly amount: Money;
  /** Settlement currency; of a refund, cancel or reversal what was given back. */
  readonly fee: Money;
  /** Gross and fee in CNY, each rounded by itself (14 §4.3); only when it was charged in CNY. */
  readonly amountCny: Money | undefined;
  readonly feeCny: Money | undefined;
  /** CNY for one unit of the settlement currency; only with an amount in CNY. */
  readonly rate: Rate | undefined;
  readonly at: Instant;
  readonly remark: string;
  /** Merchant category code, or empty. */
  readonly industry: string;
  readonly merchantName: string;
  readonly merchantId: string;
  /** The store, or the driver of a taxi. */
  readonly operatorName: string;
  readonly orderScene: OrderScene;
  /** Amount in the pricing currency. */
  readonly price: Money;
  /** Settlement currency for one unit of the pricing currency. */
  readonly priceRate: Rate;
  readonly issue: PaymentInst;
}

/** A row that a settlement has paid out. */
export interface SettlementFileRow extends FileRow {
  readonly settledAt: Instant;
}

/**
 * What one line of a file says, as a reader gets it. A field is undefined when the file has no such
 * column (8, 15, 17, 20 and 21 columns are in use) or an amount, rate or time was left empty.
 */
export interface FileRecord {
  /**
   * Of a settlement file: `cancel` when the first column repeats our id, else `refund` for
   * everything of type R. A reversal is told from a refund only by its id, which is the order's.
   */
  readonly kind: RowKind;
  /** The first column: the partner's id of the order or the refund, or of a settled cancel our id. */
  readonly partnerTransactionId: string;
  /** Our id of the order. */
  readonly transactionId: string;
  /** Never negative, the direction is in `kind`. */
  readonly amount: Money;
  readonly fee: Money;
  readonly at: Instant;
  readonly remark: string | undefined;
  readonly industry: string | undefined;
  readonly merchantName: string | undefined;
  readonly merchantId: string | undefined;
  readonly operatorName: string | undefined;
  /** As written: there are scenes that we never write, and older files leave it empty. */
  readonly orderScene: string | undefined;
  readonly price: Money | undefined;
  readonly priceRate: Rate | undefined;
  /** As written: the kind of wallet. */
  readonly issue: string | undefined;
}

/** A line of a transaction file. */
export type TransactionRecord = FileRecord;

/** A line of a settlement file. */
export interface SettlementRecord extends FileRecord {
  /** Amount less fee; below zero only when the fee is more than the amount. */
  readonly net: Money;
  readonly amountCny: Money | undefined;
  readonly netCny: Money | undefined;
  readonly rate: Rate | undefined;
  readonly settledAt: Instant;
  /** `L`: settled. */
  readonly status: string | undefined;
}
