/**
 * Goal: a buyer sees what a code is for, pays it once, and is never charged for a cancelled order.
 * Method: the buyer's API on a real database; the partner's side through commands of the pipeline.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { minutes, type PartnerId, seconds } from '@sampan/primitives';
import { readOrder } from '#acquiring';
import { findCode } from '#codes';
import { hkd } from '#test-kit';
import {
  type BuyerProcess,
  type BuyerWorld,
  buyerWorld,
  pin,
  type TestBuyer,
  wrongPin,
} from './buyer-world.ts';

let world: BuyerWorld;
let first: BuyerProcess;
let partnerId: PartnerId;

before(async () => {
  world = await buyerWorld();
  first = world.first;
  partnerId = await world.partner({ name: 'Harbour Coffee Ltd' });
});
after(() => world.close());

const post = (token: string, path: string, body: object, process = first) =>
  process.ask('POST', path, { token, body });
const get = (token: string, path: string) => first.ask('GET', path, { token });

const codeOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['error'] as { code: string } | undefined)?.code;

async function signedIn(balance: string, change = {}): Promise<TestBuyer & { token: string }> {
  const buyer = await world.buyer(balance, change);
  return { ...buyer, token: await world.signIn(buyer) };
}

/** A payment above the wallet's limit, which waits for the PIN. */
async function prompt(walletId: TestBuyer['walletId'], amount: string): Promise<string> {
  const asked = await world.pay(partnerId, walletId, amount);
  assert.equal(asked.outcome, 'unknown');
  return asked.outcome === 'unknown' ? asked.trade.id : '';
}

test('an order is pre-ordered, scanned, and paid with the PIN', async () => {
  const { token, walletId } = await signedIn('100.00');
  const code = await world.order(partnerId, '30.00', { order: 'life-1' });
  assert.equal((await readOrder(world.connection, partnerId, 'life-1'))?.state, 'pre-ordered');
  const scanned = await post(token, '/scan', { code: `https://pay.example/q/${code}` });
  assert.equal(scanned.status, 200);
  const { tradeId, ...shown } = scanned.body;
  assert.deepEqual(shown, {
    kind: 'order',
    product: 'transaction-qr',
    status: 'waiting',
    merchant: 'Harbour Coffee',
    store: 'Central',
    subject: 'Flat white',
    amount: '30.00',
    currency: 'HKD',
    createdAt: '2026-11-22T10:00:00+08:00',
    expiresAt: '2026-11-22T12:00:00+08:00',
    refunded: '0.00',
    refunds: [],
  });
  assert.equal((await readOrder(world.connection, partnerId, 'life-1'))?.state, 'waiting');
  const paid = await post(token, '/pay', { tradeId, pin });
  assert.equal(paid.status, 200);
  assert.equal(paid.body['status'], 'paid');
  // Paying it again, or scanning it again, charges nothing again.
  assert.equal((await post(token, '/pay', { tradeId, pin })).body['status'], 'paid');
  assert.equal(codeOf(await post(token, '/scan', { code })), 'order-paid');
  assert.deepEqual(await world.balance(walletId), hkd('70.00'));
  assert.deepEqual(await world.audit(), []);
});

test('scanning again finds the same trade; another buyer is refused', async () => {
  const [one, other] = [await signedIn('100.00'), await signedIn('100.00')];
  const code = await world.order(partnerId, '30.00');
  const scanned = await post(one.token, '/scan', { code });
  assert.equal((await post(one.token, '/scan', { code })).body['tradeId'], scanned.body['tradeId']);
  const refused = await post(other.token, '/scan', { code });
  assert.deepEqual([refused.status, codeOf(refused)], [409, 'buyer-differs']);
  const foreign = await post(other.token, '/pay', { tradeId: scanned.body['tradeId'], pin });
  assert.deepEqual([foreign.status, codeOf(foreign)], [404, 'trade-unknown']);
});

// Regression: another wallet got "opened by another buyer", as if the order could still be paid.
test('a scan of a paid order answers that it is paid', async () => {
  const [one, other] = [await signedIn('100.00'), await signedIn('100.00')];
  const code = await world.order(partnerId, '30.00');
  const { tradeId } = (await post(one.token, '/scan', { code })).body;
  await post(one.token, '/pay', { tradeId, pin });
  const late = await post(other.token, '/scan', { code });
  assert.deepEqual([late.status, codeOf(late)], [409, 'order-paid']);
});

