/** The days as a person reads them: what was sold, when it was settled, which files there are. */
import { resolve } from 'node:path';
import {
  type DaysPlayed,
  type Done,
  type Holiday,
  type ReadShopFile,
  type ShopResult,
  weekdayOf,
} from '@sampan/demo';
import { type BusinessDate, dashedTime, formatAmount } from '@sampan/primitives';
import { pairs, table } from '../output.ts';

export function dayLines(day: BusinessDate, holidays: readonly Holiday[]): readonly string[] {
  const names = holidays.map(({ calendar, name }) => `${name} (${calendar})`);
  return ['', [`${weekdayOf(day)} ${day}`, ...names].join(', '), ''];
}

export const doneLine = ({ at, shop, what }: Done): string =>
  `  ${at}  ${shop.name.padEnd(15)}  ${what}`;

export const settlingLine =
  'Closed for some days: the clock goes on until all of it is settled and filed.';

/** How the partners' programs reach the file server; undefined when unknown. */
export interface SftpAddress {
  readonly host: string;
  readonly port: string;
}

export interface Where {
  readonly booksFolder: string;
  readonly sftp: SftpAddress | undefined;
}

export function endingLines(played: DaysPlayed, where: Where): readonly string[] {
  const agree = 'Every book agrees with its files of transactions.';
  const differ = `${played.breaks} rows of the books differ from the files; that should not be.`;
  return [
    ...played.results.flatMap((result) => shopLines(result, where)),
    '',
    played.breaks === 0 ? agree : differ,
    'The clock stays where it is now: sampan clock show.',
  ];
}

function shopLines({ shop, files, books }: ShopResult, where: Where): readonly string[] {
  const { contract, currency, feeRate } = shop;
  return [
    '',
    `${shop.name}, partner ${shop.id}: ${contract}, settled in ${currency}, fee rate ${feeRate}`,
    ...files.filter(({ kind }) => kind === 'settlement').map(settlementLine),
    '',
    ...table([columns, ...files.map(fileCells)], [1, 2, 3, 4, 5]),
    '',
    '  Fetch the files, and compare one with the own book of its day:',
    ...pairs([
      ['log-in', shop.id],
      ['password', shop.sftpPassword],
    ]).map((line) => `    ${line}`),
    '',
    `    ${sftpCommand(shop.id, where)}`,
    ...(where.sftp ? [] : ['    HOST and PORT are those that sampan start has printed for SFTP.']),
    ...firstBook({ files, books }, where.booksFolder),
  ];
}

const columns = ['file', 'rows', 'payments', 'returned', 'fees', 'net'];

const fileCells = ({ name, rows, totals }: ReadShopFile): readonly string[] => [
  name,
  String(rows),
  ...[totals.payments, totals.returned, totals.fees, totals.net].map(formatAmount),
];

function settlementLine({ records, totals, day }: ReadShopFile): string {
  const [first] = records;
  const at = first && 'settledAt' in first ? dashedTime(first.settledAt) : day;
  const sold = [...new Set(records.map((record) => dashedTime(record.at).slice(0, 10)))].sort();
  const amount = `${totals.net.currency} ${formatAmount(totals.net)}`;
  return `  ${weekdayOf(day)} ${at}  paid out ${amount} for ${sold.join(', ')}`;
}

/** Exact; without an address, with gaps to fill in. */
export function sftpCommand(id: string, { booksFolder, sftp }: Where): string {
  const { host, port } = sftp ?? { host: 'HOST', port: 'PORT' };
  return `sftp -P ${port} ${quoted(`${id}@${host}:/download/*`)} ${quoted(`${resolve(booksFolder)}/`)}`;
}

function firstBook(
  { files, books }: Pick<ShopResult, 'files' | 'books'>,
  booksFolder: string,
): readonly string[] {
  const file = files.find(({ kind }) => kind === 'transaction');
  const book = file && books.get(file.day);
  if (!file || book === undefined) return [];
  const fetched = `${resolve(booksFolder)}/${file.name}`;
  return [`    npx sampan reconcile ${quoted(fetched)} --against ${quoted(resolve(book))}`];
}

const quoted = (text: string): string =>
  /^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
