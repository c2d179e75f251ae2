/** What commands print: for programs one JSON object on one line, for people aligned lines. */
import { type Input, UsageError } from './command.ts';

export function print(input: Input, answer: object, lines: () => readonly string[]): void {
  const text = input.json ? JSON.stringify(answer) : lines().join('\n');
  input.stdout.write(`${text}\n`);
}

/** Two columns; rows without a value are left out. */
export function pairs(rows: readonly (readonly [string, unknown])[]): string[] {
  const said = rows.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(0, ...said.map(([label]) => label.length));
  return said.map(([label, value]) => `${label.padEnd(width)}  ${String(value)}`);
}

/** Columns as wide as they need to be; those named by `right` are numbers. */
export function table(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  const aligned = (cell: string, index: number): string =>
    right.includes(index) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0);
  return rows.map((row) => `  ${row.map(aligned).join('  ')}`.trimEnd());
}

/** The value of an option that has only a few. */
export function choice<Value extends string>(
  input: Input,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const given = input.option(name);
  return given === undefined ? undefined : oneOf(`--${name}`, given, values);
}

/** One of a few values that the user has given as `name`. */
export function oneOf<Value extends string>(
  name: string,
  given: string,
  values: readonly Value[],
): Value {
  const found = values.find((value) => value === given);
  if (found === undefined) throw new UsageError(`${name} must be ${values.join(' or ')}`);
  return found;
}

/** An amount with its currency; nothing when there is none. */
export const inCurrency = (
  amount: string | undefined,
  currency: string | undefined,
): string | undefined => (amount === undefined ? undefined : `${amount} ${currency}`);
