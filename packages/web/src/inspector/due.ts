/** What will fall due in a world, and the times that its clock is moved to. */
import type { JobName, JobView, TradeView } from '@sampan/api';

export type Due =
  | { readonly kind: 'job'; readonly job: JobName; readonly at: string }
  | { readonly kind: 'order'; readonly order: string; readonly at: string };

/** In the order of time; orders that wait for payment, and the jobs with their next runs. */
export function dueOf(
  jobs: readonly Pick<JobView, 'name' | 'nextDue'>[],
  waiting: readonly Pick<TradeView, 'partnerTransId' | 'expiresAt'>[],
): readonly Due[] {
  const ofJobs = jobs.flatMap(({ name, nextDue }): Due[] =>
    nextDue === undefined ? [] : [{ kind: 'job', job: name, at: nextDue }],
  );
  const ofOrders = waiting.flatMap(({ partnerTransId, expiresAt }): Due[] =>
    expiresAt === undefined ? [] : [{ kind: 'order', order: partnerTransId, at: expiresAt }],
  );
  return [...ofJobs, ...ofOrders].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

const dayMs = 86_400_000;
const zoneMs = 8 * 3_600_000;

/** The next time of day in GMT+8, later than now: `nextAt('…T23:30:00+08:00', 23)` is tomorrow's 23:00. */
export function nextAt(now: string, hour: number, minute = 0): string {
  const local = Date.parse(now) + zoneMs;
  const today = local - (local % dayMs) + (60 * hour + minute) * 60_000;
  return offsetText(today > local ? today : today + dayMs);
}

/** With the zone's offset, as the API takes it. */
const offsetText = (local: number): string =>
  new Date(local).toISOString().replace(/\.\d{3}Z$/, '+08:00');

/** A second after: what expires at that time has expired then. */
export const justAfter = (at: string): string => offsetText(Date.parse(at) + zoneMs + 1_000);

/** When nothing is planned yet, because the day is not closed: files are made at 09:00, batches at 15:46. */
const usual = { files: { hour: 9, minute: 0 }, settle: { hour: 15, minute: 46 } } as const;

/** The next run of a job: the planned one, else at its usual time of day. */
export function nextRun(job: keyof typeof usual, due: readonly Due[], now: string): string {
  const planned = due.find((each) => each.kind === 'job' && each.job === job);
  const { hour, minute } = usual[job];
  return planned?.at ?? nextAt(now, hour, minute);
}
