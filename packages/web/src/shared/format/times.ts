/** Times as people read them, always of GMT+8, from ISO 8601 text. */
import { businessDate, dashedTime, parseInstant } from '@sampan/primitives';
import type { Language } from '../words/words.tsx';

/** Milliseconds since 1970; undefined when the text is no time. */
export const epochMs = (text: string): number | undefined => parseInstant(text);

/** `12:04` */
export function clockTime(text: string): string {
  const at = parseInstant(text);
  return at === undefined ? text : dashedTime(at).slice(11, 16);
}

/** `2026-11-26 12:04:31` */
export function fullTime(text: string): string {
  const at = parseInstant(text);
  return at === undefined ? text : dashedTime(at);
}

/** `2026-11-26`, the business day. */
export function dayOf(text: string): string {
  const at = parseInstant(text);
  return at === undefined ? text : businessDate(at);
}

/** `Thu 26 Nov`, `11月26日 星期四` */
export function dayText(day: string, language: Language): string {
  const at = parseInstant(`${day}T12:00:00+08:00`);
  if (at === undefined) return day;
  const zone = 'Asia/Hong_Kong';
  if (language === 'en') {
    return new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      timeZone: zone,
    })
      .format(at)
      .replace(',', '');
  }
  const date = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: zone });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: zone });
  return `${date.format(at)} ${weekday.format(at)}`;
}

/** `3 Mar 2026`, `2026年3月3日` */
export function dateText(day: string, language: Language): string {
  const at = parseInstant(`${day}T12:00:00+08:00`);
  if (at === undefined) return day;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: language === 'en' ? 'short' : 'long',
    year: 'numeric',
    timeZone: 'Asia/Hong_Kong',
  }).format(at);
}