test('each reason why a code cannot be paid has its own answer', async () => {
  const { token } = await signedIn('100.00');
  const frozen = await signedIn('100.00');
  await world.changeWallet(frozen.walletId, { status: 'frozen' });
  const onlyMainland = await world.partner({}, { accepts: ['ALIPAYCN'] });
  const expired = await world.order(partnerId, '1.00', { minutes: 1 });
  const cancelled = await world.order(partnerId, '1.00', { order: 'cancelled-1' });
  await world.acquiring.cancel({
    partnerId,
    partnerTransId: 'cancelled-1',
    tradeId: undefined,
    service: 'cancel',
  });
  world.machine.advance(minutes(1));
  const fresh = () => world.order(partnerId, '1.00');
  const cases = [
    [token, { code: 'nobodyknowsthiscode' }, 404, 'code-unknown'],
    [token, { code: 'https://other.example/pay?x=1' }, 404, 'code-unknown'],
    [token, { code: expired }, 409, 'order-closed'],
    [token, { code: cancelled }, 409, 'order-closed'],
    [token, { code: await world.order(onlyMainland, '1.00') }, 409, 'wallet-kind-not-accepted'],
    [frozen.token, { code: await fresh() }, 403, 'wallet-frozen'],
    [token, { code: await fresh(), amount: '2.00' }, 400, 'invalid-field'],
    [token, { code: '' }, 400, 'invalid-field'],
    [token, { code: await fresh(), amount: 1 }, 400, 'invalid-field'],
  ] as const;
  for (const [who, body, status, code] of cases) {
    const reply = await post(who, '/scan', body);
    assert.deepEqual([reply.status, codeOf(reply)], [status, code], JSON.stringify(body));
  }
  assert.equal(codeOf(await post(frozen.token, '/codes', {})), 'wallet-frozen');
});

test('an order that was scanned in time and confirmed too late is closed', async () => {
  const { token, walletId } = await signedIn('100.00');
  const code = await world.order(partnerId, '30.00', { minutes: 5 });
  const { tradeId } = (await post(token, '/scan', { code })).body;
  world.machine.advance(minutes(5));
  assert.equal(codeOf(await post(token, '/pay', { tradeId, pin })), 'trade-closed');
  assert.equal(codeOf(await post(token, '/scan', { code })), 'order-closed');
  const seen = (await get(token, `/trades/${tradeId}`)).body;
  assert.deepEqual([seen['status'], seen['closedBy']], ['closed', 'time']);
  assert.deepEqual(await world.balance(walletId), hkd('100.00'));
});

test('scan and pay needs the PIN even when the wallet has no limit', async () => {
  const { token, walletId } = await signedIn('100.00', { passwordFreeLimit: hkd('500.00') });
  const code = await world.order(partnerId, '3.00');
  const { tradeId } = (await post(token, '/scan', { code })).body;
  assert.equal(codeOf(await post(token, '/pay', { tradeId })), 'invalid-field');
  const wrong = await post(token, '/pay', { tradeId, pin: wrongPin });
  assert.deepEqual([wrong.status, codeOf(wrong)], [403, 'pin-wrong']);
  assert.match(JSON.stringify(wrong.body), /4 tries left/);
  assert.deepEqual(await world.balance(walletId), hkd('100.00'));
});

test('five wrong PINs to pay lock the payments of the wallet, whatever was tried to sign in', async () => {
  const { token, login } = await signedIn('100.00');
  const code = await world.order(partnerId, '3.00');
  const { tradeId } = (await post(token, '/scan', { code })).body;
  for (let count = 0; count < 3; count++) {
    await first.ask('POST', '/sign-in', { body: { login, pin: wrongPin } });
  }
  for (let count = 0; count < 5; count++) {
    const wrong = await post(token, '/pay', { tradeId, pin: wrongPin });
    assert.equal(codeOf(wrong), 'pin-wrong');
  }
  const locked = await post(token, '/pay', { tradeId, pin });
  assert.deepEqual([locked.status, codeOf(locked)], [429, 'locked']);
  assert.equal(locked.headers['retry-after'], '900');
  world.machine.advance(minutes(15));
  assert.equal((await post(token, '/pay', { tradeId, pin })).body['status'], 'paid');
});

