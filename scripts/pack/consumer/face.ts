/**
 * A merchant's program that uses the whole face of the SDK. Every supported compiler compiles it for every
 * kind of module, and it runs as an ES module and in CommonJS.
 */
import {
  createPartner,
  environments,
  fileStore,
  formatAmount,
  memoryStore,
  ownerOfCode,
  type Partner,
  parseAmount,
  type RequestFields,
  type SaleOutcome,
  type Store,
} from '@sampan/sdk';
import { MoneyFileError, readMoneyFile, reconcile } from '@sampan/sdk/files';
import { type SqliteDatabase, sqliteStore } from '@sampan/sdk/sqlite';
import {
  memoryGateway,
  memoryStore as memoryStoreForTests,
  refuse,
  signNotification,
  signReply,
  startGateway,
  virtualTime,
} from '@sampan/sdk/testing';

const key = 'consumer-key-consumer-key-consum';
const id = '2088000000000001';

/** S1: each outcome is looked at by name, and nothing else exists. */
export function words(sale: SaleOutcome): string {
  switch (sale.outcome) {
    case 'paid':
      return sale.outcome;
    case 'notPaid':
      return `${sale.outcome}: ${sale.why}`;
    case 'unknown':
      return `${sale.outcome}: ${sale.state}`;
  }
}

const asked: RequestFields<'alipay.acquire.overseas.query'> = { partner_trans_id: 'T-1' };

export async function lowLevel(partner: Partner): Promise<string | undefined> {
  const result = await partner.call('alipay.acquire.overseas.query', asked);
  if (result.outcome === 'success') return result.reply.alipay_trans_status;
  const same = await partner.services.query(asked);
  return same.outcome === 'refused' ? same.code : same.outcome;
}

async function sell(): Promise<readonly string[]> {
  const time = virtualTime();
  const gateway = memoryGateway({ key, time });
  gateway.script({ pay: ['pending'], query: ['waiting', 'paid'] });
  const store: Store = memoryStore();
  const { transport } = gateway;
  const sign = { type: 'MD5', key } as const;
  const partner = createPartner({
    gateway: 'test',
    id,
    contract: 'hk',
    sign,
    store,
    transport,
    time,
  });
  const shop = { store_id: 'A101', store_name: 'Central' };
  const terms = {
    id: 'T-1',
    amount: '39.25',
    currency: 'HKD',
    subject: 'Flat white',
    shop,
  } as const;
  const sale = await partner.collect(terms, '280000000000000001');
  const status = await lowLevel(partner);
  const refund = await partner.refund({
    id: 'T-1',
    refundId: 'R-1',
    amount: '1.00',
    currency: 'HKD',
  });
  const { body, contentType } = await signNotification({ out_trade_no: 'T-1' }, { key });
  const verified = await partner.verifyNotification(body, { contentType });
  partner.close();
  return [words(sale), refund.outcome, verified.outcome, status ?? ''];
}

async function read(): Promise<string> {
  async function* file(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('not a file of the gateway\n');
  }
  try {
    for await (const row of readMoneyFile(file())) console.log(row.amount);
  } catch (error) {
    if (error instanceof MoneyFileError) return `${error.name} ${error.line}`;
    throw error;
  }
  return '';
}

export const inDatabase = (database: SqliteDatabase): unknown => sqliteStore(database);
export const others = [fileStore, reconcile, refuse, signReply, startGateway, memoryStoreForTests];

async function main(): Promise<void> {
  const amount = parseAmount('39.25', 'HKD');
  const values = [ownerOfCode('280000000000000001'), amount && formatAmount(amount)];
  const lines = [...(await sell()), await read(), ...values, Object.keys(environments).length];
  console.log(JSON.stringify(lines));
}

void main();
