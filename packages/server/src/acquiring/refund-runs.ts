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
 * When accepted refunds are executed, GMT+8. The night's window is 23:00 to 05:00, with a run at
 * each full hour. A refund accepted inside it is executed in the window's next run.
 */
const windowOpens = hours(23);
const windowCloses = hours(5);

/**
 * The first run of a refund accepted at `now`. A standard partner's refund runs immediately on the
 * trade's own day; all others wait for the night.
 */
export function firstRun(contract: Contract, paidAt: Instant, now: Instant): Instant {
  const onTradeDay = businessDate(paidAt) === businessDate(now);
  if (contract === 'global' && onTradeDay) return now;
  const timeOfDay = elapsed(startOfDay(businessDate(now)), now);
  const isInWindow = timeOfDay >= windowOpens || timeOfDay < windowCloses;
  return isInWindow ? nextFullHour(now) : after(startOfDay(businessDate(now)), windowOpens);
}

/** Whether `now` is between 00:00 and 01:30 GMT+8, when synchronous refunds may be paused. */
export const isInRefundPause = (now: Instant): boolean =>
  elapsed(startOfDay(businessDate(now)), now) < pauseEnds;

const pauseEnds = minutes(90);

/** The first run of the next night after the window that contains `now`, or of the coming night. */
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
  // 05:00 itself has no run; the next is the coming night's first.
  return next.valueOf() === closes.valueOf() ? after(start, windowOpens) : next;
}
