/** Amounts as they are typed, compared without floating point. */
import { exceeds, isCurrency, isZero, parseAmount } from '@sampan/primitives';

/** Whether `left` is more than `right`; undefined when one of them is no amount of the currency. */
export function isMore(left: string, right: string, currency: string): boolean | undefined {
  if (!isCurrency(currency)) return undefined;
  const [one, other] = [parseAmount(left, currency), parseAmount(right, currency)];
  return one && other && exceeds(one, other);
}

/** `12.5` and `1,284` as the API takes them; undefined when it is no amount, or nothing. */
export function typedAmount(text: string, currency: string): string | undefined {
  const plain = text.trim().replace(/,(?=\d{3}(?:\D|$))/g, '');
  if (!isCurrency(currency) || !/^\d{1,9}(?:\.\d{1,2})?$/.test(plain)) return undefined;
  const amount = parseAmount(plain, currency);
  return amount === undefined || isZero(amount) ? undefined : plain;
}
