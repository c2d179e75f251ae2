import { type BusinessDate, parseBusinessDate } from '@sampan/primitives';
import { invalid } from './problem.ts';

/** The business day that `date` names. */
export function readDay(date: string): BusinessDate {
  const day = parseBusinessDate(date);
  if (!day) throw invalid('date', 'a day such as "2026-11-22"');
  return day;
}
