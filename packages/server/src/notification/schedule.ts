import { after, type Duration, hours, type Instant, minutes } from '@sampan/primitives';
import type { Answer, Delivery, DeliveryState } from './delivery.ts';

/** The time between the planned starts of one attempt and the next. */
export type Schedule = readonly Duration[];

/**
 * Both published schedules (07 §4): a first attempt and seven more. The Hong Kong page has the first
 * one, the help centre the other.
 */
export const schedules = {
  'hong-kong': [minutes(2), minutes(10), minutes(10), hours(1), hours(2), hours(6), hours(15)],
  'help-centre': [minutes(4), minutes(10), minutes(15), hours(1), hours(2), hours(6), hours(15)],
} as const satisfies Readonly<Record<string, Schedule>>;

export type ScheduleName = keyof typeof schedules;

/**
 * What an attempt of the schedule makes of a delivery. The next one counts from when this one was
 * planned, not from when it was made: a system that was down catches up, one attempt after the
 * other, and the last one is not later than promised.
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
