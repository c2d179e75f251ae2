/** What of a day's payments a settlement file has, and what came of it after fees. */
import { add, businessDate, formatAmount, instant, subtract, zero } from '@sampan/primitives';
import { parseAmount } from '@sampan/sdk';
import type { MoneyFileRow } from '@sampan/sdk/files';
import type { TillParts } from '../parts.ts';
import type { Payout } from './verdict.ts';

/** Undefined when the file has none of them: it is of other days. */
export function payoutOf(
  { records, currency }: Pick<TillParts, 'records' | 'currency'>,
  day: string,
  rows: readonly MoneyFileRow[],
): Payout | undefined {
  const paid = new Set(records.payments.find({ paid_day: day }).map(({ id }) => id));
  const back = new Set(records.refunds.find({ day }).map(({ id }) => id));
  // A cancel is named by the gateway's id; it belongs to the payment that is in the file too.
  const trades = new Map(
    rows
      .filter(({ kind, partnerTransactionId: id }) => kind === 'payment' && paid.has(id))
      .map(({ transactionId, partnerTransactionId }) => [transactionId, partnerTransactionId]),
  );
  const own = rows.filter(
    ({ kind, partnerTransactionId: id, transactionId }) =>
      paid.has(id) ||
      back.has(id) ||
      (kind !== 'payment' && kind !== 'refund' && trades.has(transactionId)),
  );
  const last = own.at(-1)?.settledAt;
  if (last === undefined) return undefined;
  const of = (text = '0') => parseAmount(text, currency) ?? zero(currency);
  const sum = (some: readonly MoneyFileRow[], name: 'fee' | 'net') =>
    some.map((row) => of(row[name])).reduce(add, zero(currency));
  const payments = own.filter(({ kind }) => kind === 'payment');
  const others = own.filter(({ kind }) => kind !== 'payment');
  return {
    settledAt: Date.parse(last),
    fee: formatAmount(subtract(sum(payments, 'fee'), sum(others, 'fee'))),
    net: formatAmount(subtract(sum(payments, 'net'), sum(others, 'net'))),
    missing: paid.size - trades.size,
  };
}

/** In whose file a day can be: that of one of the following days, until today. */
export function settlementDays(day: string, now: number, max = 10): readonly string[] {
  const start = Date.parse(`${day}T12:00:00+08:00`);
  return Array.from({ length: max }, (_, index) => start + (index + 1) * 86_400_000)
    .filter((noon) => businessDate(instant(noon)) <= businessDate(instant(now)))
    .map((noon) => businessDate(instant(noon)));
}
