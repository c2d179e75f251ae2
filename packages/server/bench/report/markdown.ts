import { isOfWords } from '../figures.ts';
import type { Results } from '../suite/results.ts';
import { conditions, tablesOf } from './rows.ts';

export const markdownOf = (results: Results): string =>
  [
    conditions(results),
    ...tablesOf(results).map(({ title, rows }) => `\n${title}:\n\n${markdownTable(rows)}`),
    '',
  ].join('\n');

/** The first row is the heading; numbers stand to the right. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [heading = [], ...rest] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = heading.map((_, index) => (isOfWords(rows, index) ? '---' : '---:'));
  return [heading, rule, ...rest].map(line).join('\n');
}
