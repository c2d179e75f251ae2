import {
  type BusinessDate,
  formatAmount,
  ok,
  type PartnerId,
  parseBusinessDate,
  problem,
  type Result,
} from '@sampan/primitives';
import type { Contract } from '../fields.ts';
import { cellTime } from './cell-time.ts';
import { amountCell, idCell, plainCell, textCell, timeCell, wordCell } from './cells.ts';
import { type Columns, lineWriter } from './column.ts';
import {
  countingReader,
  type FileProblem,
  type FileReader,
  type RecordReader,
  readWhole,
  recordReader,
} from './file-reader.ts';
import { firstId } from './first-id.ts';
import type { FileRow, RowKind, TransactionRecord } from './rows.ts';
import { sharedColumns } from './shared-columns.ts';

/** The words of Transaction_type (14 §3.2). */
export const transactionTypes = {
  payment: 'PAYMENT',
  refund: 'REFUND',
  cancel: 'CANCEL',
  reversal: 'REVERSAL',
} as const satisfies Record<RowKind, string>;

/**
 * The columns of the transaction file (14 §3.2): 17 under the HK contract, 15 under the global one;
 * an older generation has only the first 8.
 */
export const transactionColumns = [
  {
    name: 'Partner_transaction_id',
    needed: true,
    write: firstId,
    read: { field: 'partnerTransactionId', as: idCell },
  },
  {
    name: 'Transaction_id',
    needed: true,
    write: ({ tradeId }) => tradeId,
    read: { field: 'transactionId', as: idCell },
  },
  {
    name: 'Transaction_amount',
    needed: true,
    write: ({ amount }) => formatAmount(amount),
    read: { field: 'amount', as: amountCell('Currency') },
  },
  {
    name: 'Charge_amount',
    needed: true,
    write: ({ fee }) => formatAmount(fee),
    read: { field: 'fee', as: amountCell('Currency') },
  },
  { name: 'Currency', needed: true, write: ({ amount }) => amount.currency },
  {
    name: 'Payment_time',
    needed: true,
    write: ({ at }) => cellTime(at),
    read: { field: 'at', as: timeCell },
  },
  {
    name: 'Transaction_type',
    needed: true,
    write: ({ kind }) => transactionTypes[kind],
    read: {
      field: 'kind',
      as: wordCell({
        PAYMENT: 'payment',
        REFUND: 'refund',
        CANCEL: 'cancel',
        REVERSAL: 'reversal',
      }),
    },
  },
  {
    name: 'Remark',
    write: ({ remark }) => plainCell(remark),
    read: { field: 'remark', as: textCell },
  },
  ...sharedColumns,
] as const satisfies Columns<FileRow, TransactionRecord>;

const writer = lineWriter<FileRow, TransactionRecord>(transactionColumns);

/** Line 1: `Partner:2088000000000001|Payment_time: 2024-03-04|Total_count:3` (14 §3.1). */
export const transactionHeader = (partnerId: PartnerId, day: BusinessDate, count: number): string =>
  `Partner:${partnerId}|Payment_time: ${day}|Total_count:${count}`;

/** Line 2: the column names. */
export const transactionColumnLine = writer.columnLine;

/** A line of the transaction file, without a line end. */
export const transactionLine: (contract: Contract, row: FileRow) => string = writer.line;

/** Header of a transaction file. */
export interface TransactionHeader {
  readonly partnerId: string;
  /** The business day of the transactions, GMT+8. */
  readonly day: BusinessDate;
  /** Number of records. */
  readonly count: number;
}

/**
 * Reads a transaction file of any generation line by line. Only `end` confirms that the file is
 * complete: Total_count reveals a truncated file.
 */
export function transactionReader(): FileReader<TransactionRecord, TransactionHeader> {
  let header: TransactionHeader | undefined;
  let readRecord: RecordReader<TransactionRecord> | undefined;
  let count = 0;
  return countingReader(
    (line) => {
      if (!header) {
        header = readHeader(line);
        return header ? ok(undefined) : problem(noHeader);
      }
      if (!readRecord) {
        const made = recordReader<FileRow, TransactionRecord>(transactionColumns, line);
        if (made.ok) readRecord = made.value;
        return made.ok ? ok(undefined) : made;
      }
      count += 1;
      return readRecord(line);
    },
    (): Result<TransactionHeader, string> => {
      if (!header) return problem('the file is empty');
      if (!readRecord) return problem('the file ends before the names of the columns');
      if (count === header.count) return ok(header);
      return problem(`the file has ${count} records, its header says ${header.count}`);
    },
  );
}

/** A whole transaction file. */
export const readTransactionFile = (
  text: string,
): Result<TransactionHeader & { readonly records: readonly TransactionRecord[] }, FileProblem> =>
  readWhole(transactionReader(), text);

const noHeader = 'the header "Partner:…|Payment_time:…|Total_count:…" is missing';
const headerPattern =
  /^Partner: *([0-9A-Za-z]{1,16}) *\| *Payment_time: *([0-9-]{10}) *\| *Total_count: *([0-9]{1,9}) *$/;

function readHeader(line: string): TransactionHeader | undefined {
  const [, partnerId = '', date = '', count = ''] = headerPattern.exec(line) ?? [];
  const day = parseBusinessDate(date);
  return day && { partnerId, day, count: Number(count) };
}
