import type { OverviewView } from '@sampan/api';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Amount, clockTime, dayOf, dayText } from '../../shared/index.ts';
import { dayBefore } from '../days.ts';
import { countText } from '../figure.ts';
import type { TradesPlace } from '../search.ts';
import { changeOf, minorOf, percentOf } from '../share.ts';
import { isSomething } from '../trade-state.ts';
import { useSay } from '../words/use-say.ts';

/** The four figures of a day; each leads to the trades that it counts. */
export function Figures({ overview }: { readonly overview: OverviewView }) {
  const { language, say } = useSay();
  const { day, now, currency, paid, refunded, begun, fees } = overview;
  const isToday = day === dayOf(now);
  const week = dayText(dayBefore(day, 7), language);
  const paidMinor = minorOf(paid.amount, currency) ?? 0n;
  const change = changeOf(paidMinor, minorOf(paid.earlier.amount, currency) ?? 0n);
  const rate = percentOf(BigInt(paid.payments), BigInt(begun));
  const feeShare = percentOf(minorOf(fees, currency) ?? 0n, paidMinor);
  const ofDay = { from: day, to: day };
  return (
    <div className="figures">
      <Figure
        name={say(isToday ? 'figure.paidToday' : 'figure.paid')}
        value={<Amount value={paid.amount} currency={currency} size={28} />}
        place={ofDay}
      >
        {change === undefined
          ? say('figure.noEarlier', { day: week })
          : say(isToday ? 'figure.changeUntil' : 'figure.change', {
              change,
              day: week,
              time: clockTime(now),
            })}
      </Figure>
      <Figure
        name={say('figure.payments')}
        value={<span className="amount s28">{countText(paid.payments)}</span>}
        place={ofDay}
      >
        {rate === undefined
          ? say('figure.noneBegun')
          : say('figure.rate', { rate, begun: countText(begun) })}
      </Figure>
      <Figure
        name={say('figure.refunded')}
        value={<Amount value={refunded.amount} currency={currency} size={28} />}
        place={{ ...ofDay, refunded: 'true' }}
      >
        {say('figure.refunds', { count: refunded.refunds })}
      </Figure>
      <Figure
        name={say('figure.fees')}
        value={<Amount value={fees} currency={currency} size={28} />}
        place={ofDay}
      >
        {feeShare === undefined || !isSomething(fees)
          ? say('figure.noFees')
          : say('figure.feeShare', { share: feeShare })}
      </Figure>
    </div>
  );
}

function Figure({
  name,
  value,
  place,
  children,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly place: TradesPlace;
  readonly children: ReactNode;
}) {
  return (
    <Link to="/trades" search={place} className="card figure">
      <span className="cap">{name}</span>
      {value}
      <span className="s num">{children}</span>
    </Link>
  );
}
