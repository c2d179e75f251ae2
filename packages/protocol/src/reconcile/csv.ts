/** CSV (RFC 4180) as it arrives: cells are separated by commas, and those with a comma, a quote or a line end are quoted. */
import { ok, problem, type Result } from '@sampan/primitives';
import type { FileProblem } from '../files/index.ts';

/** The cells of a row, without blanks around them, and the line on which the row ends. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A longer row is of a file of another kind, or its quote is not closed. */
const rowLengthMax = 1_048_576;

type Read = Result<readonly CsvRow[], FileProblem>;

export interface CsvReader {
  /** The rows that end in this piece of the text; rows without any content are left out. */
  piece(text: string): Read;
  /** The last row, if it has no line end. */
  end(): Read;
}

/** Must not be used after a problem. */
export function csvReader(): CsvReader {
  let rest = '';
  let line = 1;
  let isFirst = true;

  /** Whole rows of `rest`; `isEnd` makes a row of what is left. */
  function take(isEnd: boolean): Read {
    const rows: CsvRow[] = [];
    let from = 0;
    for (;;) {
      if (from >= rest.length) break;
      const row = readRow(rest, from, isEnd);
      if (row === 'more') break;
      if (typeof row === 'string') return problem({ line, reason: reasons[row] });
      const { cells, end, breaks } = row;
      line += breaks;
      if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
      if (row.isEnded) line += 1;
      from = end;
    }
    rest = rest.slice(from);
    return rest.length > rowLengthMax ? problem({ line, reason: reasons.long }) : ok(rows);
  }

  return {
    piece(text) {
      rest += isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
      isFirst = false;
      return take(false);
    },
    end: () => take(true),
  };
}

const reasons = {
  open: 'a quote is opened here and never closed',
  late: 'a quote stands inside a cell that does not begin with one; write it twice and the cell in quotes',
  after: 'something stands behind the closing quote of a cell',
  long: `longer than ${rowLengthMax} characters: is a quote not closed?`,
} as const;

interface Row {
  readonly cells: readonly string[];
  /** Where the next row begins. */
  readonly end: number;
  /** Line ends inside of quotes. */
  readonly breaks: number;
  readonly isEnded: boolean;
}

const plainRow = /[^"\r\n]*/y;

function readRow(
  text: string,
  from: number,
  isEnd: boolean,
): Row | 'more' | Exclude<keyof typeof reasons, 'long'> {
  // Almost every row has no quote.
  plainRow.lastIndex = from;
  const plain = plainRow.exec(text)?.[0] ?? '';
  const stop = from + plain.length;
  if (text[stop] !== '"') {
    const ended = lineEndAt(text, stop, isEnd);
    if (ended === undefined) return 'more';
    const cells = plain.split(',').map((cell) => cell.trim());
    return { cells, end: ended, breaks: 0, isEnded: ended > stop };
  }
  return readQuotedRow(text, from, isEnd);
}

function readQuotedRow(text: string, from: number, isEnd: boolean): ReturnType<typeof readRow> {
  const cells: string[] = [];
  let breaks = 0;
  for (let at = from; ; at += 1) {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
    if (text[at] === '"') {
      let cell = '';
      for (;;) {
        const close = text.indexOf('"', at + 1);
        if (close < 0) return isEnd ? 'open' : 'more';
        cell += text.slice(at + 1, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
      breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
      while (text[at] === ' ' || text[at] === '\t') at += 1;
      cells.push(cell.trim());
    } else {
      const start = at;
      while (at < text.length && !',"\r\n'.includes(text[at] as string)) at += 1;
      if (text[at] === '"') return 'late';
      cells.push(text.slice(start, at).trim());
    }
    if (text[at] === ',') continue;
    const ended = lineEndAt(text, at, isEnd);
    if (ended !== undefined) return { cells, end: ended, breaks, isEnded: ended > at };
    return at >= text.length ? 'more' : 'after';
  }
}

/** Behind the line end at this place; undefined when there is none, or none yet. */
function lineEndAt(text: string, at: number, isEnd: boolean): number | undefined {
  if (at >= text.length) return isEnd ? at : undefined;
  if (text[at] === '\n') return at + 1;
  if (text[at] !== '\r') return undefined;
  if (at + 1 >= text.length && !isEnd) return undefined;
  return text[at + 1] === '\n' ? at + 2 : at + 1;
}
