import { formatAmount, type Instant, type Money, type Rate, rateText } from '@sampan/primitives';
import {
  type Charset,
  type FileEntry,
  type FileFacts,
  type FileProblem,
  fileEntries,
  type SettlementRecord,
} from '@sampan/protocol';

/**
 * A row of a transaction or settlement file. Amounts are decimal texts, times ISO 8601. A field
 * is missing when the file has no such column: older files have fewer.
 */
export interface MoneyFileRow {
  /** Counted from 1. */
  readonly line: number;
  readonly from: 'transaction' | 'settlement';
  readonly kind: 'payment' | 'refund' | 'cancel' | 'reversal';
  /** The merchant's id of the sale, or of the refund; of a settled cancel the gateway's id. */
  readonly partnerTransactionId: string;
  /** The gateway's id of the trade. */
  readonly transactionId: string;
  /** Never negative: `kind` says the direction. */
  readonly amount: string;
  readonly fee: string;
  readonly currency: string;
  readonly at: string;
  readonly remark?: string;
  readonly industry?: string;
  readonly merchantName?: string;
  readonly merchantId?: string;
  readonly operatorName?: string;
  readonly orderScene?: string;
  readonly price?: string;
  readonly priceCurrency?: string;
  readonly priceRate?: string;
  /** The kind of wallet. */
  readonly issue?: string;
  /** Of a settlement file: the amount less the fee. */
  readonly net?: string;
  readonly amountCny?: string;
  readonly netCny?: string;
  readonly rate?: string;
  readonly settledAt?: string;
  readonly status?: string;
}

/** A file that cannot be read, or is incomplete. */
export class MoneyFileError extends Error {
  override readonly name = 'MoneyFileError';
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;

  constructor({ line, reason }: FileProblem) {
    super(`line ${line}: ${reason}`);
    this.line = line;
    this.reason = reason;
  }

  toJSON(): object {
    const { name, message, line, reason } = this;
    return { name, message, line, reason };
  }
}

/**
 * The rows of a transaction or settlement file of any generation, in constant memory; the first
 * line tells which one it is. Throws a `MoneyFileError` at a line that cannot be read, and at the
 * end when rows are missing: use nothing of a file before its last row was read.
 * ```ts
 * for await (const row of readMoneyFile(createReadStream('2088…_transaction_20261122.txt'))) book(row);
 * ```
 */
export async function* readMoneyFile(
  source: AsyncIterable<Uint8Array>,
  { charset = 'UTF-8' }: { readonly charset?: Charset } = {},
): AsyncGenerator<MoneyFileRow, FileFacts> {
  const blocks = fileEntries(source, charset);
  for (;;) {
    const { done, value } = await blocks.next();
    if (!done) {
      for (const entry of value) yield rowOf(entry);
    } else if (value.ok) return value.value;
    else throw new MoneyFileError(value.problem);
  }
}

function rowOf({ line, from, record }: FileEntry): MoneyFileRow {
  const { kind, partnerTransactionId, transactionId, amount, fee, at, price } = record;
  const settled: Partial<SettlementRecord> = record;
  return {
    line,
    from,
    kind,
    partnerTransactionId,
    transactionId,
    amount: formatAmount(amount),
    fee: formatAmount(fee),
    currency: amount.currency,
    at: timeText(at),
    ...present({
      remark: record.remark,
      industry: record.industry,
      merchantName: record.merchantName,
      merchantId: record.merchantId,
      operatorName: record.operatorName,
      orderScene: record.orderScene,
      price: amountText(price),
      priceCurrency: price?.currency,
      priceRate: rateOf(record.priceRate),
      issue: record.issue,
      net: amountText(settled.net),
      amountCny: amountText(settled.amountCny),
      netCny: amountText(settled.netCny),
      rate: rateOf(settled.rate),
      settledAt: settled.settledAt && timeText(settled.settledAt),
      status: settled.status,
    }),
  };
}

const timeText = (at: Instant): string => new Date(at).toISOString();
const amountText = (amount: Money | undefined): string | undefined =>
  amount && formatAmount(amount);
const rateOf = (rate: Rate | undefined): string | undefined => rate && rateText(rate);

/** Without the fields that are `undefined`. */
const present = (
  fields: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
