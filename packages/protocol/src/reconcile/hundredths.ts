import { type Currency, decimalsOf, type Money } from '@sampan/primitives';

/**
 * A number of hundredths, never negative. A partner's book need not name its currency, and then it is
 * not known how many minor units an amount has; hundredths are exact for every currency of ours.
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

/** `1234.50`; of a currency without decimals `1234`, unless there are some. */
export function hundredthsText(amount: Hundredths, currency: Currency | undefined): string {
  const digits = String(amount).padStart(3, '0');
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return currency && decimalsOf(currency) === 0 ? text.replace('.00', '') : text;
}
