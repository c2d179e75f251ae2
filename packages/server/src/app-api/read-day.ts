import { type BusinessDate, parseBusinessDate } from '@sampan/primitives';
import { invalid } from './problem.ts';

/** The business day that a field names. */
export function readDay(date: string, field = 'date'): BusinessDate {
  const day = parseBusinessDate(date);
  if (!day) throw invalid(field, 'a day such as "2026-11-22"');
  return day;
}
