import { type Currency, isCurrency, ok, problem, type Result } from '@sampan/primitives';
import { type FileProblem, lineBlocks, type RowKind, transactionTypes } from '../files/index.ts';
import { type CsvRow, csvReader } from './csv.ts';
import { type Hundredths, readHundredths } from './hundredths.ts';

/** A row of the partner's own book. */
export interface OwnRow {
  readonly line: number;
  readonly kind: RowKind;
  /** The partner's order or refund id. */
  readonly id: string;
  readonly amount: Hundredths;
  /** Missing values are not compared. */
  readonly currency: Currency | undefined;
  readonly fee: Hundredths | undefined;
  /** The platform's trade id. */
  readonly transactionId: string | undefined;
}

const needed = ['partner_transaction_id', 'amount', 'type'] as const;

/** What the columns of an own book mean. */
export const ownColumns = [...needed, 'currency', 'fee', 'transaction_id'] as const;
export type OwnColumn = (typeof ownColumns)[number];

/**
 * Which column of a book is which, by the names in its header, in any letter case. Without a column of
 * types a minus makes a row a refund, and every other row is a payment.
 */
export type OwnColumnNames = Partial<Readonly<Record<OwnColumn, string>>>;

/** Where a book cannot be read, and the cell that is to blame. */
export interface OwnBookProblem extends FileProblem {
  readonly cell?: {
    readonly column: OwnColumn;
    /** Its place in the line, from 1. */
    readonly place: number;
    /** Empty when nothing stands in it. */
    readonly text: string;
  };
}

/** The trimmed cell of a row in that column; undefined when empty. */
type Cells = (column: OwnColumn) => string | undefined;

/**
 * Streams a partner's own book: CSV in UTF-8 (with or without a byte order mark), a header, columns
 * by name in any order. `partner_transaction_id`, `amount` and `type` (PAYMENT, REFUND, CANCEL,
 * REVERSAL) are required; `currency`, `fee` and `transaction_id` are optional; other columns are
 * ignored. `names` says which columns have other names. A minus sign is ignored, because the type gives
 * the direction. Passes rows to `take` and stops at the first unreadable one.
 */
export async function readOwnBook(
  source: AsyncIterable<Uint8Array>,
  take: (row: OwnRow) => void,
  names?: OwnColumnNames,
): Promise<Result<void, OwnBookProblem>> {
  const csv = csvReader();
  let header: Header | undefined;
  const takeAll = (rows: readonly CsvRow[]): Result<void, OwnBookProblem> => {
    for (const { line, cells } of rows) {
      if (!header) {
        const read = readHeader(cells, names);
        if (!read.ok) return problem({ line, reason: read.problem });
        header = read.value;
        continue;
      }
      const read = readRow(cells, header, line);
      if (!read.ok) return problem({ line, ...read.problem });
      take(read.value);
    }
    return ok(undefined);
  };
  for await (const block of lineBlocks(source, 'UTF-8')) {
    if (!block.ok) return block;
    const rows = csv.piece(block.value.text);
    if (!rows.ok) return rows;
    const taken = takeAll(rows.value);
    if (!taken.ok) return taken;
  }
  const rows = csv.end();
  if (!rows.ok) return rows;
  const taken = takeAll(rows.value);
  if (!taken.ok) return taken;
  return header ? ok(undefined) : problem({ line: 1, reason: 'the file is empty' });
}

interface Header {
  readonly width: number;
  readonly positions: ReadonlyMap<OwnColumn, number>;
}

function readHeader(
  cells: readonly string[],
  names: OwnColumnNames | undefined,
): Result<Header, string> {
  const found = cells.map((name) => name.toLowerCase());
  const wanted = new Map<OwnColumn, string>();
  for (const column of ownColumns) {
    const name = names ? names[column] : column;
    if (name !== undefined) wanted.set(column, name.toLowerCase());
  }
  const twice = [...wanted.values()].find(
    (name) => found.indexOf(name) !== found.lastIndexOf(name),
  );
  if (twice !== undefined) return problem(`the column ${twice} stands there twice`);
  const positions = new Map<OwnColumn, number>();
  for (const [column, name] of wanted) {
    const at = found.indexOf(name);
    if (at >= 0) positions.set(column, at);
    else if (names || needed.some((each) => each === column)) {
      return problem(`the column ${name} is missing`);
    }
  }
  return ok({ width: cells.length, positions });
}

type RowProblem = Omit<OwnBookProblem, 'line'>;

function readRow(
  record: readonly string[],
  { width, positions }: Header,
  line: number,
): Result<OwnRow, RowProblem> {
  if (record.length !== width) {
    return problem({ reason: `has ${record.length} columns, not ${width}` });
  }
  const cells: Cells = (column) => record[positions.get(column) ?? -1] || undefined;
  const unreadable = (column: OwnColumn, is: string): Result<never, RowProblem> => {
    const text = (cells(column) ?? '').slice(0, 80);
    const cell = { column, place: (positions.get(column) ?? 0) + 1, text };
    if (text === '') return problem({ reason: `${column} is empty`, cell });
    return problem({ reason: `${column}: ${JSON.stringify(text)} is not ${is}`, cell });
  };
  const id = cells('partner_transaction_id');
  if (id === undefined) return unreadable('partner_transaction_id', 'an id');
  const kind = positions.has('type')
    ? kinds.get(cells('type')?.toUpperCase() ?? '')
    : kindBySign(cells('amount') ?? '');
  if (!kind) return unreadable('type', `one of ${Object.values(transactionTypes).join(', ')}`);
  const amount = readHundredths(cells('amount') ?? '');
  if (amount === undefined) return unreadable('amount', 'an amount such as 1234.50');
  const currency = cells('currency')?.toUpperCase();
  if (currency !== undefined && !isCurrency(currency)) {
    return unreadable('currency', 'a currency that we know');
  }
  const said = cells('fee');
  const fee = said === undefined ? undefined : readHundredths(said);
  if (said !== undefined && fee === undefined) return unreadable('fee', 'an amount such as 0.60');
  return ok({ line, kind, id, amount, currency, fee, transactionId: cells('transaction_id') });
}

const kindBySign = (amount: string): RowKind => (amount.startsWith('-') ? 'refund' : 'payment');

const kinds: ReadonlyMap<string, RowKind> = new Map(
  Object.entries(transactionTypes).map(([kind, word]) => [word, kind as RowKind]),
);
