/** What the portal's overview says of a day: closed days from their stored hours, others as they stand. */
import type { OverviewView } from '@sampan/api';
import {
  addDays,
  after,
  type BusinessDate,
  before,
  businessDate,
  type Currency,
  days,
  elapsed,
  formatAmount,
  hours,
  type Instant,
  money,
  offsetTime,
  type PartnerId,
  paymentInsts,
  startOfDay,
} from '@sampan/primitives';
import { type HourSums, readLiveHours, readUnpaidDays } from '#acquiring';
import type { Connection } from '#database';
import { readRefusals } from '#gateway';
import { readClosedHours, readClosedUnpaid, readLastClosedDay, readPaidWithin } from '#settlement';

interface Asked {
  readonly partner: { readonly id: PartnerId; readonly currency: Currency };
  readonly day: BusinessDate;
  readonly now: Instant;
}

interface Volume {
  readonly payments: bigint;
  readonly paid: bigint;
}

const daysShown = 30;

export async function readOverview(
  connection: Connection,
  { partner, day, now }: Asked,
): Promise<OverviewView> {
  const { id, currency } = partner;
  const first = addDays(day, 1 - daysShown);
  const weekBefore = addDays(day, -7);
  const closedThrough = await readLastClosedDay(connection);
  const firstOpen = closedThrough && closedThrough >= first ? addDays(closedThrough, 1) : first;
  const yesterday = addDays(businessDate(now), -1);
  const [from = yesterday] = [firstOpen, yesterday].sort();
  const asked = { from, to: businessDate(now), now };
  const span = { from: first, to: closedThrough ?? addDays(first, -1) };
  const [closed, closedUnpaid, recent, refusals, until, ...open] = await Promise.all([
    readClosedHours(connection, id, span),
    readClosedUnpaid(connection, id, span),
    readUnpaidDays(connection, id, asked),
    readRefusals(connection, id, { from: startOfDay(day), to: startOfDay(addDays(day, 1)) }),
    sameTimeBefore(connection, partner, { day, now, closedThrough }),
    ...daysFrom(firstOpen, day).map((each) => readLiveHours(connection, id, { day: each })),
  ]);
  const booked = [closed, ...open].flat().filter((row) => row.currency === currency);
  const on = (which: BusinessDate) => booked.filter((row) => row.day === which);
  const today = on(day);
  const earlier = on(weekBefore);
  const volume = ({ payments, paid }: Volume) => ({
    payments: Number(payments),
    amount: formatAmount(money(currency, paid)),
  });
  const amountOf = (minor: bigint) => formatAmount(money(currency, minor));
  const unpaidOn = (which: BusinessDate) =>
    which < firstOpen
      ? (closedUnpaid.find((each) => each.day === which)?.trades ?? 0n)
      : (recent.find((each) => each.day === which)?.unpaid ?? 0n);
  const begunOn = (which: BusinessDate) => Number(paidIn(on(which)).payments + unpaidOn(which));
  return {
    day,
    currency,
    now: offsetTime(now),
    asking: Number(recent.reduce((sum, { asking }) => sum + asking, 0n)),
    paid: {
      ...volume(paidIn(today)),
      earlier: volume(until ?? paidIn(earlier)),
    },
    refunded: {
      refunds: Number(total(today, 'refunds')),
      amount: amountOf(total(today, 'refunded')),
    },
    begun: begunOn(day),
    fees: amountOf(total(today, 'fees') - total(today, 'feesReturned')),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      ...volume(paidIn(today.filter((row) => row.hour === hour))),
      earlier: volume(paidIn(earlier.filter((row) => row.hour === hour))),
    })),
    days: daysFrom(first, day).map((each) => ({
      day: each,
      ...volume(paidIn(on(each))),
      refunded: amountOf(total(on(each), 'refunded')),
      begun: begunOn(each),
    })),
    wallets: paymentInsts
      .map((inst) => ({ inst, ...paidIn(today.filter((row) => row.inst === inst)) }))
      .filter(({ payments }) => payments > 0n)
      .map(({ inst, ...sums }) => ({ inst, ...volume(sums) })),
    refusals: refusals.map(({ code, count }) => ({ code, count: Number(count) })),
  };
}

/** The payments of the same weekday a week before until the same time; undefined for a day that is over. */
async function sameTimeBefore(
  connection: Connection,
  partner: Asked['partner'],
  {
    day,
    now,
    closedThrough,
  }: Pick<Asked, 'day' | 'now'> & { readonly closedThrough: BusinessDate | undefined },
): Promise<Volume | undefined> {
  if (day !== businessDate(now)) return undefined;
  const weekBefore = addDays(day, -7);
  const cut = before(now, days(7));
  if (!closedThrough || weekBefore > closedThrough) {
    const live = await readLiveHours(connection, partner.id, { day: weekBefore, until: cut });
    return paidIn(live.filter(({ currency }) => currency === partner.currency));
  }
  const passed = elapsed(startOfDay(weekBefore), cut);
  const hour = Math.floor(passed / hours(1));
  const [whole, part] = await Promise.all([
    readClosedHours(connection, partner.id, { from: weekBefore, to: weekBefore }),
    readPaidWithin(
      connection,
      { ...partner, partnerId: partner.id },
      {
        day: weekBefore,
        from: after(startOfDay(weekBefore), hours(hour)),
        to: cut,
      },
    ),
  ]);
  const over = paidIn(whole.filter((row) => row.hour < hour && row.currency === partner.currency));
  return { payments: over.payments + part.payments, paid: over.paid + part.paid };
}

type Sum = 'payments' | 'paid' | 'fees' | 'refunds' | 'refunded' | 'feesReturned';

const total = (rows: readonly HourSums[], name: Sum): bigint =>
  rows.reduce((sum, row) => sum + row[name], 0n);

const paidIn = (rows: readonly HourSums[]): Volume => ({
  payments: total(rows, 'payments'),
  paid: total(rows, 'paid'),
});

/** Each day from `first` to `last`; none when `last` is before. */
export function daysFrom(first: BusinessDate, last: BusinessDate): readonly BusinessDate[] {
  const found: BusinessDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) found.push(day);
  return found;
}
