/**
 * Goal: a partner's shop data arrive in its files, however its program spells the names.
 * Method: one sale of each product over real sockets, with names in capitals; the day is closed and
 * its file read.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type PartnerId, required, type WalletId } from '@sampan/primitives';
import { readTransactionFile } from '@sampan/protocol';
import { readCode } from '#codes';
import { closeDays } from '#settlement';
import type { Files } from '#statement';
import { fileWriterHere, hkd, time } from '#test-kit';
import { createCode, payment, precreate } from './gateway-asked.ts';
import { type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
let folder: string;
let files: Files;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000.00');
  folder = await mkdtemp(join(tmpdir(), 'sampan-shop-data-'));
  files = world.platform.files({ folder, writer: fileWriterHere(world.url) });
});
after(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const capitals = {
  SECONDARY_MERCHANT_ID: 'M77',
  Secondary_Merchant_Name: 'Harbour Coffee',
  SECONDARY_MERCHANT_INDUSTRY: 5812,
  STORE_ID: 'S77',
  STORE_NAME: 'Harbour Coffee Central',
};
const asSent = JSON.stringify(capitals);

const tokenOf = (value: string | undefined) =>
  required(readCode(value ?? ''), 'a value has a token');

const confirmed = async (order: string) => {
  const { fields } = await world.ask(partner, {
    service: 'alipay.acquire.overseas.query',
    partner_trans_id: order,
  });
  const tradeId = required(fields.alipay_trans_id, 'the order was scanned') as never;
  const given = { walletId: wallet, partnerId: partner, tradeId, answer: 'confirm' } as const;
  assert.equal((await world.acquiring.confirm(given)).outcome, 'paid');
};

/** The columns of a shop in the file of that name, by the partner's id of the order. */
async function shopsIn(name: string): Promise<readonly string[]> {
  const paths = await readdir(folder, { recursive: true });
  const path = required(
    paths.find((each) => each.endsWith(name)),
    'the file was made',
  );
  const read = readTransactionFile(await readFile(join(folder, path), 'utf8'));
  assert.ok(read.ok);
  return read.value.records.map((row) =>
    [
      row.partnerTransactionId,
      row.industry,
      row.merchantName,
      row.merchantId,
      row.operatorName,
    ].join('|'),
  );
}

test('names in capitals: the shop stands in the file of the day', async () => {
  const code = await world.code(wallet);
  const barcode = payment(partner, code, { extend_info: asSent });
  const paid = await world.ask(partner, barcode);
  assert.equal(paid.fields.result_code, 'SUCCESS');
  assert.equal(paid.reply.echo.get('extend_info'), asSent, 'the echo is as it was sent');

  const ordered = await world.ask(partner, precreate('order-2', { extend_params: asSent }));
  const orderCode = tokenOf(ordered.fields.qr_code);
  await world.acquiring.scan({ partnerId: partner, orderCode, walletId: wallet });
  await confirmed('order-2');

  const currencies = { TRANS_CURRENCY: 'HKD', Currency: 'HKD' };
  const biz_data = JSON.stringify({ ...capitals, ...currencies });
  const shop = await world.ask(partner, createCode({}, { biz_data }));
  await world.acquiring.scanMerchantCode({
    walletId: wallet,
    partnerId: partner,
    code: tokenOf(shop.fields.qrcode),
    typed: hkd('20.00'),
    partnerTransId: 'order-3',
  });
  await confirmed('order-3');

  // PHP writes an empty array for no data at all.
  const bare = payment(partner, await world.code(wallet), {
    partner_trans_id: 'order-4',
    extend_info: '[]',
  });
  assert.equal((await world.ask(partner, bare)).fields.result_code, 'SUCCESS');

  world.machine.set(time('2026-11-23 09:00'));
  await closeDays(world.platform);
  assert.deepEqual(await files.jobs.runDue(world.machine.now()), { made: 1 });
  const columns = '5812|Harbour Coffee|M77|Harbour Coffee Central';
  assert.deepEqual(await shopsIn(`${partner}_transaction_20261122.txt`), [
    `order-1|${columns}`,
    `order-2|${columns}`,
    `order-3|${columns}`,
    'order-4||||',
  ]);
});

test('a member in two cases with two values is refused in the words of its service', async () => {
  const twice = '{"STORE_ID":"S77","store_id":"S78"}';
  const code = await world.code(wallet);
  const barcode = payment(partner, code, { partner_trans_id: 'order-5', extend_info: twice });
  assert.equal((await world.ask(partner, barcode)).reply.error, 'ILLEGAL_ARGUMENT');
  const data = { ...capitals, trans_currency: 'HKD', currency: 'HKD', store_id: 'S78' };
  const shop = await world.ask(partner, createCode({}, { biz_data: JSON.stringify(data) }));
  assert.equal(shop.reply.error, 'INVALID_PARAMETER');
});
