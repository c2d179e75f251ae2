import { type Currency, decimalsOf, type Money } from '@sampan/primitives';
import type { RowKind } from '../files/index.ts';

/**
 * A number of hundredths, of a row never negative. A partner's book need not name its currency, so the number
 * of decimals may be unknown; hundredths are exact for all our currencies.
 */
export type Hundredths = bigint;

const pattern = /^-?([0-9]{1,15})(?:\.([0-9]{0,2})0{0,6})?$/;

/** Reads `1234.5`, `1234.50`, `-1234.500`; undefined when the text is not an amount. */
export function readHundredths(text: string): Hundredths | undefined {
  const match = pattern.exec(text);
  return match ? BigInt(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`) : undefined;
}

export const hundredthsOf = ({ currency, minor }: Money): Hundredths =>
  minor * 10n ** BigInt(2 - decimalsOf(currency));

/** `1234.50`; for a currency without decimals `1234`, unless there are some. */
export function hundredthsText(amount: Hundredths, currency: Currency | undefined): string {
  const digits = String(amount).padStart(3, '0');
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return currency && decimalsOf(currency) === 0 ? text.replace('.00', '') : text;
}

/** With the direction of the money: what is paid comes in, everything else undoes it. */
export const signedHundredths = (kind: RowKind, amount: Hundredths): Hundredths =>
  kind === 'payment' ? amount : -amount;

/** `-2.00` */
export const signedText = (amount: Hundredths): string =>
  amount < 0n ? `-${hundredthsText(-amount, undefined)}` : hundredthsText(amount, undefined);