test('a payment code of 18 or 24 digits pays; above the limit the buyer is asked', async () => {
  const { token, walletId } = await signedIn('500.00', { passwordFreeLimit: hkd('50.00') });
  const short = await post(token, '/codes', {});
  assert.equal(short.status, 201);
  assert.match(String(short.body['code']), /^29\d{16}$/);
  const long = await post(token, '/codes', { digits: 24 });
  assert.match(String(long.body['code']), /^29\d{22}$/);
  assert.equal((await post(token, '/codes', { digits: 20 })).status, 400);
  const small = world.payment(partnerId, String(short.body['code']), '50.00');
  assert.equal((await world.acquiring.pay(small)).outcome, 'paid');
  const large = world.payment(partnerId, String(long.body['code']), '50.01');
  assert.equal((await world.acquiring.pay(large)).outcome, 'unknown');
  const { prompts } = (await get(token, '/prompts')).body as { prompts: Record<string, string>[] };
  assert.deepEqual(
    prompts.map(({ amount, merchant, status }) => [amount, merchant, status]),
    [['50.01', 'Harbour Coffee Ltd', 'waiting']],
  );
  const path = `/prompts/${prompts[0]?.['tradeId']}`;
  assert.equal(codeOf(await post(token, path, { answer: 'confirm', pin: wrongPin })), 'pin-wrong');
  const confirmed = await post(token, path, { answer: 'confirm', pin });
  assert.equal(confirmed.body['status'], 'paid');
  assert.equal((await post(token, path, { answer: 'confirm', pin })).body['status'], 'paid');
  assert.deepEqual((await get(token, '/prompts')).body, { prompts: [] });
  assert.deepEqual(await world.balance(walletId), hkd('399.99'));
});

// Nothing bounded them: a wallet app could fill the table.
test('a wallet app has sixty unexpired codes at most, its operator as many as needed', async () => {
  const { token, walletId } = await signedIn('100.00');
  const other = await signedIn('100.00');
  for (let count = 1; count <= 60; count++) {
    assert.equal((await post(token, '/codes', {})).status, 201);
    if (count === 1) world.machine.advance(seconds(20));
  }
  const refused = await post(token, '/codes', {});
  assert.deepEqual([refused.status, codeOf(refused)], [429, 'too-many-codes']);
  assert.equal(refused.headers['retry-after'], '40');
  assert.equal((await post(other.token, '/codes', {})).status, 201);
  assert.ok(await world.code(walletId));
  world.machine.advance(seconds(59));
  const many = await Promise.all(Array.from({ length: 70 }, () => post(token, '/codes', {})));
  assert.ok(many.every(({ status }) => status === 429));
  world.machine.advance(seconds(1));
  assert.equal((await post(token, '/codes', {})).status, 201);
});

test('a prompt is rejected without a PIN, and only by its own buyer', async () => {
  const buyer = await signedIn('500.00', { passwordFreeLimit: hkd('0.00') });
  const other = await signedIn('500.00');
  const tradeId = await prompt(buyer.walletId, '10.00');
  const path = `/prompts/${tradeId}`;
  assert.equal((await post(other.token, path, { answer: 'reject' })).status, 404);
  assert.equal((await post(other.token, path, { answer: 'confirm', pin })).status, 404);
  assert.equal((await get(other.token, `/trades/${tradeId}`)).status, 404);
  assert.deepEqual((await get(other.token, '/prompts')).body, { prompts: [] });
  assert.equal((await post(buyer.token, path, { answer: 'maybe' })).status, 400);
  const rejected = await post(buyer.token, path, { answer: 'reject' });
  assert.deepEqual([rejected.body['status'], rejected.body['closedBy']], ['closed', 'buyer']);
  assert.equal((await post(buyer.token, path, { answer: 'reject' })).status, 200);
  const late = await post(buyer.token, path, { answer: 'confirm', pin });
  assert.equal(codeOf(late), 'trade-closed');
});

test('what cannot be paid is refused with its reason, and may be paid later', async () => {
  const { token, walletId } = await signedIn('10.00');
  const code = await world.order(partnerId, '30.00');
  const { tradeId } = (await post(token, '/scan', { code })).body;
  const poor = await post(token, '/pay', { tradeId, pin });
  assert.deepEqual([poor.status, codeOf(poor)], [409, 'balance-not-enough']);
  await world.acquiring.topUp({ walletId, amount: hkd('50.00'), entryId: world.id() });
  assert.equal((await post(token, '/pay', { tradeId, pin })).body['status'], 'paid');
});

