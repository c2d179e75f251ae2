/** Books and files for tests, written as a partner and as the server write them. */

import type { BusinessDate, PartnerId } from '@sampan/primitives';
import { type Currency, instant, parseAmount, rate, required } from '@sampan/primitives';
import {
  type Contract,
  type RowKind,
  type SettlementFileRow,
  settlementColumnLine,
  settlementLine,
  transactionColumnLine,
  transactionHeader,
  transactionLine,
} from '../src/index.ts';

export type Kind = RowKind;

/** A row of a book or a file: an order, or a refund. */
export interface Entry {
  readonly kind: Kind;
  readonly id: string;
  /** Decimal text. */
  readonly amount: string;
  readonly fee: string;
  /** HKD in a file, not said in a book. */
  readonly currency?: Currency;
  /** Our id of the order; by default its own, made of `id`. */
  readonly order?: string;
  /** What the own book says in `transaction_id`. */
  readonly transactionId?: string;
}

/** The own book as CSV. */
export const book = (entries: readonly Entry[]): string =>
  [
    'partner_transaction_id,amount,type,currency,fee,transaction_id',
    ...entries.map(({ id, amount, kind, currency = '', fee, transactionId = '' }) =>
      [id, amount, kind.toUpperCase(), currency, fee, transactionId].join(','),
    ),
  ]
    .map((line) => `${line}\n`)
    .join('');

export function fileRow({
  kind,
  id,
  amount,
  fee,
  currency = 'HKD',
  order,
}: Entry): SettlementFileRow {
  const read = (text: string) => required(parseAmount(text, currency), `no amount: ${text}`);
  return {
    kind,
    partnerTransId: kind === 'refund' ? 'the order' : id,
    partnerRefundId: kind === 'refund' ? id : undefined,
    tradeId: order ?? `T-${id}`,
    amount: read(amount),
    fee: read(fee),
    amountCny: required(parseAmount('83.88', 'CNY'), 'an amount'),
    feeCny: required(parseAmount('0.50', 'CNY'), 'an amount'),
    rate: rate('0.8388'),
    at: instant(1_709_520_342_000),
    remark: '',
    industry: '5812',
    merchantName: 'Harbour Coffee',
    merchantId: 'M_1',
    operatorName: 'Harbour Coffee Central',
    orderScene: 'paymentQrCode',
    price: read(amount),
    priceRate: rate('1'),
    issue: 'ALIPAYHK',
    settledAt: instant(1_709_624_760_000),
  };
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

export const transactionText = (entries: readonly Entry[], contract: Contract = 'hk'): string =>
  text([
    transactionHeader(
      '2088000000000001' as PartnerId,
      '2024-03-04' as BusinessDate,
      entries.length,
    ),
    transactionColumnLine(contract),
    ...entries.map((entry) => transactionLine(contract, fileRow(entry))),
  ]);

export const settlementText = (entries: readonly Entry[], contract: Contract = 'hk'): string =>
  text([
    settlementColumnLine(contract),
    ...entries.map((entry) => settlementLine(contract, fileRow(entry))),
  ]);

/** The bytes as a stream gives them, in pieces of that size. */
export async function* cut(source: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(source);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
