/** The files that a shop's finance department fetches, and their contents. */
import { required } from '@sampan/primitives';
import {
  type FileName,
  parseFileName,
  readSettlementFile,
  readTransactionFile,
  type SettlementRecord,
  type TransactionRecord,
} from '@sampan/protocol';
import { type Totals, totalsOf } from './own-book.ts';
import type { Sandbox } from './sandbox.ts';
import type { Shop } from './shop.ts';

export interface ShopFile extends FileName {
  readonly name: string;
  readonly rows: number;
  readonly size: number;
}

/** The files available now, oldest day first, transactions before settlements. */
export async function listFiles(
  { operations }: Pick<Sandbox, 'operations'>,
  shop: Pick<Shop, 'id'>,
): Promise<readonly ShopFile[]> {
  const query = { partner: shop.id, limit: 500 };
  const { items } = await operations.call('GET /admin/files', { query });
  const files = items.map(({ name, rows, size }) => ({
    ...required(parseFileName(name), `${name} is the name of a file`),
    name,
    rows,
    size,
  }));
  const place = ({ kind, day }: ShopFile) => `${day} ${kind === 'transaction' ? 0 : 1}`;
  return files.sort((left, right) => (place(left) < place(right) ? -1 : 1));
}

export interface ReadShopFile extends ShopFile {
  readonly bytes: Buffer;
  readonly records: readonly (TransactionRecord | SettlementRecord)[];
  readonly totals: Totals;
}

export async function fetchFile(
  { operations }: Pick<Sandbox, 'operations'>,
  shop: Pick<Shop, 'id' | 'currency'>,
  file: ShopFile,
): Promise<ReadShopFile> {
  const params = { partner: shop.id, name: file.name };
  const { chunks } = await operations.stream('GET /admin/files/:partner/:name', { params });
  const pieces: Buffer[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const bytes = Buffer.concat(pieces);
  const text = bytes.toString('utf8');
  const read = file.kind === 'transaction' ? readTransactionFile(text) : readSettlementFile(text);
  if (!read.ok) throw new Error(`${file.name}, line ${read.problem.line}: ${read.problem.reason}`);
  const { records } = read.value;
  return { ...file, bytes, records, totals: totalsOf(records, shop.currency) };
}
