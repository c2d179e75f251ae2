import { table } from '../figures.ts';
import type { Results } from '../suite/results.ts';
import { conditions, tablesOf } from './rows.ts';

export const textOf = (results: Results): string =>
  [
    conditions(results),
    ...tablesOf(results).map(({ title, rows }) => `\n${title}\n${table(rows)}`),
  ].join('\n');
