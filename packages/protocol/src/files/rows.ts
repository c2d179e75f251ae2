import type { Instant, Money, PaymentInst, Rate } from '@sampan/primitives';

/** How an order was created, as the files name it (14 §5). */
export type OrderScene = 'shopQrCode' | 'paymentQrCode' | 'transactionQrCode';

/**
 * The kind of event. A reversal is a cancel through the older service; both have rows of their own
 * beside the undone payment (14 §3.4).
 */
export type RowKind = 'payment' | 'refund' | 'cancel' | 'reversal';

/** One payment, refund or cancel, as passed to the writers of both files. */
export interface FileRow {
  readonly kind: RowKind;
  /** The partner's order id. */
  readonly partnerTransId: string;
  /** The partner's refund id; only for a refund. */
  readonly partnerRefundId: string | undefined;
  /** Our trade id. */
  readonly tradeId: string;
  /** Settlement currency, gross; never negative, `kind` gives the direction. */
  readonly amount: Money;
  /** Settlement currency; for a refund, cancel or reversal the returned fee. */
  readonly fee: Money;
  /** Gross and fee in CNY, each rounded separately (14 §4.3); only for charges in CNY. */
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
  /** The store, or a taxi's driver. */
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
 * One line of a file as read. A field is undefined when the file has no such column (files with 8,
 * 15, 17, 20 and 21 columns exist), or when an amount, rate or time is empty.
 */
export interface FileRecord {
  /**
   * For a settlement file: `cancel` if the first column repeats our id, otherwise `refund` for
   * every R row. A reversal differs from a refund only by its id, which is the order's.
   */
  readonly kind: RowKind;
  /** The first column: the partner's order or refund id, or our id for a settled cancel. */
  readonly partnerTransactionId: string;
  /** Our trade id. */
  readonly transactionId: string;
  /** Never negative; `kind` gives the direction. */
  readonly amount: Money;
  readonly fee: Money;
  readonly at: Instant;
  readonly remark: string | undefined;
  readonly industry: string | undefined;
  readonly merchantName: string | undefined;
  readonly merchantId: string | undefined;
  readonly operatorName: string | undefined;
  /** As written: other writers have scenes that we never write, and older files leave it empty. */
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
  /** Amount less fee; negative only when the fee exceeds the amount. */
  readonly net: Money;
  readonly amountCny: Money | undefined;
  readonly netCny: Money | undefined;
  readonly rate: Rate | undefined;
  readonly settledAt: Instant;
  /** `L`: settled. */
  readonly status: string | undefined;
}
