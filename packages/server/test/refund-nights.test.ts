/**
 * Goal: accepted refunds are executed in their nights, as seen by a partner and an operator.
 * Method: a running server whose clock is set over its operations API; signed requests to its
 * gateway and a receiver of notifications. A partner that keeps a fee of a tenth and refunds
 * everything lacks receipts.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  addDays,
  type BusinessDate,
  businessDate,
  parseInstant,
  required,
  secret,
} from '@sampan/primitives';
import { openReply, signRequest, wireParameters } from '@sampan/protocol';
import pg from 'pg';
import { cancel, payment, query, refund, refundQuery } from './gateway-asked.ts';
import type { Asked } from './gateway-world.ts';
import { openReceiver } from './notification-world.ts';
import { type RunningSampan, startSampan } from './sampan-process.ts';

let server: RunningSampan;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
/** The day of the test; nothing has happened on it before 10:00. */
let day: BusinessDate;
before(async () => {
  [server, receiver] = await Promise.all([startSampan(['--demo']), openReceiver()]);
});
after(async () => {
  await receiver.close();
  await server.stop();
});
beforeEach(async () => {
  const { now } = await operate('clock');
  day = addDays(businessDate(required(parseInstant(String(now)), 'a time')), 1);
  await at('10:00:00');
});

/** Sets the clock to a time of the day, or of a later one; from there on it goes as clocks do. */
const at = (time: string, daysLater = 0) =>
  operate('clock/set', { to: `${addDays(day, daysLater)}T${time}+08:00` });

