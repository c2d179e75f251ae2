import { assert } from './assert.ts';

/**
 * An exact rate: an integer fraction `numerator / 10^scale`. `5.4194` is 54194 / 10^4. Rates have
 * at most 8 decimals on the wire; nothing here is a floating-point number.
 */
export interface Rate {
  readonly numerator: bigint;
  /** Number of decimals of the source text. */
  readonly scale: number;
}

const ratePattern = /^(0|[1-9][0-9]{0,9})(?:\.([0-9]{1,8}))?$/;

/** Reads a decimal text such as `0.838800`; undefined when it is malformed. */
export function parseRate(text: string): Rate | undefined {
  const match = ratePattern.exec(text);
  if (!match) return undefined;
  const fraction = match[2] ?? '';
  return { numerator: BigInt(`${match[1]}${fraction}`), scale: fraction.length };
}

/** Reads a well-formed rate, such as a constant: `rate('0.006')`. */
export function rate(text: string): Rate {
  const parsed = parseRate(text);
  assert(parsed, `not a rate: ${text}`);
  return parsed;
}

/** The rate with a fixed number of decimals: `formatRate(rate('5.4194'), 8)` is `5.41940000`. */
export function formatRate({ numerator, scale }: Rate, decimals: number): string {
  assert(decimals >= scale, 'a rate is never shortened silently');
  const digits = String(numerator * 10n ** BigInt(decimals - scale)).padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The shortest text that reads back as the same rate: `0.006`, `1`. */
export function rateText({ numerator, scale }: Rate): string {
  const text = formatRate({ numerator, scale }, scale);
  return scale === 0 ? text : text.replace(/\.?0+$/, '');
}

/**
 * How many units of `right` one unit of `left` is worth, rounded half up to the given decimals;
 * both are rates of the same third unit. `ratio(rate('0.838800'), rate('6.534600'), 8)` is
 * `0.12836287`.
 */
export function ratio(left: Rate, right: Rate, decimals: number): Rate {
  assert(right.numerator > 0n, 'a rate is more than zero');
  const dividend = left.numerator * 10n ** BigInt(right.scale + decimals);
  const divisor = right.numerator * 10n ** BigInt(left.scale);
  return { numerator: (2n * dividend + divisor) / (2n * divisor), scale: decimals };
}
