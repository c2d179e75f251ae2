/** Payments of the desk's code against the rows of a file: the SDK's store does not have them, the till does. */
import { equalMoney } from '@sampan/primitives';
import { parseAmount } from '@sampan/sdk';
import type { MoneyFileRow } from '@sampan/sdk/files';
import type { TillParts } from '../parts.ts';
import type { Break } from './verdict.ts';

type Parts = Pick<TillParts, 'records' | 'currency'>;

const cancelOf = ({ records }: Parts, paymentId: string) =>
  records.refunds
    .find({ payment_id: paymentId })
    .find(({ cancels, state }) => cancels && state === 'refunded');

/** Of a transaction file. */
export function deskBreaks(
  parts: Parts,
  day: string,
  rows: readonly MoneyFileRow[],
): readonly Break[] {
  const { records, currency } = parts;
  const own = rows.filter((row) => isDesk(parts, row.partnerTransactionId));
  const found = own.flatMap((row): readonly Break[] => {
    const { kind, partnerTransactionId: id, amount: there } = row;
    if (kind === 'payment') {
      const here = records.payments.get(id)?.amount ?? '0';
      const [left, right] = [parseAmount(here, currency), parseAmount(there, currency)];
      const isSame = left && right && row.currency === currency && equalMoney(left, right);
      return isSame ? [] : [{ kind: 'amount', id, here, there }];
    }
    return cancelOf(parts, id) ? [] : [{ kind: 'status', id, here: 'paid', there: kind }];
  });
  const has = (id: string, kind: MoneyFileRow['kind']): boolean =>
    own.some((row) => row.kind === kind && row.partnerTransactionId === id);
  const paid = records.payments.find({ paid_day: day }).filter(({ kind }) => kind === 'desk');
  const undone = records.refunds.find({ day }).filter(({ cancels }) => cancels);
  return [
    ...found,
    ...paid
      .filter(({ id }) => !has(id, 'payment'))
      .map(({ id, amount: here }) => ({ kind: 'missing-there', id, here })),
    ...undone
      .filter(({ paymentId }) => !has(paymentId, 'cancel'))
      .map(({ id, amount: here }) => ({ kind: 'missing-there', id, here })),
  ];
}

export const isDesk = ({ records }: Parts, paymentId: string): boolean =>
  records.payments.get(paymentId)?.kind === 'desk';
