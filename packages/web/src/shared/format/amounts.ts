/** Amounts as people read them: grouped, with a true minus, and in words for a screen reader. */
import type { Language } from '../words/words.tsx';

export interface AmountParts {
  readonly sign: '' | '−' | '+';
  readonly whole: string;
  /** With its point; empty for a currency without minor units. */
  readonly decimals: string;
}

/** `-1284.60` is `{ sign: '−', whole: '1,284', decimals: '.60' }`. Takes decimal text, never a number. */
export function amountParts(text: string): AmountParts {
  const [, minus = '', whole = text, decimals = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  return {
    sign: minus === '' ? '' : '−',
    whole: whole.replace(/\B(?=(\d{3})+$)/g, ','),
    decimals,
  };
}

/** `HKD 1,284.60`, for a sentence. */
export function amountText(text: string, currency: string): string {
  const { sign, whole, decimals } = amountParts(text);
  return `${currency} ${sign}${whole}${decimals}`;
}

/** `Hong Kong dollars 46.00`, for ears. */
export function spokenAmount(text: string, currency: string, language: Language): string {
  const { sign, whole, decimals } = amountParts(text);
  const name = new Intl.DisplayNames([language], { type: 'currency' }).of(currency) ?? currency;
  const number = `${whole}${decimals}`;
  return sign === '' ? `${name} ${number}` : `${name} -${number}`;
}
