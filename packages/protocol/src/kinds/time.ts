import {
  compactTime,
  dashedTime,
  type Instant,
  instant,
  ok,
  parseInstant,
  problem,
} from '@sampan/primitives';
import { type Kind, malformed } from '../fields.ts';

/** `20260509173000`, GMT+8; an existing day and time. */
export const compact: Kind<Instant> = {
  type: 'String(16), yyyyMMddHHmmss',
  read: (text) => {
    const at = /^[0-9]{14}$/.test(text) ? businessTime(text) : undefined;
    return at === undefined ? problem(malformed('not a time yyyyMMddHHmmss')) : ok(at);
  },
  write: compactTime,
};

/** `2026-05-09 17:30:00`, GMT+8. */
export const dashed: Kind<Instant> = {
  type: 'yyyy-MM-dd HH:mm:ss',
  read: (text) => {
    const at = readDashed(text);
    return at === undefined ? problem(malformed('not a time yyyy-MM-dd HH:mm:ss')) : ok(at);
  },
  write: dashedTime,
};

/**
 * The time of a request. Clients send four forms (09 §1, 17): milliseconds, seconds, and a time of
 * day, dashed or compact, which is GMT+8 by the documents but UTC from some clients. So a timestamp
 * has one or two readings.
 */
export interface Timestamp {
  readonly readings: readonly Instant[];
}

export const timestamp: Kind<Timestamp> = {
  type: 'String, milliseconds, seconds, yyyy-MM-dd HH:mm:ss or yyyyMMddHHmmss',
  read: (text) => {
    if (/^[0-9]{13}$/.test(text)) return ok({ readings: [instant(Number(text))] });
    if (/^[0-9]{10}$/.test(text)) return ok({ readings: [instant(Number(text) * 1_000)] });
    const at = /^[0-9]{14}$/.test(text) ? businessTime(text) : readDashed(text);
    if (at === undefined) return problem(malformed('not a timestamp'));
    return ok({ readings: [at, instant(at + 8 * 3_600_000)] });
  },
  write: ({ readings }) =>
    readings.length === 1 ? String(readings[0]) : dashedTime(first(readings)),
};

const first = (readings: readonly Instant[]): Instant => readings[0] as Instant;

/** Whether one reading of the timestamp lies within so many milliseconds of now. */
export const isFresh = ({ readings }: Timestamp, now: Instant, windowMs: number): boolean =>
  readings.some((at) => Math.abs(now - at) <= windowMs);

function readDashed(text: string): Instant | undefined {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$/.test(text)) return undefined;
  return businessTime(text.replaceAll(/[- :]/g, ''));
}

/** The instant of fourteen digits GMT+8, if that day and that time exist. */
function businessTime(digits: string): Instant | undefined {
  const at = parseInstant(
    `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}` +
      `T${digits.slice(8, 10)}:${digits.slice(10, 12)}:${digits.slice(12, 14)}+08:00`,
  );
  // Date.parse reads 30 February as 2 March.
  return at !== undefined && compactTime(at) === digits ? at : undefined;
}
