import type { ReactNode } from 'react';
import { dayText, IconAvatar, ListRow } from '../../shared/index.ts';
import { countText, figure } from '../figure.ts';
import { useLanguage } from '../language.ts';
import { useSay } from '../words/use-say.ts';
import { type Column, FigureTable } from './figure-table.tsx';

/** What a day or a batch comes to; amounts are decimal text. */
export interface Sums {
  readonly payments: number;
  readonly paid: string;
  readonly refunds: number;
  readonly refunded: string;
  readonly fees: string;
  readonly feesReturned: string;
  readonly net: string;
}

/** A minus before what goes off; nothing is subtracted by the page. */
const less = (amount: string): string =>
  /[1-9]/.test(amount) ? `−${figure(amount)}` : figure(amount);

/** Payments − refunds − fees + fees returned = net, each in a column. */
export function useSumColumns<Row extends Sums>(currency: string): readonly Column<Row>[] {
  const { say } = useSay();
  return [
    { head: say('sums.payments'), isFigure: true, cell: ({ payments }) => countText(payments) },
    { head: say('sums.paid', { currency }), isFigure: true, cell: ({ paid }) => figure(paid) },
    { head: say('sums.refunded'), isFigure: true, cell: ({ refunded }) => less(refunded) },
    { head: say('sums.fees'), isFigure: true, cell: ({ fees }) => less(fees) },
    {
      head: say('sums.feesReturned'),
      isFigure: true,
      cell: ({ feesReturned }) => figure(feesReturned),
    },
    {
      head: say('sums.net', { currency }),
      isFigure: true,
      cell: ({ net }) => <b>{figure(net)}</b>,
    },
  ];
}

/** Days with their sums, and below them the sum of all when it is known. */
export function DaySums<Day extends Sums & { readonly day: string }>({
  label,
  days,
  currency,
  sub,
  total,
}: {
  readonly label: string;
  readonly days: readonly Day[];
  readonly currency: string;
  /** Below the day, such as when it is due. */
  readonly sub?: (day: Day) => ReactNode;
  readonly total?: Sums;
}) {
  const { say } = useSay();
  const { language } = useLanguage();
  const sums = useSumColumns<Day>(currency);
  const columns: readonly Column<Day>[] = [
    {
      head: say('sums.day'),
      cell: (day) => (
        <span className="two-lines">
          {dayText(day.day, language)}
          {sub && <small>{sub(day)}</small>}
        </span>
      ),
    },
    ...sums,
  ];
  const foot = total && [
    <b key="sum">{say('sums.total')}</b>,
    countText(total.payments),
    figure(total.paid),
    less(total.refunded),
    less(total.fees),
    figure(total.feesReturned),
    <b key="net">{figure(total.net)}</b>,
  ];
  return (
    <FigureTable
      label={label}
      columns={columns}
      rows={days}
      idOf={({ day }) => day}
      {...(foot && { foot })}
      narrow={(day) => (
        <ListRow
          avatar={<IconAvatar icon="calendar" size={32} />}
          title={dayText(day.day, language)}
          sub={
            <span className="num">
              {sub ? sub(day) : say('sums.paymentsCount', { count: day.payments })}
            </span>
          }
          end={
            <>
              <b className="num">
                {currency} {figure(day.net)}
              </b>
              <small className="faint num">
                {figure(day.paid)} {less(day.refunded)} {less(day.fees)}
              </small>
            </>
          }
        />
      )}
    />
  );
}
