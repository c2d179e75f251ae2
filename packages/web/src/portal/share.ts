/** Shares and changes in percent, computed with whole numbers. */
import { isCurrency, parseAmount } from '@sampan/primitives';

/** Minor units of an amount; undefined when it is none. A fee may be negative. */
export function minorOf(text: string, currency: string): bigint | undefined {
  if (!isCurrency(currency)) return undefined;
  const amount = parseAmount(text.replace(/^-/, ''), currency);
  return amount && (text.startsWith('-') ? -amount.minor : amount.minor);
}

/** `98.6` for 1204 of 1221, rounded half up; undefined without a whole. */
export function percentOf(part: bigint, whole: bigint): string | undefined {
  if (whole === 0n) return undefined;
  const tenths = (part * 2_000n + whole) / (whole * 2n);
  return `${tenths / 10n}.${tenths % 10n}`;
}

/** `+4.2` or `−1.0`: by how much `now` is more or less than `before`. */
export function changeOf(now: bigint, before: bigint): string | undefined {
  const size = percentOf(now > before ? now - before : before - now, before);
  return size === undefined ? undefined : `${now < before ? '−' : '+'}${size}`;
}
