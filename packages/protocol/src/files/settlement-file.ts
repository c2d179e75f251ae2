import {
  formatAmount,
  formatRate,
  type Money,
  ok,
  problem,
  type Result,
  subtract,
} from '@sampan/primitives';
import type { Contract } from '../fields.ts';
import { cellTime } from './cell-time.ts';
import {
  amountCell,
  cnyCell,
  idCell,
  netCell,
  plainCell,
  rateCell,
  textCell,
  timeCell,
} from './cells.ts';
import { type CellKind, type Columns, lineWriter } from './column.ts';
import {
  countingReader,
  type FileProblem,
  type FileReader,
  type RecordReader,
  readWhole,
  recordReader,
} from './file-reader.ts';
import { settledFirstId } from './first-id.ts';
import type { RowKind, SettlementFileRow, SettlementRecord } from './rows.ts';
import { sharedColumns } from './shared-columns.ts';

/**
 * Type gives only the direction; an R row whose first column repeats our id is a cancel (14 §4.6).
 */
const typeCell: CellKind<RowKind> = {
  is: 'P or R',
  read(text, cellOf) {
    if (text === 'P') return 'payment';
    if (text !== 'R') return undefined;
    return cellOf('Partner_transaction_id') === cellOf('Transaction_id') ? 'cancel' : 'refund';
  },
};

/** Empty for a payment that was not charged in CNY. */
const cnyText = (amount: Money | undefined): string => (amount ? formatAmount(amount) : '');

/** Not the net amount at the rate: gross and fee are rounded in CNY separately (14 §4.3). */
const netCny = ({ amountCny, feeCny }: SettlementFileRow): Money | undefined =>
  amountCny && feeCny && subtract(amountCny, feeCny);

/** The columns of the settlement file (14 §4.2): 20 under the HK contract, 21 under the global one. */
export const settlementColumns = [
  {
    name: 'Partner_transaction_id',
    needed: true,
    write: settledFirstId,
    read: { field: 'partnerTransactionId', as: idCell },
  },
  {
    name: 'Transaction_id',
    needed: true,
    write: ({ tradeId }) => tradeId,
    read: { field: 'transactionId', as: idCell },
  },
  {
    name: 'Amount',
    needed: true,
    write: ({ amount }) => formatAmount(amount),
    read: { field: 'amount', as: amountCell('Currency') },
  },
  {
    name: 'Rmb_amount',
    only: 'global',
    write: ({ amountCny }) => cnyText(amountCny),
    read: { field: 'amountCny', as: cnyCell },
  },
  {
    name: 'Fee',
    needed: true,
    write: ({ fee }) => formatAmount(fee),
    read: { field: 'fee', as: amountCell('Currency') },
  },
  {
    name: 'Settlement',
    needed: true,
    write: ({ amount, fee }) => formatAmount(subtract(amount, fee)),
    read: { field: 'net', as: netCell(amountCell('Currency')) },
  },
  {
    name: 'Rmb_settlement',
    only: 'global',
    write: (row) => cnyText(netCny(row)),
    read: { field: 'netCny', as: netCell(cnyCell) },
  },
  { name: 'Currency', needed: true, write: ({ amount }) => amount.currency },
  {
    name: 'Rate',
    only: 'global',
    write: ({ rate }) => (rate ? formatRate(rate, 8) : ''),
    read: { field: 'rate', as: rateCell },
  },
  {
    name: 'Payment_time',
    needed: true,
    write: ({ at }) => cellTime(at),
    read: { field: 'at', as: timeCell },
  },
  {
    name: 'Settlement_time',
    needed: true,
    write: ({ settledAt }) => cellTime(settledAt),
    read: { field: 'settledAt', as: timeCell },
  },
  {
    name: 'Type',
    needed: true,
    write: ({ kind }) => (kind === 'payment' ? 'P' : 'R'),
    read: { field: 'kind', as: typeCell },
  },
  { name: 'Status', write: () => 'L', read: { field: 'status', as: textCell } },
  {
    name: 'Remarks',
    write: ({ remark }) => plainCell(remark),
    read: { field: 'remark', as: textCell },
  },
  ...sharedColumns,
] as const satisfies Columns<SettlementFileRow, SettlementRecord>;

const writer = lineWriter<SettlementFileRow, SettlementRecord>(settlementColumns);

/** Line 1: the column names; this file has no header (14 §4.1). */
export const settlementColumnLine = writer.columnLine;

/** A line of the settlement file, without a line end. */
export const settlementLine: (contract: Contract, row: SettlementFileRow) => string = writer.line;

/** Summary of a settlement file. */
export interface SettlementSummary {
  /** Number of records read; the file itself does not announce one. */
  readonly count: number;
}

/** Reads a settlement file of either contract line by line. */
export function settlementReader(): FileReader<SettlementRecord, SettlementSummary> {
  let readRecord: RecordReader<SettlementRecord> | undefined;
  let count = 0;
  return countingReader(
    (line) => {
      if (!readRecord) {
        const made = recordReader<SettlementFileRow, SettlementRecord>(settlementColumns, line);
        if (made.ok) readRecord = made.value;
        return made.ok ? ok(undefined) : made;
      }
      count += 1;
      return readRecord(line);
    },
    () => (readRecord ? ok({ count }) : problem('the file is empty')),
  );
}

/** A whole settlement file. */
export const readSettlementFile = (
  text: string,
): Result<SettlementSummary & { readonly records: readonly SettlementRecord[] }, FileProblem> =>
  readWhole(settlementReader(), text);
