import { ok, problem, type Result } from '@sampan/primitives';
import type { CellOf, Column, Columns } from './column.ts';

/** Why a file is refused, and where. Lines count from 1, as an editor shows them. */
export interface FileProblem {
  readonly line: number;
  readonly reason: string;
}

/**
 * Reads a file as its lines come, so that it needs no more memory for a million of them. After a
 * problem it must not be used any more.
 */
export interface FileReader<Said, Summary> {
  /**
   * One line, with or without a CR at its end; the first may begin with a byte order mark. Answers
   * the record, or undefined for a line that is none: the header, the names, an empty line.
   */
  line(text: string): Result<Said | undefined, FileProblem>;
  /** After the last line: what the file as a whole says. */
  end(): Result<Summary, FileProblem>;
}

/** Reads the records of one file by the names of its columns, in whatever order they stand. */
export type RecordReader<Said> = (line: string) => Result<Said, string>;

/**
 * Makes the reader of a file that has these column names. Names that are not declared are passed
 * over; the problem is that a needed one is missing or a declared one stands there twice.
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
  // On the path of a million lines: what one line needs is found once, and made once.
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
    // Every field has a column, and what a record must have is needed.
    return ok(said as Said);
  };
}

const unreadable = <Row, Said>({ name }: Column<Row, Said>, text: string, is: string): string =>
  text === '' ? `${name} is empty` : `${name}: ${JSON.stringify(text.slice(0, 80))} is not ${is}`;

/** Counts lines and takes away what only divides them: line ends, a byte order mark, empty lines. */
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

/** A whole file: its records and what it says as a whole. */
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