test('history is paged, newest first, with refunds and cancels as the buyer sees them', async () => {
  const { token, walletId } = await signedIn('500.00');
  const ids: string[] = [];
  for (let count = 1; count <= 5; count++) {
    const paid = await world.pay(partnerId, walletId, `${count}0.00`, `history-${count}`);
    assert.equal(paid.outcome, 'paid');
    if (paid.outcome === 'paid') ids.unshift(paid.trade.id);
    world.machine.advance(seconds(1));
  }
  const refund = {
    partnerId,
    partnerTransId: 'history-2',
    tradeId: undefined,
    partnerRefundId: 'history-2-back',
    amount: hkd('5.00'),
    reason: 'cold',
    notify: undefined,
    mode: 'sync',
  } as const;
  await world.acquiring.refund(refund);
  const cancel = { partnerId, partnerTransId: 'history-3', tradeId: undefined } as const;
  await world.acquiring.cancel({ ...cancel, service: 'cancel' });
  const page = async (query: string) => (await get(token, `/trades${query}`)).body;
  const newest = await page('?limit=2');
  const trades = (body: Record<string, unknown>) => body['trades'] as Record<string, unknown>[];
  assert.deepEqual(
    trades(newest).map(({ tradeId }) => tradeId),
    ids.slice(0, 2),
  );
  assert.equal(newest['next'], ids[1]);
  const rest = await page(`?limit=100&before=${newest['next']}`);
  assert.deepEqual(
    trades(rest).map(({ amount, status, refunded }) => [amount, status, refunded]),
    [
      ['30.00', 'closed', '30.00'],
      ['20.00', 'paid', '5.00'],
      ['10.00', 'paid', '0.00'],
    ],
  );
  assert.equal(rest['next'], null);
  assert.equal(trades(rest)[0]?.['closedBy'], 'merchant');
  assert.deepEqual((await get(token, `/trades/${ids[3]}`)).body, trades(rest)[1]);
  for (const query of ['?limit=0', '?limit=101', '?limit=x', '?before=1', '?before=%00']) {
    assert.equal((await get(token, `/trades${query}`)).status, 400, query);
  }
  for (const id of ['0'.repeat(28), 'x', '%00']) {
    assert.equal((await get(token, `/trades/${id}`)).status, 404);
  }
});

test('orders and shops have pictures; what was never made has none', async () => {
  const code = await world.order(partnerId, '1.00');
  const reader = {
    read: async (query: (each: typeof world.connection) => Promise<unknown>) => ({
      result: await query(world.connection),
      now: world.machine.now(),
    }),
  } as Parameters<typeof findCode>[0];
  const find = findCode(reader, () => 'https://pay.example');
  assert.deepEqual(await find(code), {
    text: `https://pay.example/q/${code}`,
    errorCorrection: 'M',
  });
  assert.equal(await find('nobodyknowsthiscode'), undefined);
});

test('cancel against pay, many at once: charged or cancelled, never both', async () => {
  const second = await world.openProcess({ checksAtOnce: 2 });
  const buyers = await Promise.all(Array.from({ length: 12 }, () => signedIn('1000.00')));
  const pairs = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const buyer = buyers[index % buyers.length];
      assert.ok(buyer);
      const order = `race-${index}`;
      const code = await world.order(partnerId, '10.00', { order });
      const { tradeId } = (await post(buyer.token, '/scan', { code })).body;
      return { buyer, order, tradeId: String(tradeId) };
    }),
  );
  const outcomes = await Promise.all(
    pairs.map(async ({ buyer, order, tradeId }, index) => {
      const process = index % 2 === 0 ? first : second;
      const cancel = { partnerId, partnerTransId: order, tradeId: undefined } as const;
      const [paid, cancelled] = await Promise.all([
        post(buyer.token, '/pay', { tradeId, pin }, process),
        second.acquiring.cancel({ ...cancel, service: 'cancel' }),
      ]);
      const seen = (await get(buyer.token, `/trades/${tradeId}`)).body;
      return { paid, cancelled, seen };
    }),
  );
  for (const { paid, cancelled, seen } of outcomes) {
    // The cancel came first and closed the order, or came second and gave the money back.
    assert.equal(cancelled.outcome, 'cancelled');
    const action = cancelled.outcome === 'cancelled' ? cancelled.action : undefined;
    assert.equal(seen['status'], 'closed');
    if (action === 'close') {
      assert.equal(codeOf(paid), 'trade-closed');
      assert.equal(seen['paidAt'], undefined);
    } else {
      assert.equal(action, 'refund');
      assert.equal(paid.status, 200);
      assert.equal(seen['refunded'], '10.00');
    }
  }
  for (const { walletId } of buyers) {
    assert.deepEqual(await world.balance(walletId), hkd('1000.00'));
  }
  assert.deepEqual(await world.audit(), []);
});
