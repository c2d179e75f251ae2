/**
 * Times in cells, `2024-03-04 10:45:42`, GMT+8. A file has millions of them on few days,
 * alternating between two columns, so days are cached and only the time of day is computed each
 * time.
 */
import {
  type BusinessDate,
  businessDate,
  type Instant,
  instant,
  parseBusinessDate,
  startOfDay,
} from '@sampan/primitives';

const dayMs = 86_400_000;
const offsetMs = 8 * 3_600_000;
const daysKept = 1_000;

const starts = new Map<string, number | undefined>();
const dates = new Map<number, BusinessDate>();
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** Same result as `dashedTime`. */
export function cellTime(at: Instant): string {
  const number = Math.floor((at + offsetMs) / dayMs);
  const date = kept(dates, number, () => businessDate(at));
  const second = Math.floor((at + offsetMs - number * dayMs) / 1_000);
  const minute = Math.floor(second / 60);
  const hour = Math.floor(minute / 60);
  return `${date} ${twoDigits[hour]}:${twoDigits[minute % 60]}:${twoDigits[second % 60]}`;
}

/** The inverse; undefined when there is no such day or time. */
export function readCellTime(text: string): Instant | undefined {
  if (text.length !== 19 || text[10] !== ' ') return undefined;
  const date = text.slice(0, 10);
  const start = kept(starts, date, () => {
    const day = parseBusinessDate(date);
    return day && startOfDay(day);
  });
  const match = /^([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])$/.exec(text.slice(11));
  if (start === undefined || !match) return undefined;
  const second = Number(match[1]) * 3_600 + Number(match[2]) * 60 + Number(match[3]);
  return instant(start + second * 1_000);
}

function kept<Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value): Value {
  const held = known.get(key);
  if (held !== undefined) return held;
  const found = find();
  // The texts are untrusted: a hostile file must not fill the cache.
  if (known.size >= daysKept) known.clear();
  known.set(key, found);
  return found;
}
