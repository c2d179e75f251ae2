/**
 * Goal: the commands about codes, notifications and jobs keep their names, JSON keys and exit
 * codes.
 * Method: every command runs as a child process against a server on free ports; a partner is a
 * small program in this process that sends signed requests and receives notifications.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Caller, callGateway } from '@sampan/demo';
import { answers, openReceiver } from './notification-world.ts';
import { type RunningSampan, startSampan } from './sampan-process.ts';

let server: RunningSampan;
let caller: Caller;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
let wallet: string;
before(async () => {
  server = await startSampan();
  receiver = await openReceiver();
  const { id, md5Key } = await ask('POST', 'partners', { contract: 'hk' });
  const gateway = String(server.addresses['gateway']);
  caller = { gateway, partnerId: String(id), contract: 'hk', md5Key: String(md5Key) };
  const buyer = await ask('POST', 'wallets', { inst: 'ALIPAYHK', balance: '100.00' });
  wallet = String(buyer['walletId']);
});
after(async () => {
  await receiver.close();
  await server.stop();
});

type Answer = Readonly<Record<string, unknown>>;

/** Asks the operations API itself, where the command is not what is tested. */
async function ask(method: 'GET' | 'POST', path: string, body?: Answer): Promise<Answer> {
  const response = await fetch(`${server.addresses['admin']}/admin/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return (await response.json()) as Answer;
}

let orders = 0;

async function orderCode(amount: string): Promise<string> {
  const { reply } = await callGateway(caller, '', 'alipay.acquire.precreate', {
    notify_url: receiver.url,
    timestamp: String(Date.now()),
    out_trade_no: `order-${++orders}`,
    subject: 'Tea',
    product_code: 'OVERSEAS_MBARCODE_PAY',
    trans_currency: 'HKD',
    currency: 'HKD',
    total_fee: amount,
  });
  return String(reply.fields['qr_code']);
}

async function shopCode(): Promise<string> {
  const { reply } = await callGateway(caller, '', 'alipay.commerce.qrcode.create', {
    notify_url: receiver.url,
    biz_type: 'OVERSEASHOPQRCODE',
    biz_data: {
      secondary_merchant_industry: '5812',
      secondary_merchant_id: 'tea',
      secondary_merchant_name: 'Tea',
      store_id: 'desk',
      store_name: 'Desk',
      trans_currency: 'HKD',
      currency: 'HKD',
      channel_fee: { type: 'RATE', value: '0.02' },
    },
  });
  return String(reply.fields['qrcode']);
}

describe('codes and notifications, one after the other', () => {
  test('wallet scan pays an order, by its address or by its token', async () => {
    const url = await orderCode('30.00');
    const paid = await server.ask('wallet', 'scan', wallet, url);
    assert.deepEqual(Object.keys(paid), ['tradeId', 'status']);
    assert.match(String(paid['tradeId']), /^[0-9]{28}$/);
    assert.equal(paid['status'], 'paid');
    const token = String((await orderCode('20.00')).split('/').at(-1));
    const told = await server.run('wallet', 'scan', wallet, token);
    assert.match(told.stdout, /^trade {3}[0-9]{28}\nstatus {2}paid\n$/);
    assert.equal((await ask('GET', `wallets/${wallet}`))['balance'], '50.00');
    const again = await server.run('wallet', 'scan', wallet, url);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /paid already/);
  });

  test("a shop's code needs an amount; trade show has the code, the fee and the notifications", async () => {
    const url = await shopCode();
    const without = await server.run('wallet', 'scan', wallet, url);
    assert.equal(without.code, 1);
    assert.match(without.stderr, /code of a shop/);
    const paid = await server.ask('wallet', 'scan', wallet, url, '--amount', '10');
    const tradeId = String(paid['tradeId']);
    await receiver.hasGot(3);
    // Waits for what is under way.
    await server.ask('run', 'notifications');
    const shown = await server.ask('trade', 'show', tradeId);
    const said = await server.run('trade', 'show', tradeId);
    assert.deepEqual(
      [shown['amount'], shown['channelFee'], shown['merchantCode']],
      ['10.20', '0.20', url.split('/').at(-1)],
    );
    const [told] = shown['notifications'] as { state: string; attempts: { status: number }[] }[];
    assert.equal(told?.state, 'delivered');
    assert.deepEqual(
      told?.attempts.map(({ status }) => status),
      [200],
    );
    assert.match(said.stdout, /channel fee +0\.20\nmerchant code +[0-9a-z]{24}\n/);
    assert.match(said.stdout, /Notifications:\n.*delivered.*\n.*attempt 1 .*200 "success"/);
  });

  test('notify list shows notifications, and notify resend sends one again', async () => {
    const all = await server.ask('notify', 'list');
    const notifications = all['notifications'] as { notifyId: string; tradeId: string }[];
    assert.equal(notifications.length, 3);
    const [newest] = notifications;
    const { notifyId = '', tradeId = '' } = newest ?? {};
    const one = await server.ask('notify', 'list', '--trade', tradeId, '--limit', '1');
    assert.deepEqual(one['notifications'], [newest]);

    const again = await server.ask('notify', 'resend', notifyId);
    assert.equal(again['result'], 'acknowledged');
    receiver.behave = answers('not now', 503);
    const refused = await server.run('notify', 'resend', notifyId, '--json');
    receiver.behave = answers('success');
    assert.equal(refused.code, 1);
    assert.equal(JSON.parse(refused.stdout).result, 'not-acknowledged');
    const told = await server.run('notify', 'list', '--trade', tradeId);
    assert.match(told.stdout, /attempt 2 .*"success"\n.*attempt 3 .*503 "not now"\n/);
    assert.equal(receiver.got.length, 5);
  });

  test('run does what is due, and clock advance does it on the way', async () => {
    const done = await server.ask('run', 'refund-batch', '--date', '2026-01-01');
    assert.equal(done['refunded'], 0);
    await ask('POST', 'clock/set', { to: '2040-11-22T10:00:00+08:00' });
    const { tradeId } = await ask('POST', `wallets/${wallet}/scan`, { code: await orderCode('5') });
    const asked = await callGateway(caller, '', 'alipay.acquire.overseas.spot.refund', {
      partner_trans_id: `order-${orders}`,
      partner_refund_id: 'tonight',
      refund_amount: '5.00',
      currency: 'HKD',
      is_sync: 'N',
    });
    assert.ok(asked.succeeded, asked.reply.xml);
    await server.ask('clock', 'advance', '1d');
    const { status, refunds } = await ask('GET', `trades/${tradeId}`);
    const [refund] = refunds as { doneAt: string }[];
    assert.equal(status, 'closed');
    assert.match(String(refund?.doneAt), /^2040-11-22T23:00:/, 'at its hour');
  });
});

const refused: readonly (readonly [words: string, code: number, says: RegExp])[] = [
  ['wallet scan', 2, /WALLET is missing/],
  ['wallet scan 852-90000001', 2, /QR is missing/],
  ['wallet scan 852-90000001 abcdefgh --amount 1,5', 2, /amount must be an amount/],
  ['wallet scan 852-90000001 abcdefgh', 1, /not known here/],
  ['wallet scan nobody abcdefgh', 1, /There is no wallet nobody/],
  ['notify list --trade 7', 2, /trade must be a trade id/],
  ['notify list --trade 2026112200000000000000000000', 1, /There is no trade/],
  ['notify list --limit 0', 2, /limit must be 1 to 500/],
  ['notify resend nothing', 1, /There is no notification nothing/],
  ['run laundry', 2, /no job "laundry"; there are close-day, settle, files, refund-batch, /],
  ['run refund-batch --date soon', 2, /date must be a day/],
  ['run refund-batch --date 2099-01-01', 1, /2099-01-01 is still to come/],
];

test('what is wrong ends with 2, what is refused with 1, each with its reason', async (t) => {
  const waiting = [...refused];
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      const [words, expected, says] = row;
      const { code, stdout, stderr } = await server.run(...words.split(' '), '--json');
      await t.test(words, () => {
        assert.equal(code, expected, stderr);
        assert.match(stderr, says);
        assert.equal(stdout, '');
      });
    }
  };
  await Promise.all([work(), work()]);
});

test('trade show names the currency of a fee that is taken in another one than the price', async () => {
  const terms = { contract: 'global', currency: 'JPY', feeRate: '0.012' };
  const { id, md5Key } = await ask('POST', 'partners', terms);
  const abroad: Caller = {
    ...caller,
    partnerId: String(id),
    contract: 'global',
    md5Key: String(md5Key),
  };
  const buyer = await ask('POST', 'wallets', { inst: 'ALIPAYCN', balance: '100.00' });
  const { reply } = await callGateway(abroad, '', 'alipay.acquire.precreate', {
    timestamp: String(Date.now()),
    out_trade_no: 'in-yen',
    subject: 'Tea',
    product_code: 'OVERSEAS_MBARCODE_PAY',
    trans_currency: 'CNY',
    currency: 'JPY',
    total_fee: '12.50',
  });
  const code = String(reply.fields['qr_code']);
  const { tradeId } = await server.ask('wallet', 'scan', String(buyer['walletId']), code);
  const said = await server.run('trade', 'show', String(tradeId));
  // 12.50 / 0.060934, and 1.2 % of that.
  assert.match(said.stdout, /amount +12\.50 CNY\npartner gets +205 JPY\n/);
  assert.match(said.stdout, /fee +2 JPY\n/);
});
