/**
 * The columns of a file, declared once; the writer and the readers of every generation are derived
 * from them.
 */
import type { Contract } from '../fields.ts';

/** How a cell is read. */
export interface CellKind<Value> {
  /** Completes "is not …" in a problem: `an amount of its currency`. */
  readonly is: string;
  /**
   * The cell's value, which may depend on other cells of its line; undefined when it is invalid.
   */
  readonly read: (text: string, cellOf: CellOf) => Value | undefined;
}

/** The text of another column of the same line; undefined when the file lacks that column. */
export type CellOf = (column: string) => string | undefined;

/** The record field that a column fills, and how. */
type Reading<Said> = {
  [Field in keyof Said]-?: {
    readonly field: Field;
    readonly as: CellKind<Exclude<Said[Field], undefined>>;
  };
}[keyof Said];

/** One column of a file: `Row` is the type written, `Said` the type read. */
export interface Column<Row, Said> {
  readonly name: string;
  /** The contract whose files have it; both when omitted (14 §3.2, §4.2). */
  readonly only?: Contract;
  /** A file without it, or a line with an empty cell, is refused. */
  readonly needed?: true;
  readonly write: (row: Row) => string;
  /** Omitted when another column depends on this one, as amounts depend on their currency. */
  readonly read?: Reading<Said>;
}

export type Columns<Row, Said> = readonly Column<Row, Said>[];

/** Writes the lines of one kind of file. Lines have no line end. */
export interface LineWriter<Row> {
  /** The names of the columns. */
  columnLine(contract: Contract): string;
  line(contract: Contract, row: Row): string;
}

export function lineWriter<Row, Said>(columns: Columns<Row, Said>): LineWriter<Row> {
  const of = (contract: Contract) => columns.filter(({ only = contract }) => only === contract);
  const cells = (chosen: Columns<Row, Said>) => chosen.map(({ write }) => write);
  const names = (chosen: Columns<Row, Said>) => chosen.map(({ name }) => name).join('|');
  const writes = { hk: cells(of('hk')), global: cells(of('global')) };
  const titles = { hk: names(of('hk')), global: names(of('global')) };
  return {
    columnLine: (contract) => titles[contract],
    line(contract, row) {
      // On the path of a million rows: appends to one string, builds no list.
      let line = '';
      for (const write of writes[contract]) line += `|${write(row)}`;
      return line.slice(1);
    },
  };
}
