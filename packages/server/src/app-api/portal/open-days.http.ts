import {
  addDays,
  type BusinessDate,
  businessDate,
  formatAmount,
  type Instant,
  money,
  offsetTime,
  rateText,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { type HourSums, readLiveHours } from '#acquiring';
import type { Connection } from '#database';
import type { Partner } from '#partner';
import { readLastClosedDay, readNextOfPartner, readUnsettledDays } from '#settlement';
import type { PortalWorld } from './dependencies.ts';
import { daysFrom } from './read-overview.ts';
import { serve } from './serve.http.ts';
import { sumsView } from './sums-view.ts';

/** While no day was ever closed, so many are looked at. */
const firstDays = 31;

/** What a partner is owed: each day that is in no batch yet, closed or not, and when it is due. */
export function openDayRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, clock, openConnection } = world;

  serve(app, world, 'GET /open-days', async ({ caller: { partner } }) => {
    const { currency, fee, status } = partner;
    const now = clock.now();
    const { result: days } = await lists.read((connection) =>
      readOpenDays(connection, partner, now),
    );
    const firstOpen = days.findLast(({ closed }) => !closed)?.day;
    const asked = { partner, firstOpen, today: businessDate(now) };
    // A suspended partner is not paid, whatever is planned.
    const next =
      status === 'active'
        ? await readNextOfPartner({ reader: lists, openConnection }, asked)
        : undefined;
    const balance = days.reduce((sum, { net }) => sum + net, 0n);
    return {
      balance: formatAmount(money(currency, balance)),
      currency,
      ...(fee.by === 'rate' && { feeRate: rateText(fee.rate) }),
      ...(next && { nextSettlementAt: offsetTime(next.plannedAt) }),
      days: days.map(({ day, closed, ...sums }) => ({
        ...{ day, currency, ...sumsView(currency, [sums]), closed },
        ...(next && { dueOn: next.dueOn(day) }),
      })),
    };
  });
}

/** Newest first. A day is read as it stands unless it is known to be closed, so that each counts once. */
async function readOpenDays(
  connection: Connection,
  { id: partnerId, currency }: Pick<Partner, 'id' | 'currency'>,
  now: Instant,
) {
  const today = businessDate(now);
  const closedThrough = (await readLastClosedDay(connection)) ?? addDays(today, -firstDays);
  const [closed, ...open] = await Promise.all([
    readUnsettledDays(connection, { partnerId, currency }, closedThrough),
    ...daysFrom(addDays(closedThrough, 1), today).map(async (day) => {
      const hours = await readLiveHours(connection, partnerId, { day });
      return { day, hours: hours.filter((each) => each.currency === currency) };
    }),
  ]);
  const running = open.filter(({ hours }) => hours.length > 0).map(sumsOf);
  return [
    ...running.reverse(),
    ...closed.map(({ batchId: _batch, currency: _currency, ...sums }) => ({
      ...sums,
      closed: true,
    })),
  ];
}

function sumsOf({
  day,
  hours,
}: {
  readonly day: BusinessDate;
  readonly hours: readonly HourSums[];
}) {
  const total = (name: 'payments' | 'paid' | 'refunds' | 'refunded' | 'fees' | 'feesReturned') =>
    hours.reduce((sum, hour) => sum + hour[name], 0n);
  const [paid, refunded] = [total('paid'), total('refunded')];
  const [fees, feesReturned] = [total('fees'), total('feesReturned')];
  return {
    ...{ day, closed: false, payments: total('payments'), paid, refunds: total('refunds') },
    ...{ refunded, fees, feesReturned, net: paid - refunded - fees + feesReturned },
  };
}
