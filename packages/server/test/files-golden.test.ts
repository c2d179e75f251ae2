/**
 * Goal: partners get the documented files, byte for byte, made from the bookings.
 * Method: the documents' examples, and a day with everything that may break a line-based file, are
 * booked; the expected texts are here.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { type FilesWorld, filesWorld } from './files-world.ts';

let world: FilesWorld;
before(async () => {
  world = await filesWorld();
});
after(() => world.end());

const harbour = {
  secondaryMerchantName: 'Harbour Coffee',
  secondaryMerchantId: 'M_1',
  secondaryMerchantIndustry: '5812',
  storeName: 'Harbour Coffee Central',
};

const hkTransactionColumns =
  'Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|' +
  'Transaction_type|Remark|Secondary_merchant_industry|Secondary_merchant_name|' +
  'Secondary_merchant_id|Operator_name|Order_scene|Trans_currency|Trans_amount|Trans_forex_rate|' +
  'Issue';

const globalTransactionColumns = hkTransactionColumns
  .replace('Secondary_merchant_id|', '')
  .replace('|Issue', '');

const hkSettlementColumns =
  'Partner_transaction_id|Transaction_id|Amount|Fee|Settlement|Currency|Payment_time|' +
  'Settlement_time|Type|Status|Remarks|Secondary_merchant_industry|Secondary_merchant_name|' +
  'Secondary_merchant_id|Operator_name|Order_scene|Trans_currency|Trans_amount|Trans_forex_rate|' +
  'Issue';

const globalSettlementColumns =
  'Partner_transaction_id|Transaction_id|Amount|Rmb_amount|Fee|Settlement|Rmb_settlement|' +
  'Currency|Rate|Payment_time|Settlement_time|Type|Status|Remarks|Secondary_merchant_industry|' +
  'Secondary_merchant_name|Operator_name|Order_scene|Trans_currency|Trans_amount|' +
  'Trans_forex_rate';

/** Each line with its line end. */
const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

async function made(partnerId: PartnerId, name: string): Promise<string> {
  await world.jobs.runDue(world.machine.now());
  const [registered] = await world.sql(
    'select rows, size, sha256 from partner_files where partner_id = $1 and name = $2',
    [partnerId, name],
  );
  const text = await world.text(partnerId, name);
  const bytes = Buffer.from(text);
  assert.equal(registered?.sha256, createHash('sha256').update(bytes).digest('hex'));
  assert.equal(Number(registered?.size), bytes.length);
  return text;
}

test('the examples of the documents for a Hong Kong partner (14 §3.3, §4.4)', async () => {
  const id = '2088000000000001';
  const partnerId = await world.partner('hk', { id });
  const one = '2024030421001000000000000001';
  await world.day(partnerId, '2024-03-04', [
    {
      order: 'P-1',
      trade: one,
      at: '2024-03-04 10:45:42',
      amount: 10000,
      fee: 60,
      details: harbour,
    },
    {
      ...{ kind: 'refund', order: 'P-1', refund: 'R-1', trade: one },
      ...{ at: '2024-03-04 11:02:10', amount: 4000, fee: 24 },
    },
    {
      ...{ kind: 'cancel', order: 'P-2', trade: '2024030421001000000000000002' },
      ...{ at: '2024-03-04 12:00:00', amount: 5500, fee: 33, inst: 'ALIPAYCN' },
      ...{ product: 'transaction-qr', details: harbour },
    },
  ]);
  assert.equal(
    await made(partnerId, `${id}_transaction_20240304.txt`),
    file(
      `Partner:${id}|Payment_time: 2024-03-04|Total_count:3`,
      hkTransactionColumns,
      `P-1|${one}|100.00|0.60|HKD|2024-03-04 10:45:42|PAYMENT||5812|Harbour Coffee|M_1|Harbour Coffee Central|paymentQrCode|HKD|100.00|1|ALIPAYHK`,
      `R-1|${one}|40.00|0.24|HKD|2024-03-04 11:02:10|REFUND|Refund|5812|Harbour Coffee|M_1|Harbour Coffee Central|paymentQrCode|HKD|40.00|1|ALIPAYHK`,
      'P-2|2024030421001000000000000002|55.00|0.33|HKD|2024-03-04 12:00:00|CANCEL||5812|Harbour Coffee|M_1|Harbour Coffee Central|transactionQrCode|HKD|55.00|1|ALIPAYCN',
    ),
  );

  await world.settle(partnerId, '2024-03-05 15:46:00', ['2024-03-04']);
  assert.equal(
    await made(partnerId, `${id}_settlement_20240305.txt`),
    file(
      hkSettlementColumns,
      `P-1|${one}|100.00|0.60|99.40|HKD|2024-03-04 10:45:42|2024-03-05 15:46:00|P|L||5812|Harbour Coffee|M_1|Harbour Coffee Central|paymentQrCode|HKD|100.00|1|ALIPAYHK`,
      `R-1|${one}|40.00|0.24|39.76|HKD|2024-03-04 11:02:10|2024-03-05 15:46:00|R|L|Refund|5812|Harbour Coffee|M_1|Harbour Coffee Central|paymentQrCode|HKD|40.00|1|ALIPAYHK`,
      '2024030421001000000000000002|2024030421001000000000000002|55.00|0.33|54.67|HKD|2024-03-04 12:00:00|2024-03-05 15:46:00|R|L||5812|Harbour Coffee|M_1|Harbour Coffee Central|transactionQrCode|HKD|55.00|1|ALIPAYCN',
    ),
  );
});

