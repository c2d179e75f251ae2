/**
 * Goal: cancel, and the older services with the same effect, undo a trade on its day only.
 * Method: real sockets; the clock is moved over midnight by hand.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, minutes, type PartnerId, type WalletId } from '@sampan/primitives';
import { hkd, time } from '#test-kit';
import { cancel, payment, query, refund, reverse } from './gateway-asked.ts';
import { type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
let asking: WalletId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000.00');
  asking = await world.wallet('1000.00', { passwordFreeLimit: hkd('20.00') });
});
after(() => world.close());

async function paid(order: string, by = partner, from = wallet): Promise<string> {
  const code = await world.code(from);
  const { fields } = await world.ask(by, payment(by, code, { partner_trans_id: order }));
  return fields.alipay_trans_id ?? '';
}

const ask = async (order: string, change = {}) =>
  (await world.ask(partner, cancel(order, change))).fields;

test('an unknown order stays cancelled: query knows nothing, a late payment is refused', async () => {
  const done = { out_trade_no: 'cancel-1', result_code: 'SUCCESS', retry_flag: 'N' };
  assert.deepEqual(await ask('cancel-1'), done);
  assert.deepEqual(await ask('cancel-1'), done, 'a repeat');
  const late = payment(partner, await world.code(wallet), { partner_trans_id: 'cancel-1' });
  assert.equal((await world.ask(partner, late)).fields.error, 'TRADE_HAS_CLOSE');
  assert.equal((await world.ask(partner, query('cancel-1'))).fields.error, 'TRADE_NOT_EXIST');
});

test('a paid trade of the day is given back with its fee', async () => {
  const before = await world.balance(wallet);
  const trade_no = await paid('cancel-2');
  const done = {
    action: 'refund',
    out_trade_no: 'cancel-2',
    result_code: 'SUCCESS',
    retry_flag: 'N',
    trade_no,
  };
  const answer = await world.ask(partner, cancel('cancel-2'));
  assert.deepEqual(answer.fields, done);
  assert.ok(answer.signed);
  assert.deepEqual(await world.balance(wallet), before);
  world.machine.advance(days(2));
  assert.deepEqual(await ask('cancel-2'), done, 'a repeat on another day');
});

test('an unpaid trade is closed, and its buyer can go on no more', async () => {
  const trade_no = await paid('cancel-3', partner, asking);
  const done = { out_trade_no: 'cancel-3', result_code: 'SUCCESS', retry_flag: 'N', trade_no };
  assert.deepEqual(await ask('cancel-3'), { action: 'close', ...done });
  const confirm = { walletId: asking, partnerId: partner, tradeId: trade_no as never };
  const late = await world.acquiring.confirm({ ...confirm, answer: 'confirm' });
  assert.deepEqual(late, { outcome: 'refused', refusal: 'trade-closed' });
});

test('our id decides when both are sent', async () => {
  const trade_no = await paid('cancel-4');
  const answer = await ask('somebody', { trade_no });
  assert.equal(answer.out_trade_no, 'cancel-4');
  assert.equal(answer.action, 'refund');
});

test('midnight', async (t) => {
  world.machine.set(time('2026-12-01 23:59'));
  await paid('late');
  await paid('late-waiting', partner, asking);
  await t.test('a paid trade can be cancelled until its day is over', async () => {
    await paid('in-time');
    world.machine.set((time('2026-12-02 00:00') - 1) as never);
    assert.equal((await ask('in-time')).action, 'refund');
  });
  await t.test('and not a moment longer', async () => {
    world.machine.set(time('2026-12-02 00:00'));
    const refused = await ask('late');
    assert.equal(refused.detail_error_code, 'TRADE_CANCEL_TIME_OUT');
    assert.equal(refused.retry_flag, 'N');
  });
  await t.test('an unpaid one also after midnight', async () => {
    world.machine.set(time('2026-12-02 00:01'));
    assert.equal((await ask('late-waiting')).action, 'close');
  });
});

test('every refusal, in the order in which they are looked for', async (t) => {
  const stranger = await world.partner();
  const broke = await world.partner();
  await paid('refunded');
  await world.ask(partner, refund('refunded'));
  await paid('promised');
  await world.ask(partner, refund('promised', { is_sync: 'N' }));
  const foreign = await paid('foreign', stranger);
  await paid('no-funds', broke);
  await world.sql('update partner_funds set balance = 0 where partner_id = $1', [broke]);
  await paid('yesterday');

  const table = [
    ['a trade of another partner', 'TRADE_NOT_EXIST', 'N', 'x', partner, { trade_no: foreign }],
    ['refunded in part', 'REASON_TRADE_REFUND_FEE_ERR', 'N', 'refunded', partner, {}],
    ['a refund is promised', 'REASON_TRADE_REFUND_FEE_ERR', 'N', 'promised', partner, {}],
    ['more than is owed', 'SELLER_BALANCE_NOT_ENOUGH', 'Y', 'no-funds', broke, {}],
  ] as const;
  for (const [what, code, retry, order, by, change] of table) {
    await t.test(`${what}: ${code}, retry ${retry}`, async () => {
      const before = await world.rows();
      const answer = await world.ask(by, cancel(order, change));
      const { detail_error_des, ...fields } = answer.fields;
      assert.deepEqual(fields, {
        detail_error_code: code,
        out_trade_no: order,
        result_code: 'FAIL',
        retry_flag: retry,
      });
      assert.match(detail_error_des ?? '', /^.{1,64}$/);
      assert.ok(answer.signed);
      assert.deepEqual(await world.rows(), before, 'nothing is stored');
    });
  }
  await t.test('the next day: TRADE_CANCEL_TIME_OUT, retry N', async () => {
    world.machine.advance(days(1));
    assert.equal((await ask('yesterday')).detail_error_code, 'TRADE_CANCEL_TIME_OUT');
  });
  await t.test('a year later: TRADE_HAS_FINISHED, retry N', async () => {
    world.machine.advance(days(360));
    const answer = await ask('yesterday');
    assert.equal(answer.detail_error_code, 'TRADE_HAS_FINISHED');
    assert.equal(answer.retry_flag, 'N');
  });
});

test('a suspended partner may still give back what it has taken', async () => {
  await paid('before-suspension');
  await world.changePartner(partner, { status: 'suspended' });
  assert.equal((await ask('before-suspension')).action, 'refund');
  await world.changePartner(partner, { status: 'active' });
});

test('the older services undo a trade, too', async (t) => {
  const spotCancel = { service: 'alipay.acquire.overseas.spot.cancel' };
  const undo = async (order: string, change = {}) =>
    (await world.ask(partner, reverse(order, change))).fields;

  await t.test('reverse says when', async () => {
    world.machine.set(time('2028-01-01 12:00'));
    const alipay_trans_id = await paid('reverse-1');
    world.machine.advance(minutes(1));
    const done = {
      alipay_reverse_time: '20280101120100',
      alipay_trans_id,
      partner_trans_id: 'reverse-1',
      result_code: 'SUCCESS',
    };
    assert.deepEqual(await undo('reverse-1'), done);
    world.machine.advance(minutes(1));
    assert.deepEqual(await undo('reverse-1'), done, 'a repeat says the same time');
    const [row] = await world.sql(
      `select cancel_service from trades where partner_trans_id = 'reverse-1'`,
    );
    assert.equal(row?.cancel_service, 'reverse');
  });
  await t.test('spot cancel says when, too', async () => {
    world.machine.set(time('2028-01-01 12:10'));
    const alipay_trans_id = await paid('reverse-2');
    const done = {
      alipay_cancel_time: '20280101121000',
      alipay_trans_id,
      partner_trans_id: 'reverse-2',
      result_code: 'SUCCESS',
    };
    assert.deepEqual(await undo('reverse-2', spotCancel), done);
    world.machine.advance(minutes(1));
    assert.deepEqual(await undo('reverse-2', spotCancel), done, 'a repeat says the same time');
  });
  await t.test('a trade that closed by itself was over when its time was', async () => {
    world.machine.set(time('2028-01-01 13:00'));
    await paid('reverse-3', partner, asking);
    world.machine.advance(minutes(10));
    assert.equal((await undo('reverse-3')).alipay_reverse_time, '20280101130300');
    assert.equal((await undo('reverse-3', spotCancel)).alipay_cancel_time, '20280101130300');
  });
  await t.test('an unknown order', async () => {
    // One client reads the time of every success, and breaks without it.
    const at = '20280101131000';
    const done = { partner_trans_id: 'never', result_code: 'SUCCESS' };
    assert.deepEqual(await undo('never'), { alipay_reverse_time: at, ...done });
    world.machine.advance(minutes(1));
    assert.deepEqual(await undo('never', spotCancel), { alipay_cancel_time: at, ...done });
  });
  await t.test('a refusal', async () => {
    await paid('reverse-4');
    await world.ask(partner, refund('reverse-4'));
    const refused = {
      error: 'REASON_TRADE_REFUND_FEE_ERR',
      partner_trans_id: 'reverse-4',
      result_code: 'FAILED',
    };
    assert.deepEqual(await undo('reverse-4'), refused);
    assert.deepEqual(await undo('reverse-4', spotCancel), refused);
  });
});
