/** The money files as data: columns of every generation, with lines of a made-up day. */
import { businessDate, instant, isPartnerId, money, rate, required } from '@sampan/primitives';
import type { Contract } from '../fields.ts';
import { type PublishedRate, writeRateFile } from '../files/rate-file.ts';
import type { SettlementFileRow } from '../files/rows.ts';
import {
  settlementColumnLine,
  settlementColumns,
  settlementLine,
} from '../files/settlement-file.ts';
import {
  transactionColumnLine,
  transactionColumns,
  transactionHeader,
  transactionLine,
} from '../files/transaction-file.ts';
import { examplePartner } from './common-fields.ts';
import type { Text } from './text.ts';
import { settlementTexts, transactionTexts } from './texts/files.ts';

/** One column, and its position in the files of each contract. */
export interface ColumnEntry {
  readonly name: string;
  readonly type: string;
  readonly meaning: Text;
  readonly position: Readonly<Record<Contract, number | undefined>>;
}

export interface FileEntryPage {
  readonly columns: readonly ColumnEntry[];
  /** The number of columns under each contract. */
  readonly count: Readonly<Record<Contract, number>>;
  /** A whole small file of each contract. */
  readonly example: Readonly<Record<Contract, string>>;
}

interface Declared {
  readonly name: string;
  readonly only?: Contract;
}

function columnsOf(
  declared: readonly Declared[],
  texts: Readonly<Record<string, { readonly type: string; readonly meaning: Text }>>,
): Pick<FileEntryPage, 'columns' | 'count'> {
  const namesOf = (contract: Contract) =>
    declared.filter(({ only = contract }) => only === contract).map(({ name }) => name);
  const names = { hk: namesOf('hk'), global: namesOf('global') };
  const positionIn = (contract: Contract, name: string) => {
    const index = names[contract].indexOf(name);
    return index < 0 ? undefined : index + 1;
  };
  const columns = declared.map(({ name }) => {
    const text = texts[name];
    if (!text) throw new Error(`the reference has no text for ${name}`);
    const position = { hk: positionIn('hk', name), global: positionIn('global', name) };
    return { name, ...text, position };
  });
  return { columns, count: { hk: names.hk.length, global: names.global.length } };
}

const at = (text: string) => instant(Date.parse(`${text.replace(' ', 'T')}+08:00`));

const sale: SettlementFileRow = {
  kind: 'payment',
  partnerTransId: 'P-1',
  partnerRefundId: undefined,
  tradeId: '2024030422001000000000000001',
  amount: money('HKD', 10_000n),
  fee: money('HKD', 60n),
  amountCny: undefined,
  feeCny: undefined,
  rate: undefined,
  at: at('2024-03-04 10:45:42'),
  remark: '',
  industry: '5812',
  merchantName: 'Harbour Coffee',
  merchantId: 'M_0001',
  operatorName: 'Harbour Coffee Central',
  orderScene: 'paymentQrCode',
  price: money('HKD', 10_000n),
  priceRate: rate('1'),
  issue: 'ALIPAYHK',
  settledAt: at('2024-03-05 15:46:00'),
};

const refunded: SettlementFileRow = {
  ...sale,
  kind: 'refund',
  partnerRefundId: 'R-1',
  amount: money('HKD', 4_000n),
  fee: money('HKD', 24n),
  at: at('2024-03-04 11:02:10'),
  remark: 'Returned goods',
  price: money('HKD', 4_000n),
};

const cancelled: SettlementFileRow = {
  ...sale,
  kind: 'cancel',
  partnerTransId: 'P-2',
  tradeId: '2024030422001000000000000002',
  at: at('2024-03-04 12:00:00'),
};

/** The rate of the published row of the documents: 369.30 AUD are 2001.38 CNY. */
const foreign: SettlementFileRow = {
  ...sale,
  partnerTransId: 'P-3',
  tradeId: '2024030422001000000000000003',
  amount: money('AUD', 36_930n),
  fee: money('AUD', 222n),
  amountCny: money('CNY', 200_138n),
  feeCny: money('CNY', 1_201n),
  rate: rate('5.4194'),
  price: money('AUD', 36_930n),
  orderScene: 'shopQrCode',
  issue: 'ALIPAYCN',
};

const rowsOf = { hk: [sale, refunded, cancelled], global: [foreign] } as const;
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function transactionText(contract: Contract): string {
  const rows: readonly SettlementFileRow[] = rowsOf[contract];
  const partner = required([examplePartner].find(isPartnerId), 'a PID');
  return text([
    transactionHeader(partner, businessDate(sale.at), rows.length),
    transactionColumnLine(contract),
    ...rows.map((row) => transactionLine(contract, row)),
  ]);
}

const settlementText = (contract: Contract): string =>
  text([
    settlementColumnLine(contract),
    ...rowsOf[contract].map((row) => settlementLine(contract, row)),
  ]);

export const transactionFile = (): FileEntryPage => ({
  ...columnsOf(transactionColumns, transactionTexts),
  example: { hk: transactionText('hk'), global: transactionText('global') },
});

export const settlementFile = (): FileEntryPage => ({
  ...columnsOf(settlementColumns, settlementTexts),
  example: { hk: settlementText('hk'), global: settlementText('global') },
});

const rates: readonly PublishedRate[] = [
  { at: at('2016-05-04 10:00:30'), currency: 'HKD', rate: rate('0.8388') },
  { at: at('2016-05-04 10:00:30'), currency: 'USD', rate: rate('6.5064') },
];

/** A small rate file. */
export const rateFileExample = (): string => writeRateFile(rates);