test('the published row of a standard partner (14 §4.3)', async () => {
  const id = '2088000000000002';
  const partnerId = await world.partner('global', { id, currency: 'AUD' });
  await world.day(partnerId, '2017-08-02', [
    {
      ...{ order: 'A-1', trade: '2017080221001000000000000001', at: '2017-08-02 07:36:46' },
      ...{ amount: 36930, fee: 222, cny: { amount: 200138, fee: 1201, rate: '5.4194' } },
      ...{ product: 'merchant-qr', inst: 'ALIPAYCN', details: harbour },
    },
  ]);
  await world.settle(partnerId, '2017-08-03 15:46:00', ['2017-08-02']);
  assert.equal(
    await made(partnerId, `${id}_settlement_20170803.txt`),
    file(
      globalSettlementColumns,
      'A-1|2017080221001000000000000001|369.30|2001.38|2.22|367.08|1989.37|AUD|5.41940000|2017-08-02 07:36:46|2017-08-03 15:46:00|P|L||5812|Harbour Coffee|Harbour Coffee Central|shopQrCode|AUD|369.30|1',
    ),
  );
});

test('a standard partner of before there were rates: nothing in CNY, and no rate', async () => {
  const id = '2088000000000006';
  const partnerId = await world.partner('global', { id });
  const trade = '2024030400000000000000000061';
  await world.day(partnerId, '2024-03-04', [
    { order: 'O-1', trade, at: '2024-03-04 09:00:00', amount: 3000, fee: 30, inst: 'ALIPAYCN' },
  ]);
  await world.settle(partnerId, '2024-03-05 15:46:00', ['2024-03-04']);
  assert.equal(
    await made(partnerId, `${id}_settlement_20240305.txt`),
    file(
      globalSettlementColumns,
      `O-1|${trade}|30.00||0.30|29.70||HKD||2024-03-04 09:00:00|2024-03-05 15:46:00|P|L|||||paymentQrCode|HKD|30.00|1`,
    ),
  );
});

