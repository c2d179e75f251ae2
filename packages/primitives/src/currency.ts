/**
 * The currencies that a partner may price or settle in, with the number of decimals of their
 * minor unit. JPY and KRW have none. (Cross-border barcode payment, list of settlement currencies;
 * MOP and TWD only as pricing currencies.)
 */
const decimals = {
  AED: 2,
  AUD: 2,
  CAD: 2,
  CHF: 2,
  CNY: 2,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  IDR: 2,
  ILS: 2,
  JPY: 0,
  KRW: 0,
  LKR: 2,
  MOP: 2,
  MUR: 2,
  MYR: 2,
  NOK: 2,
  NZD: 2,
  PHP: 2,
  RUB: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TWD: 2,
  USD: 2,
  ZAR: 2,
} as const;

export type Currency = keyof typeof decimals;

export const currencies: readonly Currency[] = Object.keys(decimals) as Currency[];

/** How many decimals the currency's minor unit has: 2, or 0 for JPY and KRW. */
export const decimalsOf = (currency: Currency): number => decimals[currency];

export const isCurrency = (text: string): text is Currency => Object.hasOwn(decimals, text);
