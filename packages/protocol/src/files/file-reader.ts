import { ok, problem, type Result } from '@sampan/primitives';
import type { CellOf, Column, Columns } from './column.ts';

/** Why a file is refused, and where. Lines count from 1, as an editor shows them. */
export interface FileProblem {
  readonly line: number;
  readonly reason: string;
}

/** Reads a file line by line in constant memory. Must not be used after a problem. */
export interface FileReader<Said, Summary> {
  /**
   * One line, with or without CR at its end; the first may start with a byte order mark. Returns
   * the record, or undefined for the header, the column names and empty lines.
   */
  line(text: string): Result<Said | undefined, FileProblem>;
  /** Call after the last line: information about the whole file. */
  end(): Result<Summary, FileProblem>;
}

/** Reads the records of one file by column name, in any column order. */
export type RecordReader<Said> = (line: string) => Result<Said, string>;

/**
 * Creates the reader of a file with these column names. Undeclared names are ignored; a missing
 * required name or a repeated declared name is a problem.
 */
export function recordReader<Row, Said>(
  columns: Columns<Row, Said>,
  columnLine: string,
): Result<RecordReader<Said>, string> {
  const names = columnLine.split('|').map((name) => name.trim());
  const twice = names.find(
    (name, index) =>
      names.indexOf(name) !== index && columns.some((column) => column.name === name),
  );
  if (twice !== undefined) return problem(`the column ${twice} stands there twice`);
  const missing = columns.find(({ name, needed }) => needed && !names.includes(name));
  if (missing) return problem(`the column ${missing.name} is missing`);
  return ok(readerOf(columns, names));
}

function readerOf<Row, Said>(
  columns: Columns<Row, Said>,
  names: readonly string[],
): RecordReader<Said> {
  const positions = new Map(names.map((name, index) => [name, index]));
  // On the path of a million lines: everything constant is computed once.
  let cells: readonly string[] = [];
  const cellOf: CellOf = (name) => {
    const position = positions.get(name);
    return position === undefined ? undefined : cells[position];
  };
  const readings = columns.flatMap((column) => {
    const { name, needed, read } = column;
    const position = positions.get(name);
    return read && position !== undefined ? [{ column, position, needed, ...read }] : [];
  });
  const nothing = Object.fromEntries(
    columns.flatMap(({ read }) => (read ? [[read.field, undefined]] : [])),
  ) as Partial<Record<keyof Said, unknown>>;
  return (line) => {
    cells = line.split('|');
    if (cells.length !== names.length) {
      return problem(`has ${cells.length} columns, not ${names.length}`);
    }
    const said = { ...nothing };
    for (const { column, position, needed, field, as } of readings) {
      const text = cells[position] as string;
      const value = as.read(text, cellOf);
      if (value === undefined && (text !== '' || needed)) {
        return problem(unreadable(column, text, as.is));
      }
      said[field] = value;
    }
    // Every field has a column, and required fields have required columns.
    return ok(said as Said);
  };
}

const unreadable = <Row, Said>({ name }: Column<Row, Said>, text: string, is: string): string =>
  text === '' ? `${name} is empty` : `${name}: ${JSON.stringify(text.slice(0, 80))} is not ${is}`;

/** Counts lines and strips line ends, a byte order mark and empty lines. */
export function countingReader<Said, Summary>(
  read: (line: string) => Result<Said | undefined, string>,
  end: () => Result<Summary, string>,
): FileReader<Said, Summary> {
  let number = 0;
  const located = <Value>(result: Result<Value, string>): Result<Value, FileProblem> =>
    result.ok ? result : problem({ line: number, reason: result.problem });
  return {
    line(text) {
      number += 1;
      const start = number === 1 && text.startsWith('\ufeff') ? 1 : 0;
      const line = text.slice(start, text.endsWith('\r') ? -1 : undefined);
      return line === '' ? ok(undefined) : located(read(line));
    },
    end: () => located(end()),
  };
}

/** A whole file: its records and its summary. */
export function readWhole<Said, Summary>(
  reader: FileReader<Said, Summary>,
  text: string,
): Result<Summary & { readonly records: readonly Said[] }, FileProblem> {
  const records: Said[] = [];
  for (const line of text.split('\n')) {
    const read = reader.line(line);
    if (!read.ok) return read;
    if (read.value !== undefined) records.push(read.value);
  }
  const end = reader.end();
  return end.ok ? ok({ ...end.value, records }) : end;
}
