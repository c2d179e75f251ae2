import { dashedTime, instant } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';

/**
 * The time of a request as the documents of the contract write it: milliseconds since 1970 in Hong
 * Kong, `yyyy-MM-dd HH:mm:ss` GMT+8 elsewhere. Gateways read both.
 */
export const timestampOf = (contract: Contract, nowMs: number): string =>
  contract === 'hk' ? String(Math.trunc(nowMs)) : dashedTime(instant(Math.trunc(nowMs)));

/** The text of the current second, because an engine needs several microseconds to write one. */
let current = { second: Number.NaN, text: '' };

/** `2026-11-22T02:00:00.123Z`, ISO 8601, of milliseconds since 1970. */
export function isoTime(ms: number): string {
  const second = Math.floor(ms / 1_000);
  if (second !== current.second) {
    current = { second, text: new Date(second * 1_000).toISOString().slice(0, -'000Z'.length) };
  }
  const rest = Math.trunc(ms) - second * 1_000;
  return `${current.text}${String(rest).padStart(3, '0')}Z`;
}