test('yen have no decimals, and a price in another currency stands beside the settlement', async () => {
  const id = '2088000000000003';
  const partnerId = await world.partner('global', { id, currency: 'JPY' });
  const sale = { inst: 'ALIPAYCN', details: { secondaryMerchantName: '東京 Tea' } } as const;
  await world.day(partnerId, '2024-03-04', [
    {
      ...{ order: 'J-1', trade: '2024030400000000000000000031', at: '2024-03-04 00:00:00' },
      ...{ amount: 5000, fee: 30, cny: { amount: 30467, fee: 183, rate: '0.060934' } },
      ...sale,
    },
    {
      ...{ order: 'J-2', trade: '2024030400000000000000000032', at: '2024-03-04 23:59:59' },
      ...{ amount: 10724, fee: 64, cny: { amount: 65346, fee: 392, rate: '0.060934' } },
      ...{ price: { currency: 'USD', amount: 10000, rate: '107.24062101' } },
      ...sale,
    },
  ]);
  assert.equal(
    await made(partnerId, `${id}_transaction_20240304.txt`),
    file(
      `Partner:${id}|Payment_time: 2024-03-04|Total_count:2`,
      globalTransactionColumns,
      'J-1|2024030400000000000000000031|5000|30|JPY|2024-03-04 00:00:00|PAYMENT|||東京 Tea||paymentQrCode|JPY|5000|1',
      'J-2|2024030400000000000000000032|10724|64|JPY|2024-03-04 23:59:59|PAYMENT|||東京 Tea||paymentQrCode|USD|100.00|107.24062101',
    ),
  );
});

test('names and reasons cannot break a line, whatever stands in them', async () => {
  const id = '2088000000000004';
  const partnerId = await world.partner('hk', { id });
  await world.day(partnerId, '2024-03-04', [
    {
      ...{ order: 'H\\1', trade: '2024030400000000000000000041', at: '2024-03-04 09:00:00' },
      amount: 1,
      details: {
        secondaryMerchantName: 'Tea|House\r\n"Ltd"\\N\t\\.\u0085\u2028',
        secondaryMerchantId: '\\N',
        storeName: 'not the driver',
        driverName: '陳大文|1',
      },
    },
    {
      ...{ kind: 'refund', order: 'H\\1', refund: 'H-R', trade: '2024030400000000000000000041' },
      ...{ at: '2024-03-04 09:00:01', amount: 1, reason: 'too|cold\n\\n 冷' },
    },
    {
      ...{ kind: 'reversal', order: 'H-2', trade: '2024030400000000000000000042' },
      ...{ at: '2024-03-04 09:00:02', amount: 7 },
    },
  ]);
  assert.equal(
    await made(partnerId, `${id}_transaction_20240304.txt`),
    file(
      `Partner:${id}|Payment_time: 2024-03-04|Total_count:3`,
      hkTransactionColumns,
      'H\\1|2024030400000000000000000041|0.01|0.00|HKD|2024-03-04 09:00:00|PAYMENT|||Tea House  "Ltd"\\N \\.  |\\N|陳大文 1|paymentQrCode|HKD|0.01|1|ALIPAYHK',
      'H-R|2024030400000000000000000041|0.01|0.00|HKD|2024-03-04 09:00:01|REFUND|too cold \\n 冷||Tea House  "Ltd"\\N \\.  |\\N|陳大文 1|paymentQrCode|HKD|0.01|1|ALIPAYHK',
      'H-2|2024030400000000000000000042|0.07|0.00|HKD|2024-03-04 09:00:02|REVERSAL||||||paymentQrCode|HKD|0.07|1|ALIPAYHK',
    ),
  );
});

test('a settlement holds all days of its batch, ordered by time', async () => {
  const id = '2088000000000005';
  const partnerId = await world.partner('hk', { id });
  for (const on of ['2024-03-01', '2024-03-02', '2024-03-03']) {
    await world.day(partnerId, on, [
      { order: `late-${on}`, at: `${on} 20:00`, amount: 500 },
      { order: `early-${on}`, at: `${on} 08:00`, amount: 700 },
    ]);
  }
  await world.settle(partnerId, '2024-03-04 15:46:00', ['2024-03-01', '2024-03-02', '2024-03-03']);
  const text = await made(partnerId, `${id}_settlement_20240304.txt`);
  assert.deepEqual(
    text
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split('|')[0]),
    ['2024-03-01', '2024-03-02', '2024-03-03'].flatMap((on) => [`early-${on}`, `late-${on}`]),
  );
});
