/** The value below which the share `at` of the sorted `values` lies. */
export const percentile = (values: readonly number[], at: number): number =>
  values[Math.min(values.length - 1, Math.floor(values.length * at))] ?? 0;

export const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((left, right) => left - right),
    0.5,
  );

/** Lines up columns; numbers to the right. */
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
        index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join('  ');
  return rows.map(line).join('\n');
}
