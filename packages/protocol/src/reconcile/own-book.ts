import { pipeline, Readable } from 'node:stream';
import { type Currency, isCurrency, ok, problem, type Result } from '@sampan/primitives';
import { CsvError, parse } from 'csv-parse';
import { type FileProblem, lineBlocks, type RowKind, transactionTypes } from '../files/index.ts';
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
const known = [...needed, 'currency', 'fee', 'transaction_id'] as const;
type ColumnName = (typeof known)[number];

/** The trimmed cell of a row in that column; undefined when empty. */
type Cells = (column: ColumnName) => string | undefined;

/**
 * Streams a partner's own book: CSV in UTF-8 (with or without a byte order mark), a header, columns
 * by name in any order. `partner_transaction_id`, `amount` and `type` (PAYMENT, REFUND, CANCEL,
 * REVERSAL) are required; `currency`, `fee` and `transaction_id` are optional; other columns are
 * ignored. A minus sign is ignored, because the type gives the direction. Passes rows to `take` and
 * stops at the first unreadable one.
 */
export async function readOwnBook(
  source: AsyncIterable<Uint8Array>,
  take: (row: OwnRow) => void,
): Promise<Result<void, FileProblem>> {
  const parser = parse({
    bom: true,
    info: true,
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: 1_048_576,
  });
  try {
    const records = pipeline(Readable.from(decoded(source)), parser, () => {});
    let header: Header | undefined;
    for await (const { record, info } of records as AsyncIterable<CsvRecord>) {
      const read = header ? readRow(record, header, info.lines) : readHeader(record);
      if (!read.ok) return problem({ line: info.lines, reason: read.problem });
      if ('positions' in read.value) header = read.value;
      else take(read.value);
    }
    return header ? ok(undefined) : problem({ line: 1, reason: 'the file is empty' });
  } catch (failure) {
    return problem(problemOf(failure));
  }
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The position of bytes that are not UTF-8; passed through the CSV parser as a source error. */
class Undecodable extends Error {
  readonly problem: FileProblem;
  constructor(where: FileProblem) {
    super(where.reason);
    this.problem = where;
  }
}

async function* decoded(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const block of lineBlocks(source, 'UTF-8')) {
    if (!block.ok) throw new Undecodable(block.problem);
    yield block.value.text;
  }
}

function problemOf(failure: unknown): FileProblem {
  if (failure instanceof Undecodable) return failure.problem;
  if (!(failure instanceof CsvError)) throw failure;
  const line: unknown = failure['lines'];
  return { line: typeof line === 'number' ? line : 1, reason: failure.message };
}

interface Header {
  readonly width: number;
  readonly positions: ReadonlyMap<string, number>;
}

function readHeader(record: readonly string[]): Result<Header, string> {
  const names = record.map((name) => name.toLowerCase());
  const twice = known.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice) return problem(`the column ${twice} stands there twice`);
  const missing = needed.find((name) => !names.includes(name));
  if (missing) return problem(`the column ${missing} is missing`);
  return ok({ width: names.length, positions: new Map(names.map((name, at) => [name, at])) });
}

function readRow(
  record: readonly string[],
  { width, positions }: Header,
  line: number,
): Result<OwnRow, string> {
  if (record.length !== width) return problem(`has ${record.length} columns, not ${width}`);
  const cells: Cells = (column) => record[positions.get(column) ?? -1] || undefined;
  const id = cells('partner_transaction_id');
  if (id === undefined) return problem('partner_transaction_id is empty');
  const kind = kinds.get(cells('type')?.toUpperCase() ?? '');
  if (!kind)
    return unreadable(cells, 'type', `one of ${Object.values(transactionTypes).join(', ')}`);
  const amount = readHundredths(cells('amount') ?? '');
  if (amount === undefined) return unreadable(cells, 'amount', 'an amount such as 1234.50');
  const currency = cells('currency')?.toUpperCase();
  if (currency !== undefined && !isCurrency(currency)) {
    return unreadable(cells, 'currency', 'a currency that we know');
  }
  const said = cells('fee');
  const fee = said === undefined ? undefined : readHundredths(said);
  if (said !== undefined && fee === undefined) {
    return unreadable(cells, 'fee', 'an amount such as 0.60');
  }
  return ok({ line, kind, id, amount, currency, fee, transactionId: cells('transaction_id') });
}

const kinds: ReadonlyMap<string, RowKind> = new Map(
  Object.entries(transactionTypes).map(([kind, word]) => [word, kind as RowKind]),
);

function unreadable(cells: Cells, column: ColumnName, is: string): Result<never, string> {
  const text = cells(column);
  if (text === undefined) return problem(`${column} is empty`);
  return problem(`${column}: ${JSON.stringify(text.slice(0, 80))} is not ${is}`);
}
