import type { OverviewView } from '@sampan/api';
import type { ReactNode } from 'react';
import { dayOf, dayText, fullTime } from '../../shared/index.ts';
import { dayBefore } from '../days.ts';
import { countText, figure } from '../figure.ts';
import { percentOf } from '../share.ts';
import { useSay } from '../words/use-say.ts';
import { Legend, Plot } from './plot.tsx';

interface Told {
  readonly overview: OverviewView;
}

/** Heights on the screen; amounts themselves are never numbers. */
const heightOf = (amount: string): number => Number.parseFloat(amount);

const divisorOf = (amounts: readonly string[]): 1 | 1_000 =>
  Math.max(0, ...amounts.map(heightOf)) >= 10_000 ? 1_000 : 1;

/** The hours of a day, and dotted those of the same weekday a week before. */
export function HoursPlot({ overview: { day, now, hours, currency } }: Told) {
  const { language, say } = useSay();
  const isToday = day === dayOf(now);
  const hourNow = Number(fullTime(now).slice(11, 13));
  const divisor = divisorOf(hours.flatMap(({ amount, earlier }) => [amount, earlier.amount]));
  const shownDay = isToday ? say('span.today') : dayText(day, language);
  const week = dayText(dayBefore(day, 7), language);
  const nameOf = (hour: number) => String(hour).padStart(2, '0');
  return (
    <Plot
      title={say('plot.hours')}
      unit={say(divisor === 1 ? 'plot.unit' : 'plot.thousand', { currency })}
      kind="bars"
      divisor={divisor}
      legend={
        <>
          <Legend mark="bar">{shownDay}</Legend>
          <Legend mark="dots">{week}</Legend>
        </>
      }
      points={hours.map(({ hour, amount, earlier }) => ({
        label: hour % 3 === 0 ? nameOf(hour) : '',
        value: heightOf(amount),
        earlier: heightOf(earlier.amount),
        isOpen: isToday && hour === hourNow,
      }))}
    >
      <Numbers
        heads={[
          say('plot.hour'),
          say('trades.amount', { currency }),
          say('figure.payments'),
          say('plot.on', { day: week, currency }),
        ]}
        rows={hours.map(({ hour, amount, payments, earlier }) => [
          `${nameOf(hour)}:00`,
          figure(amount),
          countText(payments),
          figure(earlier.amount),
        ])}
      />
    </Plot>
  );
}

/** The last 30 days. */
export function DaysPlot({ overview: { days, now, currency } }: Told) {
  const { language, say } = useSay();
  const divisor = divisorOf(days.map(({ amount }) => amount));
  return (
    <Plot
      title={say('plot.days')}
      unit={say(divisor === 1 ? 'plot.unit' : 'plot.thousand', { currency })}
      kind="bars"
      isLow
      divisor={divisor}
      points={days.map(({ day, amount }, index) => ({
        label: labelOf(day, index),
        value: heightOf(amount),
        isOpen: day === dayOf(now),
      }))}
    >
      <Numbers
        heads={[
          say('overview.day'),
          say('trades.amount', { currency }),
          say('figure.payments'),
          say('trades.refunded'),
        ]}
        rows={days.map(({ day, amount, payments, refunded }) => [
          dayText(day, language),
          figure(amount),
          countText(payments),
          figure(refunded),
        ])}
      />
    </Plot>
  );
}

/** Of the trades that were begun, how many were paid. */
export function RatePlot({ overview: { days } }: Told) {
  const { language, say } = useSay();
  const rates = days.map(({ payments, begun }) => percentOf(BigInt(payments), BigInt(begun)));
  const known = rates.flatMap((rate) => (rate === undefined ? [] : [heightOf(rate)]));
  const lowest = known.length === 0 ? 0 : Math.min(...known);
  const bottom = Math.min(90, Math.floor(lowest / 10) * 10);
  return (
    <Plot
      title={say('plot.rate')}
      unit={say('plot.percent')}
      kind="line"
      isLow
      top={100}
      bottom={bottom}
      points={days.map(({ day }, index) => {
        const rate = rates[index];
        return {
          label: labelOf(day, index),
          value: rate === undefined ? undefined : heightOf(rate),
        };
      })}
    >
      <Numbers
        heads={[say('overview.day'), '%', say('plot.paid'), say('plot.begun')]}
        rows={days.map(({ day, payments, begun }, index) => [
          dayText(day, language),
          rates[index] ?? '–',
          countText(payments),
          countText(begun),
        ])}
      />
    </Plot>
  );
}

/** `26`; each fifth day has one. */
const labelOf = (day: string, index: number): string => (index % 5 === 4 ? day.slice(8) : '');

/** The numbers behind a plot. */
function Numbers({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}): ReactNode {
  return (
    <table className="portal-table">
      <thead>
        <tr>
          {heads.map((head, index) => (
            <th key={head} scope="col" className={index === 0 ? undefined : 'n'}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first = '', ...cells]) => (
          <tr key={first}>
            <th scope="row">{first}</th>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
              <td key={index} className="n">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
