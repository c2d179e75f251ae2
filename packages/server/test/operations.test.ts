/**
 * Goal: the operations API does what operators request.
 * Method: requests over real sockets, on a world with a stopped clock.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, mock, test } from 'node:test';
import {
  days,
  hours,
  after as later,
  milliseconds,
  minutes,
  type PartnerId,
  secret,
  type WalletId,
} from '@sampan/primitives';
import { systemClock, systemTimers } from '@sampan/primitives/node';
import { ClocksDiffer, NotCarriedOut } from '#database';
import { feeByRate, testKeys } from '#test-kit';
import { SignIn } from '#wallet';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
before(async () => {
  world = await operationsWorld();
});
after(() => world.close());

const partnerKey = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey;
const pem = partnerKey.export({ type: 'spki', format: 'pem' }).toString();
const bare = partnerKey.export({ type: 'spki', format: 'der' }).toString('base64');

test('a partner is made with drawn id and key, and told our public key', async () => {
  const { status, body } = await world.post('/admin/partners', { contract: 'hk' });
  assert.equal(status, 201);
  assert.match(String(body['id']), /^2088[0-9]{12}$/);
  assert.match(String(body['md5Key']), /^[0-9a-z]{32}$/);
  assert.equal(body['publicKey'], testKeys.platform.publicKey);
  assert.deepEqual(body['accepts'], ['ALIPAYHK', 'ALIPAYCN']);
});

test('a partner is made as the operator says, its key in either dress', async () => {
  const given = { contract: 'global', name: '茶餐廳', currency: 'USD', feeRate: '0.006' };
  const keys = { md5Key: 'k'.repeat(32), publicKey: bare };
  const id = '2088000000000042';
  const made = await world.post('/admin/partners', { id, ...given, ...keys });
  assert.equal(made.status, 201, made.text);
  const { body } = await world.get(`/admin/partners/${id}`);
  assert.deepEqual(
    { ...body },
    { ...body, id, ...given, md5Key: keys.md5Key, partnerPublicKey: pem, status: 'active' },
  );
  const list = await world.get('/admin/partners');
  assert.ok((list.body['items'] as { id: string }[]).some((each) => each.id === id));
  assert.ok(!list.text.includes(keys.md5Key), 'a list tells no keys');
});

test('a partner id is given once, also when two ask for it at the same time', async () => {
  const ask = () => world.post('/admin/partners', { contract: 'hk', id: '2088000000000043' });
  const told = await Promise.all([ask(), ask(), ask()]);
  assert.deepEqual(told.map(({ status }) => status).sort(), [201, 409, 409]);
  const refused = told.find(({ status }) => status === 409);
  assert.equal(refused?.error?.['code'], 'partner-exists');
  assert.equal(refused?.error?.['field'], 'id');
});

const logins = [
  { inst: 'ALIPAYHK', phone: '852-91234567', loginId: '852-91234567' },
  { inst: 'ALIPAYHK', phone: '+852 9123 4568', loginId: '852-91234568' },
  { inst: 'ALIPAYHK', phone: '91234569', loginId: '852-91234569' },
  { inst: 'ALIPAYCN', phone: '13812345678', loginId: '13812345678' },
  { inst: 'ALIPAYCN', phone: '+86 13812345679', loginId: '13812345679' },
];
for (const { inst, phone, loginId } of logins) {
  test(`a wallet for ${phone} (${inst}) is found by its id and by ${loginId}`, async () => {
    const { status, body } = await world.post('/admin/wallets', { inst, phone, balance: '12.3' });
    assert.equal(status, 201);
    assert.equal(body['loginId'], loginId);
    assert.equal(body['balance'], '12.30');
    assert.equal(body['userId'], body['walletId']);
    assert.match(String(body['walletId']), inst === 'ALIPAYHK' ? /^2160/ : /^2088/);
    for (const name of [body['walletId'], loginId]) {
      const shown = await world.get(`/admin/wallets/${name}`);
      assert.equal(shown.body['walletId'], body['walletId']);
      assert.deepEqual(shown.body['trades'], []);
    }
    const again = await world.post('/admin/wallets', { inst, phone });
    assert.equal(again.status, 409);
    assert.equal(again.error?.['code'], 'phone-taken');
  });
}

test('a buyer signs in with the PIN that the operator gave', async () => {
  const made = { inst: 'ALIPAYHK', phone: '852-92222222', pin: '135790' };
  const { status, text } = await world.post('/admin/wallets', made);
  assert.equal(status, 201);
  assert.ok(!text.includes('135790'));
  const { writer } = world.platform;
  const signIn = new SignIn({
    ...{
      writer,
      random: world.random,
      ids: world.platform.ids,
      secret: secret('shared'),
      clock: world.machine,
    },
  });
  const from = { login: '92222222', address: '192.0.2.1' };
  const right = await signIn.signIn({ ...from, pin: secret('135790') });
  const wrong = await signIn.signIn({ ...from, pin: secret('135791') });
  assert.deepEqual([right.outcome, wrong.outcome], ['signed-in', 'wrong']);
});

test('a wallet shows codes of 18 or 24 digits that are valid for a minute', async () => {
  const wallet = await world.wallet('10.00');
  for (const digits of [undefined, 18, 24]) {
    const { status, body } = await world.post(`/admin/wallets/${wallet}/codes`, { digits });
    assert.equal(status, 201);
    assert.match(String(body['code']), /^(2[5-9]|30)[0-9]+$/);
    assert.equal(String(body['code']).length, digits ?? 18);
    assert.match(String(body['expiresAt']), /^2026-11-22T10:01:00\+08:00$/);
  }
});

interface WaitingWorld {
  readonly partner: PartnerId;
  readonly wallet: WalletId;
  readonly tradeId: string;
}

async function waiting(amount = '30.00'): Promise<WaitingWorld> {
  const partner = await world.partner();
  const passwordFreeLimit = { currency: 'HKD', minor: 10_00n } as const;
  const wallet = await world.wallet('100.00', { passwordFreeLimit });
  const paid = await world.pay(partner, wallet, amount);
  assert.equal(paid.outcome, 'unknown');
  return { partner, wallet, tradeId: paid.outcome === 'unknown' ? paid.trade.id : '' };
}

test('a waiting prompt is confirmed; without a trade the newest one is meant', async () => {
  const { partner, wallet, tradeId } = await waiting();
  const second = await world.pay(partner, wallet, '20.00');
  assert.equal(second.outcome, 'unknown');
  const confirmed = await world.post(`/admin/wallets/${wallet}/confirm`, {});
  const newest = second.outcome === 'unknown' ? second.trade.id : '';
  assert.deepEqual(confirmed.body, { tradeId: newest, status: 'paid' });
  const named = await world.post(`/admin/wallets/${wallet}/confirm`, { tradeId });
  assert.deepEqual(named.body, { tradeId, status: 'paid' });
  const none = await world.post(`/admin/wallets/${wallet}/confirm`);
  assert.equal(none.status, 409);
  assert.equal(none.error?.['code'], 'nothing-waits');
  const { body } = await world.get(`/admin/wallets/${wallet}`);
  assert.equal(body['balance'], '50.00');
});

test('a waiting prompt is rejected', async () => {
  const { wallet, tradeId } = await waiting();
  const rejected = await world.post(`/admin/wallets/${wallet}/confirm`, { answer: 'reject' });
  assert.deepEqual(rejected.body, { tradeId, status: 'closed' });
  const late = await world.post(`/admin/wallets/${wallet}/confirm`, { tradeId });
  assert.equal(late.status, 409);
  assert.equal(late.error?.['code'], 'trade-closed');
});

test('a confirmation that the balance does not allow is refused in words', async () => {
  const { partner, wallet, tradeId } = await waiting('60.00');
  const other = await world.pay(partner, wallet, '50.00');
  assert.equal(other.outcome, 'unknown');
  await world.post(`/admin/wallets/${wallet}/confirm`, {});
  const refused = await world.post(`/admin/wallets/${wallet}/confirm`, { tradeId });
  assert.equal(refused.status, 409);
  assert.deepEqual(refused.error, {
    code: 'balance-not-enough',
    message: 'The balance is not enough',
  });
});

test("another wallet's trade cannot be confirmed", async () => {
  const { tradeId } = await waiting();
  const other = await world.wallet('100.00');
  const refused = await world.post(`/admin/wallets/${other}/confirm`, { tradeId });
  assert.equal(refused.error?.['code'], 'trade-unknown');
});

test('a trade is shown with its refunds and entries, by either id', async () => {
  const partnerId = await world.partner({ fee: feeByRate('0.006') });
  const wallet = await world.wallet('1000.00');
  const paid = await world.pay(partnerId, wallet, '100.00', 'sale/1?x=.');
  assert.ok(paid.outcome === 'paid');
  const tradeId = paid.trade.id;
  await world.acquiring.refund({
    partnerId,
    partnerTransId: 'sale/1?x=.',
    tradeId: undefined,
    partnerRefundId: 'refund-1',
    amount: { currency: 'HKD', minor: 40_00n },
    reason: 'cold',
    mode: 'sync',
    notify: undefined,
  });
  const { body } = await world.get(`/admin/trades/${tradeId}`);
  assert.equal(body['status'], 'paid');
  assert.equal(body['refunded'], '40.00');
  assert.equal(body['fee'], '0.60');
  assert.equal((body['refunds'] as unknown[]).length, 1);
  const entries = body['entries'] as { kind: string; transfers: { amount: string }[] }[];
  assert.deepEqual(
    entries.map(({ kind, transfers }) => [kind, ...transfers.map(({ amount }) => amount)]),
    [
      ['payment', '100.00', '0.60'],
      ['refund', '0.24', '40.00'],
    ],
  );
  const id = encodeURIComponent('sale/1?x=.');
  const named = await world.get(`/admin/trades/${id}?partner=${partnerId}`);
  assert.deepEqual(named.body, body);
});

test('a cancelled trade shows the entry that gave it back; an unseen order shows its tombstone', async () => {
  const partnerId = await world.partner();
  const wallet = await world.wallet('1000.00');
  const paid = await world.pay(partnerId, wallet, '100.00', 'order-a');
  assert.ok(paid.outcome === 'paid');
  for (const partnerTransId of ['order-a', 'never-seen']) {
    const service = 'cancel';
    await world.acquiring.cancel({ partnerId, partnerTransId, tradeId: undefined, service });
  }
  const { body } = await world.get(`/admin/trades/${paid.trade.id}`);
  assert.equal(body['status'], 'closed');
  assert.deepEqual(
    (body['entries'] as { kind: string }[]).map(({ kind }) => kind),
    ['payment', 'cancel'],
  );
  const unseen = await world.get(`/admin/trades/never-seen?partner=${partnerId}`);
  assert.equal(unseen.body['status'], 'tombstone');
});

test('the audit tells every invariant, and what is broken', async () => {
  const whole = await world.post('/admin/audit');
  assert.equal(whole.body['holds'], true, whole.text);
  assert.ok((whole.body['invariants'] as string[]).length >= 8);
  const wallet = await world.wallet('5.00');
  await world.sql('update wallets set balance = 600 where wallet_id = $1', [wallet]);
  const broken = await world.post('/admin/audit');
  assert.equal(broken.status, 200);
  assert.equal(broken.body['holds'], false);
  assert.equal((broken.body['broken'] as { subject: string }[])[0]?.subject, wallet);
  await world.sql('update wallets set balance = 500 where wallet_id = $1', [wallet]);
});

test('money is paid into a wallet', async () => {
  const wallet = await world.wallet('5.00');
  const { body } = await world.post(`/admin/wallets/${wallet}/top-ups`, { amount: '7.5' });
  assert.equal(body['balance'], '12.50');
  assert.deepEqual(await world.audit(), []);
});

test('the server says that it lives, is ready, and where its gateway is', async () => {
  assert.deepEqual((await world.get('/healthz')).body, { status: 'ok' });
  assert.deepEqual((await world.get('/readyz')).body, { status: 'ready' });
  assert.deepEqual((await world.get('/admin/server')).body, {
    gateway: 'http://127.0.0.1:1/gateway.do',
    sandbox: true,
  });
});

test('a server whose clock is not the database’s is not ready, decides nothing, and says why', async () => {
  // The world's clock stands still, days away from the database's.
  const bound = { differenceMax: days(1_000_000), timers: systemTimers };
  const own = await operationsWorld({ kind: 'sandbox' }, undefined, bound);
  try {
    assert.equal((await own.get('/readyz')).status, 200);
    bound.differenceMax = minutes(5);
    own.machine.set(later(systemClock.now(), hours(1)));
    for (const path of ['/readyz', '/admin/clock', '/admin/partners']) {
      const { status, error } = await own.get(path);
      assert.deepEqual([status, error?.['code']], [503, 'clocks-differ']);
      assert.match(
        String(error?.['message']),
        /^The clock of this machine is at least 3[0-9]{3} s ahead/,
      );
    }
    assert.equal((await own.get('/healthz')).status, 200);
    own.machine.set(systemClock.now());
    assert.equal((await own.get('/readyz')).status, 200);
  } finally {
    await own.close();
  }
});

test('a command that may have been carried out is answered as unknown, whatever its last try met', async () => {
  const wallet = await world.wallet('5.00');
  const { acquiring } = world;
  for (const [outcome, code] of [
    ['nothing-stored', 'clocks-differ'],
    ['unknown', 'outcome-unknown'],
  ] as const) {
    const { mock: failing } = mock.method(acquiring, 'topUp', async () => {
      throw new NotCarriedOut(outcome, 'the transaction failed', new ClocksDiffer(hours(1)));
    });
    try {
      const told = await world.post(`/admin/wallets/${wallet}/top-ups`, { amount: '7.5' });
      assert.deepEqual([told.status, told.error?.['code']], [503, code]);
    } finally {
      failing.restore();
    }
  }
});

test('the clock of a sandbox moves forward only, one move after the other', async () => {
  const own = await operationsWorld();
  try {
    assert.deepEqual((await own.get('/admin/clock')).body, { now: '2026-11-22T10:00:00+08:00' });
    const moves = await Promise.all(
      [1, 2, 3, 4].map(() => own.post('/admin/clock/advance', { by: '15m' })),
    );
    assert.deepEqual(
      moves
        .map(({ body }) => body['now'])
        .sort()
        .at(-1),
      '2026-11-22T11:00:00+08:00',
    );
    const set = await own.post('/admin/clock/set', { to: '2026-11-23T00:20:00+08:00' });
    assert.deepEqual(set.body, { now: '2026-11-23T00:20:00+08:00' });
    const back = await own.post('/admin/clock/set', { to: '2026-11-23T00:19:59+08:00' });
    assert.equal(back.status, 409);
    assert.equal(back.error?.['code'], 'only-forward');
    own.machine.advance(milliseconds(1_000));
    assert.deepEqual((await own.get('/admin/clock')).body, { now: '2026-11-23T00:20:01+08:00' });
  } finally {
    await own.close();
  }
});
