import type { RateView } from '@sampan/api';
import { table } from '../output.ts';

/** Rates, one line each. */
export const rateLines = (rates: readonly RateView[]): readonly string[] =>
  table(
    rates.map(({ currency, rate, day, time }) => [
      `1 ${currency}`,
      `${rate} CNY`,
      `${day} ${time.replace(/^(..)(..)(..)$/, '$1:$2:$3')}`,
    ]),
    [1],
  );
