/**
 * Goal: a partner can query its own refunds of every product, and no others.
 * Method: signed requests over real sockets; refunds are followed through their nights by moving
 * the clock and running the batch.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PartnerId, required, type WalletId } from '@sampan/primitives';
import { isTrade, readOrder, runDueRefunds } from '#acquiring';
import { readCode } from '#codes';
import type { Reader } from '#database';
import { hkd, time } from '#test-kit';
import { cancel, createCode, payment, precreate, refund, refundQuery } from './gateway-asked.ts';
import { type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let reader: Reader;
let partner: PartnerId;
let wallet: WalletId;
before(async () => {
  world = await gatewayWorld();
  ({ reader } = world.platform);
  partner = await world.partner();
  wallet = await world.wallet('10000.00');
});
after(async () => {
  await world.close();
});

async function paid(order: string, by = partner): Promise<string> {
  const code = await world.code(wallet);
  const { fields } = await world.ask(by, payment(by, code, { partner_trans_id: order }));
  return required(fields.alipay_trans_id, 'it is paid');
}

const state = async (order: string, refundId = `${order}-refund`, by = partner) =>
  (await world.ask(by, refundQuery(order, refundId))).fields;

test('a refund that is done', async () => {
  const trade = await paid('done');
  await world.ask(partner, refund('done'));
  const answer = await world.ask(partner, refundQuery('done', 'done-refund'));
  assert.deepEqual(answer.fields, {
    gmt_create: '2026-11-22 10:00:00',
    out_return_no: 'done-refund',
    out_trade_no: 'done',
    refund_result_code: 'SUCCESS',
    response_code: 'SUCCESS',
    trade_no: trade,
  });
  assert.ok(answer.signed);
  assert.ok(answer.reply.isSuccess);
});

test('each refund of a trade by itself', async () => {
  await paid('parts');
  await world.ask(partner, refund('parts', { partner_refund_id: 'part-1' }));
  await world.ask(partner, refund('parts', { partner_refund_id: 'part-2', is_sync: 'N' }));
  assert.equal((await state('parts', 'part-1')).refund_result_code, 'SUCCESS');
  assert.equal((await state('parts', 'part-2')).refund_result_code, 'PROCESSING');
  assert.equal((await state('parts', 'part-3')).response_code, 'NOT_FOUND');
});

test('orders of all three products', async () => {
  await paid('by-barcode');
  const { fields: ordered } = await world.ask(partner, precreate('by-order-code'));
  const orderCode = tokenOf(ordered.qr_code);
  await world.acquiring.scan({ partnerId: partner, orderCode, walletId: wallet });
  await confirmed('by-order-code');
  const { fields: shop } = await world.ask(partner, createCode());
  await world.acquiring.scanMerchantCode({
    walletId: wallet,
    partnerId: partner,
    code: tokenOf(shop.qrcode),
    typed: hkd('20.00'),
    partnerTransId: 'by-merchant-code',
  });
  await confirmed('by-merchant-code');
  for (const order of ['by-barcode', 'by-order-code', 'by-merchant-code']) {
    await world.ask(partner, refund(order));
    const { response_code, refund_result_code, out_trade_no } = await state(order);
    const found = [response_code, refund_result_code, out_trade_no];
    assert.deepEqual(found, ['SUCCESS', 'SUCCESS', order]);
  }
});

const tokenOf = (value: string | undefined) =>
  required(readCode(value ?? ''), 'a value has a token');

async function confirmed(order: string): Promise<void> {
  const trade = await readOrder(world.connection, partner, order);
  assert.ok(isTrade(trade));
  const { outcome } = await world.acquiring.confirm({
    walletId: wallet,
    partnerId: partner,
    tradeId: trade.id,
    answer: 'confirm',
  });
  assert.equal(outcome, 'paid');
}

test('what there is not', async (t) => {
  await paid('good');
  await paid('other');
  await world.ask(partner, refund('other'));
  await world.ask(partner, precreate('never-scanned'));
  await world.ask(partner, cancel('tombstone'));
  const stranger = await world.partner();
  await paid('theirs', stranger);
  await world.ask(stranger, refund('theirs'));
  const table = [
    ['an order that nobody knows', 'TRADE_NOT_EXIST', 'never', 'x'],
    ['an order that nobody has scanned', 'TRADE_NOT_EXIST', 'never-scanned', 'x'],
    ['an order that was cancelled before it came', 'TRADE_NOT_EXIST', 'tombstone', 'x'],
    ['an order of another partner', 'TRADE_NOT_EXIST', 'theirs', 'theirs-refund'],
    ['no such refund', 'NOT_FOUND', 'good', 'x'],
    ['a refund of another order', 'NOT_FOUND', 'good', 'other-refund'],
    ['a refund of another partner', 'NOT_FOUND', 'good', 'theirs-refund'],
  ] as const;
  for (const [what, code, order, refundId] of table) {
    await t.test(`${what}: ${code}`, async () => {
      const answer = await world.ask(partner, refundQuery(order, refundId));
      assert.deepEqual(answer.fields, {
        out_return_no: refundId,
        out_trade_no: order,
        response_code: code,
      });
      assert.ok(answer.reply.isSuccess, 'the request itself was accepted');
      assert.ok(answer.signed);
    });
  }
  for (const [what, change] of [
    ['no trade', { out_trade_no: undefined }],
    ['no refund', { out_return_no: undefined }],
    ['an empty id', { out_return_no: '' }],
    ['an id with a bar', { out_trade_no: 'a|b' }],
    ['an id that is too long', { out_trade_no: 'x'.repeat(65) }],
  ] as const) {
    await t.test(`${what}: ILLEGAL_ARGUMENT`, async () => {
      const { reply } = await world.ask(partner, refundQuery('good', 'x', change));
      assert.equal(reply.error, 'ILLEGAL_ARGUMENT');
    });
  }
});

test('a partner that is suspended may still ask what became of its refunds', async () => {
  const suspended = await world.partner();
  await paid('before', suspended);
  await world.ask(suspended, refund('before'));
  await world.changePartner(suspended, { status: 'suspended' });
  assert.equal((await state('before', 'before-refund', suspended)).refund_result_code, 'SUCCESS');
});

test('through the nights: accepted, short of receipts, failed in the 181st', async () => {
  const broke = await world.partner();
  const trade = await paid('night', broke);
  const answers = async () => {
    const { refund_result_code, refund_error_code } = await state('night', undefined, broke);
    return [refund_result_code, refund_error_code];
  };
  await world.ask(broke, refund('night', { is_sync: 'N' }));
  await world.sql('update partner_funds set balance = 0 where partner_id = $1', [broke]);
  assert.deepEqual(await answers(), ['PROCESSING', undefined], 'nothing is lacking yet');

  world.machine.set(time('2026-11-22 23:00'));
  assert.equal((await runDueRefunds({ reader, acquiring: world.acquiring })).postponed, 1);
  assert.deepEqual(await answers(), ['PROCESSING', 'MERCHANT_BALANCE_NOT_ENOUGH']);

  await world.sql('update refunds set nights_missed = 180 where partner_id = $1', [broke]);
  world.machine.set(time('2026-11-23 23:00'));
  assert.equal((await runDueRefunds({ reader, acquiring: world.acquiring })).failed, 1);
  assert.deepEqual(await state('night', undefined, broke), {
    gmt_create: '2026-11-22 10:00:00',
    out_return_no: 'night-refund',
    out_trade_no: 'night',
    refund_error_code: 'MERCHANT_BALANCE_NOT_ENOUGH',
    refund_result_code: 'FAILED',
    response_code: 'SUCCESS',
    trade_no: trade,
  });
});

test('short of receipts one night, done the next', async () => {
  const slow = await world.partner();
  await paid('slow', slow);
  await world.ask(slow, refund('slow', { is_sync: 'N' }));
  await world.sql('update partner_funds set balance = 0 where partner_id = $1', [slow]);
  world.machine.set(time('2026-11-24 23:00'));
  await runDueRefunds({ reader, acquiring: world.acquiring });
  assert.equal(
    (await state('slow', undefined, slow)).refund_error_code,
    'MERCHANT_BALANCE_NOT_ENOUGH',
  );
  await world.sql('update partner_funds set balance = 3925 where partner_id = $1', [slow]);
  world.machine.set(time('2026-11-25 23:00'));
  await runDueRefunds({ reader, acquiring: world.acquiring });
  const { refund_result_code, refund_error_code } = await state('slow', undefined, slow);
  assert.deepEqual([refund_result_code, refund_error_code], ['SUCCESS', undefined]);
});

test('when it cannot be looked up: QUERY_FAILED, and the failure is logged', async () => {
  await world.sql('alter table refunds rename to hidden');
  try {
    assert.deepEqual(await state('good', 'x'), {
      out_return_no: 'x',
      out_trade_no: 'good',
      response_code: 'QUERY_FAILED',
    });
  } finally {
    await world.sql('alter table hidden rename to refunds');
  }
  assert.equal(world.failures.length, 1);
});
