/** The running sandbox in which the days are played, and its clock. */
import {
  type BusinessDate,
  businessDate,
  type Instant,
  instant,
  offsetTime,
  parseInstant,
  required,
} from '@sampan/primitives';
import type { Operations } from '../operations.ts';

export interface Sandbox {
  readonly operations: Operations;
  readonly gateway: string;
}

/** A time of day, GMT+8: `09:15`. */
export type TimeOfDay = `${number}:${number}`;

export const instantAt = (day: BusinessDate, time: TimeOfDay): Instant =>
  required(parseInstant(`${day}T${time}:00+08:00`), `${time} is a time of day`);

export async function readNow({ operations }: Pick<Sandbox, 'operations'>): Promise<Instant> {
  const { now } = await operations.call('GET /admin/clock');
  return required(parseInstant(now), 'the clock tells a time');
}

export const readToday = async (sandbox: Pick<Sandbox, 'operations'>): Promise<BusinessDate> =>
  businessDate(await readNow(sandbox));

/** Moves the clock; all jobs due on the way are done when this resolves. */
export async function moveTo(
  sandbox: Pick<Sandbox, 'operations'>,
  day: BusinessDate,
  time: TimeOfDay,
): Promise<void> {
  const target = instantAt(day, time);
  // The clock is already past that time.
  if ((await readNow(sandbox)) >= target) return;
  const to = offsetTime(instant(target));
  await sandbox.operations.call('POST /admin/clock/set', { body: { to } });
}
