/** One-time codes of an app: TOTP of RFC 6238 with SHA-1, six digits and steps of 30 seconds, as all apps have them. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '@sampan/primitives';

const stepMs = 30_000;
const digits = 6;

/** How far the app's clock may be off, in steps. */
const skew = 1;

/** A code that was right within this time is named as an old one. */
const namedFor = (10 * 60_000) / stepMs;

export const totpStep = (now: Instant): number => Math.floor(now / stepMs);

/** The code of a step. */
export function totpCode(key: Buffer, step: number, length = digits): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0x0f;
  const number = hash.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** length).padStart(length, '0');
}

export type TotpMatch =
  | { readonly outcome: 'right'; readonly step: number }
  /** It was right, and has counted or is over. */
  | { readonly outcome: 'old'; readonly minutes: number }
  | { readonly outcome: 'wrong' };

/** Whether a code is right now; a step counts once, and none after it has counted before it. */
export function matchTotp(
  key: Buffer,
  code: string,
  { now, lastStep }: { readonly now: Instant; readonly lastStep: number | undefined },
): TotpMatch {
  const current = totpStep(now);
  const isOf = (step: number): boolean => isSame(totpCode(key, step), code);
  for (const step of [current, current - skew, current + skew]) {
    if (!isOf(step)) continue;
    if (lastStep === undefined || step > lastStep) return { outcome: 'right', step };
    return { outcome: 'old', minutes: minutesSince(step, now) };
  }
  for (let step = current - skew - 1; step >= current - namedFor; step -= 1) {
    if (isOf(step)) return { outcome: 'old', minutes: minutesSince(step, now) };
  }
  return { outcome: 'wrong' };
}

const minutesSince = (step: number, now: Instant): number =>
  Math.max(0, Math.round((now - step * stepMs) / 60_000));

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 of RFC 4648 without padding, as apps take it. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)])
    .join('');
}

/** What an app scans. */
export const totpAddress = (key: Buffer, issuer: string, login: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(login)}` +
  `?secret=${base32(key)}&issuer=${encodeURIComponent(issuer)}`;
