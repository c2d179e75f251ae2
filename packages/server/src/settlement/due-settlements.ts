import { addDays, type BusinessDate, businessDate, type Instant } from '@sampan/primitives';
import { type Calendars, cutOff, nextWorkingDay, settlementDay } from '#calendar';
import { plannedSettlement } from './batch.ts';
import type { Settle } from './settle.ts';
import type { WaitingPartner } from './waiting.postgres.ts';

/** A cycle reaches no further than this, sixty working days and all holidays between them included. */
export const reachDays = 150;

/** Which days of the calendars decide about these partners. */
export const spanOf = (
  waiting: readonly WaitingPartner[],
  today: BusinessDate,
): { readonly from: BusinessDate; readonly to: BusinessDate } => {
  const [oldest = today] = [today, ...waiting.map(({ first }) => first)].sort();
  return { from: addDays(oldest, -reachDays), to: addDays(today, reachDays) };
};

/**
 * The next scheduled settlement of a partner: of the oldest day that was never tried, on its own
 * settlement day, however late it is by now; but never on a day on which this partner was settled or
 * tried before, since that day is over. Days that were tried in vain wait until another is due.
 */
function scheduledSettlement(partner: WaitingPartner, calendars: Calendars): Settle | undefined {
  const { partnerId, currency, firstUntried, lastTried } = partner;
  if (firstUntried === undefined) return undefined;
  const own = settlementDay(firstUntried, partner, calendars);
  const settledOn =
    lastTried === undefined || own > lastTried
      ? own
      : nextWorkingDay(lastTried, partner, calendars);
  return { partnerId, currency, settledOn, cutOff: cutOff(settledOn, partner, calendars) };
}

/**
 * A settlement takes every day up to its cut-off, once. So it can be fixed when all of these are
 * closed, and not before; days after its cut-off do not matter to it.
 */
export const isReady = ({ cutOff }: Settle, lastClosed: BusinessDate | undefined): boolean =>
  lastClosed !== undefined && cutOff <= lastClosed;

/** All scheduled settlements of which the time has come. */
export function dueSettlements(
  waiting: readonly WaitingPartner[],
  calendars: Calendars,
  now: Instant,
): Settle[] {
  return waiting
    .map((partner) => scheduledSettlement(partner, calendars))
    .filter((settle) => settle !== undefined)
    .filter(({ settledOn }) => plannedSettlement(settledOn) <= now);
}

/** What an operator may settle today by hand: on a working day, all that is due by then. */
export function settlementsToday(
  waiting: readonly WaitingPartner[],
  calendars: Calendars,
  now: Instant,
): Settle[] {
  const today = businessDate(now);
  return waiting
    .filter((partner) => calendars.isWorkingDay(today, partner.calendars))
    .map((partner) => ({ partner, newest: cutOff(today, partner, calendars) }))
    .filter(({ partner, newest }) => partner.first <= newest)
    .map(({ partner: { partnerId, currency }, newest }) => {
      return { partnerId, currency, settledOn: today, cutOff: newest };
    });
}

/** The next planned time, later than `after` and not after `until`. */
export function nextSettlement(
  waiting: readonly WaitingPartner[],
  calendars: Calendars,
  { after, until }: { readonly after: Instant; readonly until: Instant },
): Instant | undefined {
  return waiting
    .map((partner) => scheduledSettlement(partner, calendars))
    .filter((settle) => settle !== undefined)
    .map(({ settledOn }) => plannedSettlement(settledOn))
    .filter((at) => at > after && at <= until)
    .sort((left, right) => left - right)[0];
}
