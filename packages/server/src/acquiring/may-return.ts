/** Whether money of a trade may go back: the rules that refunds, cancels, and what offers them share. */
import { after, businessDate, type Instant, minutes } from '@sampan/primitives';
import type { Partner } from '#partner';
import { isInRefundPause } from './refund-runs.ts';
import {
  hasRefunds,
  isPaid,
  isRefundPeriodOver,
  paidToday,
  statusAt,
  type Trade,
} from './trade.ts';

export type NoRefund = 'trade-closed' | 'trade-not-paid' | 'trade-finished';

/** In order of precedence. */
export function whyNoRefund(trade: Trade, now: Instant): NoRefund | undefined {
  if (statusAt(trade, now) === 'closed') return 'trade-closed';
  if (!isPaid(trade)) return 'trade-not-paid';
  return isRefundPeriodOver(trade, now) ? 'trade-finished' : undefined;
}

/** Whether the partner's synchronous refunds are paused for the night (05 §3). */
export const isRefundPaused = (
  partner: Pick<Partner, 'pausesSyncRefunds'> | undefined,
  now: Instant,
): boolean => partner?.pausesSyncRefunds === true && isInRefundPause(now);

export type NoCancel = 'trade-has-refunds' | 'trade-finished' | 'cancel-time-over';

/** In order of precedence. A trade that is closed already counts as cancelled. */
export function whyNoCancel(
  trade: Trade,
  partner: Pick<Partner, 'restrictsCancel'> | undefined,
  now: Instant,
): NoCancel | undefined {
  if (hasRefunds(trade)) return 'trade-has-refunds';
  switch (statusAt(trade, now)) {
    case 'waiting':
      return partner?.restrictsCancel === true && isTooLateToClose(trade, now)
        ? 'cancel-time-over'
        : undefined;
    case 'closed':
      return undefined;
    case 'finished':
      return 'trade-finished';
    case 'paid':
      return isPaid(trade) && paidToday(trade, now) ? undefined : 'cancel-time-over';
  }
}

/**
 * The contract may restrict the cancel of an unpaid order to its trade day, extended to 15 minutes
 * after its creation (06 §4).
 */
const isTooLateToClose = ({ createdAt }: Trade, now: Instant): boolean =>
  businessDate(createdAt) !== businessDate(now) && now >= after(createdAt, tradeDayBuffer);

const tradeDayBuffer = minutes(15);
