import { assert } from './assert.ts';
import { type Currency, decimalsOf } from './currency.ts';
import type { Rate } from './rate.ts';

/** An amount: a currency and a whole number of its minor units (cents; whole yen for JPY). */
export interface Money {
  readonly currency: Currency;
  readonly minor: bigint;
}

/** `money('HKD', 3925n)` is HKD 39.25. */
export const money = (currency: Currency, minor: bigint): Money => ({ currency, minor });

export const zero = (currency: Currency): Money => ({ currency, minor: 0n });

/** The sum of two amounts of one currency. */
export function add(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return money(left.currency, left.minor + right.minor);
}

/** `left` minus `right`, of one currency; may be negative. */
export function subtract(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return money(left.currency, left.minor - right.minor);
}

/** -1, 0 or 1 as `left` is less than, equal to or more than `right`. */
export function compare(left: Money, right: Money): -1 | 0 | 1 {
  assertSameCurrency(left, right);
  if (left.minor === right.minor) return 0;
  return left.minor < right.minor ? -1 : 1;
}

export const equalMoney = (left: Money, right: Money): boolean =>
  left.currency === right.currency && left.minor === right.minor;

/** Whether `left` is more than `right`. Both amounts are of one currency. */
export const exceeds = (left: Money, right: Money): boolean => compare(left, right) > 0;

/** The smaller of two amounts of one currency. */
export const smaller = (left: Money, right: Money): Money => (exceeds(left, right) ? right : left);

/** The larger of two amounts of one currency. */
export const larger = (left: Money, right: Money): Money => (exceeds(right, left) ? right : left);

export const isZero = ({ minor }: Money): boolean => minor === 0n;
export const isPositive = ({ minor }: Money): boolean => minor > 0n;
export const isNegative = ({ minor }: Money): boolean => minor < 0n;

/** How a fraction of a minor unit is rounded. The official documents use half-up. */
export type Rounding = 'half-up' | 'down';

/**
 * The share `rate` of an amount in its own currency, such as a fee:
 * `portion(money('AUD', 36930n), rate('0.006'), 'half-up')` is AUD 2.22.
 */
export const portion = (amount: Money, share: Rate, rounding: Rounding): Money =>
  money(
    amount.currency,
    divide(amount.minor * share.numerator, 10n ** BigInt(share.scale), rounding),
  );

/**
 * The part of an amount that belongs to `part` of `whole`, such as the fee of a refund:
 * `proportion(money('HKD', 60n), money('HKD', 2500n), money('HKD', 10000n), 'half-up')` is HKD 0.15.
 */
export function proportion(amount: Money, part: Money, whole: Money, rounding: Rounding): Money {
  assertSameCurrency(part, whole);
  return money(amount.currency, divide(amount.minor * part.minor, whole.minor, rounding));
}

/**
 * The amount in another currency at `rate` units of `target` for one unit of the source.
 * AUD 369.30 at 5.4194 is CNY 2001.38.
 */
export function convert(amount: Money, at: Rate, target: Currency, rounding: Rounding): Money {
  const shift = decimalsOf(target) - decimalsOf(amount.currency) - at.scale;
  const product = amount.minor * at.numerator;
  const minor =
    shift >= 0 ? product * 10n ** BigInt(shift) : divide(product, 10n ** BigInt(-shift), rounding);
  return money(target, minor);
}

/** The amount as decimal text with exactly the currency's decimals: `39.25`, `100.00`, `5000`. */
export function formatAmount({ currency, minor }: Money): string {
  const decimals = decimalsOf(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

const amountPattern = /^(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,2}))?$/;

/**
 * Reads an amount of the wire: `0` or a number of at most nine digits without leading zero,
 * optionally a point and one or two decimals (none for JPY and KRW); ASCII only, no sign, blank,
 * comma or exponent. `10`, `10.0` and `10.00` are equal. Undefined when the text is not one.
 */
export function parseAmount(text: string, currency: Currency): Money | undefined {
  const match = amountPattern.exec(text);
  if (!match) return undefined;
  const decimals = decimalsOf(currency);
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) return undefined;
  return money(currency, BigInt(`${match[1]}${fraction.padEnd(decimals, '0')}`));
}

function assertSameCurrency(left: Money, right: Money): void {
  assert(left.currency === right.currency, `${left.currency} meets ${right.currency}`);
}

function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  assert(dividend >= 0n && divisor > 0n, 'only amounts that are not negative are divided');
  return (rounding === 'half-up' ? 2n * dividend + divisor : 2n * dividend) / (2n * divisor);
}
