import { after, type Duration, hours, type Instant, minutes } from '@sampan/primitives';
import type { Answer, Delivery, DeliveryState } from './delivery.ts';

/** The time between planned starts of consecutive attempts. */
export type Schedule = readonly Duration[];

/**
 * The two published schedules (07 §4): a first attempt and seven retries. The first is the Hong
 * Kong page's, the second the help centre's.
 */
export const schedules = {
  'hong-kong': [minutes(2), minutes(10), minutes(10), hours(1), hours(2), hours(6), hours(15)],
  'help-centre': [minutes(4), minutes(10), minutes(15), hours(1), hours(2), hours(6), hours(15)],
} as const satisfies Readonly<Record<string, Schedule>>;

export type ScheduleName = keyof typeof schedules;

/**
 * The state of a delivery after a scheduled attempt. The next attempt is planned from this one's
 * planned start, not its actual one: after a downtime overdue attempts follow each other, and the
 * last is not later than promised.
 */
export function afterAttempt(
  { step, plannedAt }: Pick<Delivery, 'step' | 'plannedAt'>,
  result: Answer['result'],
  schedule: Schedule,
): { readonly state: DeliveryState; readonly plannedAt: Instant } {
  if (result === 'acknowledged') return { state: 'delivered', plannedAt };
  const gap = schedule[step];
  if (result === 'never' || gap === undefined) return { state: 'given-up', plannedAt };
  return { state: 'waiting', plannedAt: after(plannedAt, gap) };
}
