/** The rates of 4 May 2016 that the documents print (15 §3.1): CNY for one unit. */
export const publishedRates = {
  USD: '6.534600',
  EUR: '7.491500',
  GBP: '9.476100',
  HKD: '0.838800',
  SGD: '4.815600',
  AUD: '4.877600',
  CHF: '6.829600',
  CAD: '5.124900',
  NZD: '4.496100',
  JPY: '0.060934',
  KRW: '0.005814',
  THB: '0.185877',
  DKK: '1.007800',
  NOK: '0.803000',
  SEK: '0.809800',
} as const;
