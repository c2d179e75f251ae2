import type { Answer } from '../operations-client.ts';
import { list, table } from '../output.ts';

/** The rates of an answer, one line each. */
export function rateLines(answer: Answer): readonly string[] {
  const rows = list(answer, 'rates').map(({ currency, rate, day, time }) => [
    `1 ${currency}`,
    `${rate} CNY`,
    `${day} ${String(time).replace(/^(..)(..)(..)$/, '$1:$2:$3')}`,
  ]);
  return table(rows, [1]);
}
