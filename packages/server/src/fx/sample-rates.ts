import { type BusinessDate, type Currency, instant, rate, startOfDay } from '@sampan/primitives';
import type { PublishedRate } from '@sampan/protocol';

/** CNY per unit, as published on 4 May 2016 (15 §3.1). */
const published: Partial<Record<Currency, string>> = {
  AUD: '4.877600',
  CAD: '5.124900',
  CHF: '6.829600',
  DKK: '1.007800',
  EUR: '7.491500',
  GBP: '9.476100',
  HKD: '0.838800',
  JPY: '0.060934',
  KRW: '0.005814',
  NOK: '0.803000',
  NZD: '4.496100',
  SEK: '0.809800',
  SGD: '4.815600',
  THB: '0.185877',
  USD: '6.534600',
};

/** Seconds after midnight: 10:00:30, and 09:05:30 for the dollar. */
const usualSecond = 36_030;
const secondOf: Partial<Record<Currency, number>> = { USD: 32_730 };

/** The published sample dated on another day, for a sandbox without rates. */
export const sampleRates = (day: BusinessDate): readonly PublishedRate[] =>
  Object.entries(published).map(([name, text]) => {
    const currency = name as Currency;
    const second = secondOf[currency] ?? usualSecond;
    return { at: instant(startOfDay(day) + second * 1_000), currency, rate: rate(text) };
  });
