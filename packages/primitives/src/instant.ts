import { assert } from './assert.ts';

/**
 * A point in time: milliseconds since 1970-01-01T00:00:00Z. All business time is GMT+8, which has
 * no daylight saving, so a business time is the instant shifted by eight hours.
 */
export type Instant = number & { readonly __brand: 'Instant' };

/** A length of time in milliseconds. */
export type Duration = number & { readonly __brand: 'Duration' };

/** A day of the business calendar, GMT+8: `2026-11-22`. */
export type BusinessDate = string & { readonly __brand: 'BusinessDate' };

export const instant = (epochMs: number): Instant => {
  assert(Number.isSafeInteger(epochMs), 'an instant is a whole number of milliseconds');
  return epochMs as Instant;
};

export const milliseconds = (count: number): Duration => count as Duration;
export const seconds = (count: number): Duration => (count * 1_000) as Duration;
export const minutes = (count: number): Duration => (count * 60_000) as Duration;
export const hours = (count: number): Duration => (count * 3_600_000) as Duration;
export const days = (count: number): Duration => (count * 86_400_000) as Duration;

export const after = (start: Instant, duration: Duration): Instant => instant(start + duration);
export const before = (end: Instant, duration: Duration): Instant => instant(end - duration);
export const elapsed = (start: Instant, end: Instant): Duration => (end - start) as Duration;

const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

interface BusinessTime {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

// Formatting is on the path of every reply, so the ISO text of the current second is cached.
let memo: { readonly second: number; readonly parts: BusinessTime } | undefined;

function businessTime(at: Instant): BusinessTime {
  const second = Math.floor(at / 1_000);
  if (memo?.second === second) return memo.parts;
  const iso = new Date(second * 1_000 + offsetMs).toISOString();
  const parts = {
    year: iso.slice(0, 4),
    month: iso.slice(5, 7),
    day: iso.slice(8, 10),
    hour: iso.slice(11, 13),
    minute: iso.slice(14, 16),
    second: iso.slice(17, 19),
  };
  memo = { second, parts };
  return parts;
}

/** `20260509173000`, the form of `alipay_pay_time`, GMT+8. */
export function compactTime(at: Instant): string {
  const { year, month, day, hour, minute, second } = businessTime(at);
  return `${year}${month}${day}${hour}${minute}${second}`;
}

/** `2026-05-09 17:30:00`, the form of notifications and files, GMT+8. */
export function dashedTime(at: Instant): string {
  const { year, month, day, hour, minute, second } = businessTime(at);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** `2026-05-09T17:30:00+08:00`, for people and JSON. */
export const offsetTime = (at: Instant): string => `${dashedTime(at).replace(' ', 'T')}+08:00`;

/** The business day, GMT+8, in which the instant lies. */
export function businessDate(at: Instant): BusinessDate {
  const { year, month, day } = businessTime(at);
  return `${year}-${month}-${day}` as BusinessDate;
}

/** The start of the business day, 00:00:00.000 GMT+8. */
export const startOfDay = (date: BusinessDate): Instant =>
  instant(Date.parse(`${date}T00:00:00.000Z`) - offsetMs);

/** The day that is `count` days later (earlier when negative). */
export const addDays = (date: BusinessDate, count: number): BusinessDate =>
  businessDate(instant(startOfDay(date) + count * dayMs));

/** Reads `2026-11-22`; undefined when there is no such day. */
export function parseBusinessDate(text: string): BusinessDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const epochMs = Date.parse(`${text}T00:00:00.000Z`);
  if (Number.isNaN(epochMs)) return undefined;
  return new Date(epochMs).toISOString().startsWith(text) ? (text as BusinessDate) : undefined;
}

/** Reads an ISO 8601 time with an offset, `2026-11-22T00:20:00+08:00` or `…Z`. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    return undefined;
  }
  const epochMs = Date.parse(text);
  return Number.isNaN(epochMs) ? undefined : instant(epochMs);
}
