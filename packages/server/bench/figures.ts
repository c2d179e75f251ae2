/** The value below which the share `at` of the sorted `values` lies. */
export const percentile = (values: readonly number[], at: number): number =>
  values[Math.min(values.length - 1, Math.floor(values.length * at))] ?? 0;

export const sorted = (values: readonly number[]): readonly number[] =>
  [...values].sort((left, right) => left - right);

export const median = (values: readonly number[]): number => percentile(sorted(values), 0.5);

/** Rounds of one figure: what to quote, and how far the rounds lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly rounds: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const inOrder = sorted(values);
  return {
    median: median(values),
    least: inOrder.at(0) ?? Number.NaN,
    most: inOrder.at(-1) ?? Number.NaN,
    rounds: values.length,
  };
}

/** Columns of words stand to the left, those of numbers to the right. */
export const isOfWords = (rows: readonly (readonly string[])[], column: number): boolean =>
  column === 0 || rows.slice(1).some((row) => /\p{Letter}{4}/u.test(row[column] ?? ''));

/** Lines up columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) =>
        isOfWords(rows, index)
          ? cell.padEnd(widths[index] ?? 0)
          : cell.padStart(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}