/** What an operator asks for, or has done. */
async function operate(path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${server.addresses['admin']}/admin/${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** A partner and a buyer of one test, and what they ask for. */
async function openShop(contract: 'hk' | 'global', terms: object = {}) {
  const isHongKong = contract === 'hk';
  const currency = isHongKong ? 'HKD' : 'AUD';
  const inst = isHongKong ? 'ALIPAYHK' : 'ALIPAYCN';
  const [partner, wallet] = await Promise.all([
    operate('partners', { contract, currency, ...terms }),
    operate('wallets', { inst, balance: '5000.00' }),
  ]);
  const partnerId = String(partner['id']);
  const keys = { md5Key: secret(String(partner['md5Key'])) };
  const ask = async ({ service = '', ...own }: Asked) => {
    const parameters = wireParameters({ service, partner: partnerId, ...own });
    const signed = await signRequest(parameters, { signType: 'MD5', charset: 'UTF-8', keys });
    const { body, contentType } = signed;
    const answer = await fetch(`${server.addresses['gateway']}?${signed.query}`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    });
    const reply = openReply({ bytes: Buffer.from(await answer.arrayBuffer()) }, keys);
    assert.ok(reply.ok && reply.value.isSigned);
    return Object.fromEntries(reply.value.fields);
  };
  return {
    ask,
    async pay(order: string, trans_amount: string) {
      const { code } = await operate(`wallets/${wallet['walletId']}/codes`, {});
      const change = { partner_trans_id: order, currency, trans_amount };
      const fields = await ask(payment(partnerId, String(code), change));
      assert.equal(fields['result_code'], 'SUCCESS', JSON.stringify(fields));
      return String(fields['alipay_trans_id']);
    },
    refund: (order: string, refund_amount: string, is_sync: 'Y' | 'N') =>
      ask(refund(order, { refund_amount, currency, is_sync, notify_url: receiver.url })),
    async stateOf(order: string) {
      const refundId = `${order}-refund`;
      const fields = await ask(refundQuery(order, refundId));
      const { alipay_trans_status: trade } = await ask(query(order));
      const state = [fields['refund_result_code'], fields['refund_error_code'], trade];
      return state.filter(Boolean).join(' ');
    },
    balance: async () => (await operate(`wallets/${wallet['walletId']}`))['balance'],
  };
}

/** Keeps a tenth of each payment for good, so that a whole refund is more than it has left. */
const costly = { feeRate: '0.1', refundFee: 'kept' };

/** As if a trade's refund had been short of receipts in so many nights already. */
async function missNights(trade: string, nights: number): Promise<void> {
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  try {
    await owner.query('update refunds set nights_missed = $2 where trade_id = $1', [trade, nights]);
  } finally {
    await owner.end();
  }
}

const waits = 'PROCESSING TRADE_SUCCESS';
const short = 'PROCESSING MERCHANT_BALANCE_NOT_ENOUGH TRADE_SUCCESS';

describe('a Hong Kong partner', () => {
  test('is refunded at 23:00, and told', async () => {
    const shop = await openShop('hk');
    await shop.pay('plain', '100.00');
    const told = receiver.got.length;
    assert.equal((await shop.refund('plain', '30.00', 'N'))['result_code'], 'SUCCESS');
    assert.equal(await shop.stateOf('plain'), waits);
    await at('22:50:00');
    assert.equal(await shop.stateOf('plain'), waits);
    assert.equal(await shop.balance(), '4900.00');
    assert.equal(receiver.got.length, told, 'accepted is not told');
    await at('23:00:00');
    assert.equal(await shop.stateOf('plain'), 'SUCCESS TRADE_SUCCESS');
    assert.equal(await shop.balance(), '4930.00');
    await receiver.hasGot(told + 1);
    const form = receiver.got[told]?.form;
    assert.deepEqual(
      ['out_biz_no', 'refund_fee', 'trade_status'].map((name) => form?.get(name)),
      ['plain-refund', '30.00', 'TRADE_SUCCESS'],
    );
    assert.match(String(form?.get('gmt_refund')), new RegExp(`^${day} 23:00:`));
  });

  test('short of receipts is tried again the next night, and told once it is done', async () => {
    const shop = await openShop('hk', costly);
    const trade = await shop.pay('short', '100.00');
    const told = receiver.got.length;
    // Ninety are left of it.
    const atOnce = await shop.refund('short', '100.00', 'Y');
    assert.equal(atOnce['error'], 'MERCHANT_BALANCE_NOT_ENOUGH');
    assert.equal((await shop.refund('short', '100.00', 'N'))['result_code'], 'SUCCESS');
    const { detail_error_code, retry_flag } = await shop.ask(cancel('short'));
    assert.equal(detail_error_code, 'REASON_TRADE_REFUND_FEE_ERR', 'an accepted refund counts');
    assert.equal(retry_flag, 'N');
    await at('23:00:00');
    assert.equal(await shop.stateOf('short'), short);
    await at('10:00:00', 1);
    await shop.pay('fresh', '200.00');
    await at('22:50:00', 1);
    assert.equal(await shop.stateOf('short'), short, 'the day is not the night');
    assert.equal(receiver.got.length, told, 'nothing is told that has not succeeded');
    await at('23:00:00', 1);
    assert.equal(await shop.stateOf('short'), 'SUCCESS TRADE_CLOSED');
    assert.equal(await shop.balance(), '4800.00');
    await receiver.hasGot(told + 1);
    assert.equal(receiver.got[told]?.form.get('trade_no'), trade);
    const done = String(receiver.got[told]?.form.get('gmt_refund'));
    assert.match(done, new RegExp(`^${addDays(day, 1)} 23:00:`));
  });

  test('a night that the clock passes over is a night like any other', async () => {
    const shop = await openShop('hk');
    const trade = await shop.pay('passed', '100.00');
    await shop.refund('passed', '100.00', 'N');
    await at('12:00:00', 3);
    assert.equal(await shop.stateOf('passed'), 'SUCCESS TRADE_CLOSED');
    const { closedAt } = await operate(`trades/${trade}`);
    assert.match(String(closedAt), new RegExp(`^${day}T23:00:`));
  });

  // by-the-clock.test.ts goes through all of them; here the server goes through the last two.
  test('without receipts for 181 nights: the refund fails, without a notification', async () => {
    const shop = await openShop('hk', costly);
    const trade = await shop.pay('never', '100.00');
    const told = receiver.got.length;
    await shop.refund('never', '100.00', 'N');
    await missNights(trade, 179);
    await at('23:00:00');
    assert.equal(await shop.stateOf('never'), short, '180 nights');
    await at('22:50:00', 1);
    assert.equal(await shop.stateOf('never'), short);
    await at('23:00:00', 1);
    const failed = 'FAILED MERCHANT_BALANCE_NOT_ENOUGH TRADE_SUCCESS';
    assert.equal(await shop.stateOf('never'), failed);
    const { refundReserved, refunded } = await operate(`trades/${trade}`);
    assert.deepEqual([refundReserved, refunded], ['0.00', '0.00']);
    assert.equal(await shop.balance(), '4900.00');
    // New receipts do not bring it back; another refund, under another id, can be asked for.
    await shop.pay('later', '500.00');
    await at('10:00:00', 2);
    assert.equal(await shop.stateOf('never'), failed);
    await shop.pay('much-later', '500.00');
    const another = refund('never', { partner_refund_id: 'another', refund_amount: '100.00' });
    assert.equal((await shop.ask(another))['result_code'], 'SUCCESS');
    assert.equal(receiver.got.length, told);
  });
});

describe('a standard partner', () => {
  test('is refunded at once on the day of the payment', async () => {
    const shop = await openShop('global');
    await shop.pay('at-once', '100.00');
    const told = receiver.got.length;
    const accepted = await shop.refund('at-once', '40.00', 'N');
    assert.match(accepted['refund_amount_cny'] ?? '', /^\d+\.\d\d$/);
    await receiver.hasGot(told + 1);
    const form = receiver.got[told]?.form;
    assert.deepEqual(
      ['out_biz_no', 'refund_fee', 'currency', 'forex_total_fee'].map((name) => form?.get(name)),
      ['at-once-refund', '40.00', 'AUD', '100.00'],
    );
    assert.match(String(form?.get('gmt_refund')), new RegExp(`^${day} 10:`));
    assert.equal(await shop.stateOf('at-once'), 'SUCCESS TRADE_SUCCESS');
    // 5000.00 - 487.76 + 195.10: AUD at 4.8776.
    assert.equal(await shop.balance(), '4707.34');
  });

  test('is refunded in the window from 23:00 on, when it asks on a later day', async () => {
    const shop = await openShop('global');
    await shop.pay('later-day', '100.00');
    await at('10:00:00', 1);
    // What was received on the day before may be settled by now.
    await shop.pay('fresh', '100.00');
    await shop.refund('later-day', '40.00', 'N');
    await at('22:50:00', 1);
    assert.equal(await shop.stateOf('later-day'), waits);
    await at('23:00:00', 1);
    assert.equal(await shop.stateOf('later-day'), 'SUCCESS TRADE_SUCCESS');
    assert.equal(await shop.balance(), '4219.58');
  });

  test('short of receipts, which are in its own currency, waits for the next night', async () => {
    const shop = await openShop('global', costly);
    await shop.pay('abroad', '100.00');
    assert.equal(
      (await shop.refund('abroad', '100.00', 'Y'))['error'],
      'MERCHANT_BALANCE_NOT_ENOUGH',
    );
    await shop.refund('abroad', '100.00', 'N');
    await at('23:00:00');
    assert.equal(await shop.stateOf('abroad'), short);
    await at('10:00:00', 1);
    await shop.pay('fresh', '200.00');
    await at('23:00:00', 1);
    assert.equal(await shop.stateOf('abroad'), 'SUCCESS TRADE_CLOSED');
    // To the fen what was charged: only the 200.00 at 4.8776 are gone.
    assert.equal(await shop.balance(), '4024.48');
  });
});

test('the book balances after all these nights', async () => {
  assert.equal((await server.ask('audit'))['holds'], true);
});
