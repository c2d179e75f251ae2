/** Tables as CSV (RFC 4180), streamed page by page: memory does not grow with their length. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

type Cell = string | number | undefined;

/** The columns by their names, in their order. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

export interface CsvTable<Row> {
  /** Of the file. */
  readonly name: string;
  readonly columns: Columns<Row>;
  /** A page behind the last row of the page before, undefined at first; one that is not full is the last. */
  readonly read: (last: Row | undefined, limit: number) => Promise<readonly Row[]>;
}

/** So many rows are in memory at a time. */
const rowsAtOnce = 500;

/** Spreadsheets take a file without it for one in their own charset. */
const byteOrderMark = '\uFEFF';

/** Sends the file. The next page is read when the receiver has taken the one before. */
export function sendCsv<Row>(
  reply: FastifyReply,
  { onError }: { readonly onError: (error: unknown) => void },
  table: CsvTable<Row>,
): FastifyReply {
  reply.headers({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${table.name}"`,
  });
  const stream = Readable.from(csvOf(table), { objectMode: false });
  // The receiver sees a connection that is cut, not a table that looks whole.
  stream.once('error', onError);
  return reply.send(stream);
}

/** The text in pieces, the line of names first. */
export async function* csvOf<Row>({ columns, read }: CsvTable<Row>): AsyncGenerator<string> {
  const readCells = Object.values(columns);
  yield byteOrderMark + csvLine(Object.keys(columns));
  let last: Row | undefined;
  for (;;) {
    const rows = await read(last, rowsAtOnce);
    if (rows.length > 0) {
      yield rows.map((row) => csvLine(readCells.map((cell) => cell(row)))).join('');
    }
    if (rows.length < rowsAtOnce) return;
    last = rows.at(-1);
  }
}

const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/**
 * A spreadsheet runs a cell that begins with one of `= + - @`, a tab or a line end as a formula. What others have sent must not
 * be run, so an apostrophe stands before it; plain numbers are what they are.
 *
 * ```ts
 * csvCell('=1+1'); // '=1+1
 * csvCell('-8.00'); // -8.00
 * ```
 */
export function csvCell(cell: Cell): string {
  const text = String(cell ?? '');
  const isFormula =
    /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);
  const guarded = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
