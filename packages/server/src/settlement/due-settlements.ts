import { addDays, type BusinessDate, businessDate, type Instant } from '@sampan/primitives';
import { type Calendars, cutOff, nextWorkingDay, settlementDay } from '#calendar';
import { plannedSettlement } from './batch.ts';
import type { Settle } from './settle.ts';
import type { WaitingPartner } from './waiting.postgres.ts';

/** Maximum span of a cycle: sixty working days and all holidays in between. */
export const reachDays = 150;

/** The calendar days that matter for these partners. */
export const spanOf = (
  waiting: readonly WaitingPartner[],
  today: BusinessDate,
): { readonly from: BusinessDate; readonly to: BusinessDate } => {
  const [oldest = today] = [today, ...waiting.map(({ first }) => first)].sort();
  return { from: addDays(oldest, -reachDays), to: addDays(today, reachDays) };
};

/**
 * A partner's next scheduled settlement: for the oldest day that was never tried, on that day's
 * settlement day, however late; but never on a day on which this partner was settled or tried
 * before, because that settlement day is over. Days that failed wait until another day is due.
 */
export function scheduledSettlement(
  partner: WaitingPartner,
  calendars: Calendars,
): Settle | undefined {
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
 * A settlement takes every day up to its cut-off, once. So it can run only when all of them are
 * closed; days after its cut-off do not matter.
 */
export const isReady = ({ cutOff }: Settle, lastClosed: BusinessDate | undefined): boolean =>
  lastClosed !== undefined && cutOff <= lastClosed;

/** All due scheduled settlements. */
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

/** What an operator may settle by hand today: on a working day, everything due by then. */
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

/** The next planned time, after `after` and not after `until`. */
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
