import {
  addDays,
  after,
  businessDate,
  elapsed,
  hours,
  type Instant,
  minutes,
  startOfDay,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';

/**
 * When accepted refunds are executed, GMT+8. The night's window is open from 23:00 to 05:00 and
 * has a run at each full hour. What is accepted inside it goes with the window's next run.
 */
const windowOpens = hours(23);
const windowCloses = hours(5);

/**
 * The first run of a refund accepted at `now`. A standard partner's is executed at once on the
 * trade's own day; everything else waits for the night.
 */
export function firstRun(contract: Contract, paidAt: Instant, now: Instant): Instant {
  const onTradeDay = businessDate(paidAt) === businessDate(now);
  if (contract === 'global' && onTradeDay) return now;
  const timeOfDay = elapsed(startOfDay(businessDate(now)), now);
  const isInWindow = timeOfDay >= windowOpens || timeOfDay < windowCloses;
  return isInWindow ? nextFullHour(now) : after(startOfDay(businessDate(now)), windowOpens);
}

/** Whether `now` lies in the hours of 00:00 to 01:30 GMT+8, which may have no synchronous refunds. */
export const isInRefundPause = (now: Instant): boolean =>
  elapsed(startOfDay(businessDate(now)), now) < pauseEnds;

const pauseEnds = minutes(90);

/** The first run of the night after the one in which `now` lies, or of the coming night. */
export function nextNight(now: Instant): Instant {
  const today = businessDate(now);
  const tonight = after(startOfDay(today), windowOpens);
  return now < tonight ? tonight : after(startOfDay(addDays(today, 1)), windowOpens);
}

function nextFullHour(now: Instant): Instant {
  const start = startOfDay(businessDate(now));
  const full = Math.ceil((elapsed(start, now) + 1) / hours(1));
  const next = after(start, hours(full));
  const closes = after(start, windowCloses);
  // 05:00 itself is no run any more: the coming night's first is.
  return next.valueOf() === closes.valueOf() ? after(start, windowOpens) : next;
}
