/**
 * Goal: the operations API does what operators ask, and refuses everything else in words, storing
 * nothing.
 * Method: requests over real sockets; tables of bad input and of callers who may not come in.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { milliseconds, type PartnerId, secret, type WalletId } from '@sampan/primitives';
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
  assert.equal(body['publicKey'], '-----OUR KEY-----');
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
  assert.ok((list.body['partners'] as { id: string }[]).some((each) => each.id === id));
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
  const partnerId = await world.partner({ feeRate: { numerator: 6n, scale: 3 } });
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

const long = 'x'.repeat(70_000);
const badInput: readonly {
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
}[] = [
  { path: 'partners', body: undefined, status: 400, code: 'invalid-field', field: 'contract' },
  { path: 'partners', body: '', status: 400, code: 'bad-request' },
  { path: 'partners', body: '{', status: 400, code: 'bad-request' },
  { path: 'partners', body: '[]', status: 400, code: 'invalid-body' },
  { path: 'partners', body: '7', status: 400, code: 'invalid-body' },
  { path: 'partners', body: { name: long }, status: 413, code: 'bad-request' },
  ...[
    ['contract', 'HK'],
    ['contract', 7],
    ['id', '2088'],
    ['id', '2160000000000001'],
    ['id', 2088000000000001],
    ['name', ''],
    ['name', '  '],
    ['name', 'x'.repeat(129)],
    ['name', 'a\u0000b'],
    ['name', 'a\nb'],
    ['currency', 'hkd'],
    ['currency', 'USD'],
    ['currency', 'XXX'],
    ['md5Key', ''],
    ['md5Key', 'with blank'],
    ['md5Key', 'x'.repeat(129)],
    ['publicKey', 'no key'],
    ['publicKey', bare.slice(0, 100)],
    ['feeRate', '1'],
    ['feeRate', '-0.1'],
    ['feeRate', '0,006'],
    ['feeRate', 0.006],
    ['feeRate', '1e-3'],
  ].map(([field, value]) => ({
    path: 'partners',
    body: { contract: 'hk', [String(field)]: value },
    status: 400,
    code: 'invalid-field',
    field: String(field),
  })),
  {
    path: 'partners',
    body: { contract: 'hk', md5key: 'x' },
    status: 400,
    code: 'unknown-field',
    field: 'md5key',
  },
  { path: 'wallets', body: {}, status: 400, code: 'invalid-field', field: 'inst' },
  ...[
    ['inst', 'ALIPAY'],
    ['inst', ['ALIPAYHK']],
    ['balance', 100],
    ['balance', '100.001'],
    ['balance', '-1'],
    ['balance', '+1'],
    ['balance', '1,000.00'],
    ['balance', ' 1'],
    ['balance', '01'],
    ['balance', '1e3'],
    ['balance', '１'],
    ['balance', '1000000000'],
    ['balance', ''],
    ['phone', '12'],
    ['phone', 'nobody'],
    ['phone', '852-91234567; drop'],
    ['phone', '2160000000000001'],
    ['passwordFreeLimit', '1.'],
  ].map(([field, value]) => ({
    path: 'wallets',
    body: { inst: 'ALIPAYHK', [String(field)]: value },
    status: 400,
    code: 'invalid-field',
    field: String(field),
  })),
  { path: 'wallets/2160999999999999/codes', body: {}, status: 404, code: 'wallet-unknown' },
  { path: 'wallets/nobody/codes', body: {}, status: 404, code: 'wallet-unknown' },
  { path: 'wallets/%00/codes', body: {}, status: 404, code: 'not-found' },
  { path: 'wallets/%ff/codes', body: {}, status: 400, code: 'bad-request' },
  {
    path: 'wallets/nobody/codes',
    body: { digits: 20 },
    status: 400,
    code: 'invalid-field',
    field: 'digits',
  },
  {
    path: 'wallets/nobody/confirm',
    body: { answer: 'yes' },
    status: 400,
    code: 'invalid-field',
    field: 'answer',
  },
  {
    path: 'wallets/nobody/confirm',
    body: { tradeId: '1' },
    status: 400,
    code: 'invalid-field',
    field: 'tradeId',
  },
  { path: 'wallets/nobody/top-ups', body: { amount: '1' }, status: 404, code: 'wallet-unknown' },
  { path: 'clock/advance', body: {}, status: 400, code: 'invalid-field', field: 'by' },
  { path: 'clock/advance', body: { by: '-90s' }, status: 400, code: 'invalid-field', field: 'by' },
  { path: 'clock/advance', body: { by: 90 }, status: 400, code: 'invalid-field', field: 'by' },
  {
    path: 'clock/advance',
    body: { by: '99999d' },
    status: 400,
    code: 'invalid-field',
    field: 'by',
  },
  {
    path: 'clock/set',
    body: { to: '2026-11-23' },
    status: 400,
    code: 'invalid-field',
    field: 'to',
  },
  {
    path: 'clock/set',
    body: { to: '2199-01-01T00:00:00Z' },
    status: 400,
    code: 'invalid-field',
    field: 'to',
  },
  { path: 'nothing', body: {}, status: 404, code: 'not-found' },
];

test('bad input is answered with its reason and its field, and nothing is stored', async (t) => {
  const counted =
    'select (select count(*) from partners) as p, (select count(*) from wallets) as w';
  const stored = await world.sql(counted);
  for (const { path, body, status, code, field } of badInput) {
    const sent = body === undefined ? 'nothing' : JSON.stringify(body).slice(0, 60);
    await t.test(`${path} with ${sent}`, async () => {
      const told = await world.post(`/admin/${path}`, body);
      assert.equal(told.status, status, told.text);
      assert.equal(told.error?.['code'], code, told.text);
      assert.equal(told.error?.['field'], field);
      assert.ok(String(told.error?.['message']).length > 5);
      assert.doesNotMatch(told.text, /\bat .*\.ts|node_modules/);
    });
  }
  assert.deepEqual(await world.sql(counted), stored);
  assert.deepEqual(world.failures, []);
});

test('only JSON is taken: what a form could send from another site is not', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const told = await world.post('/admin/wallets', '{"inst":"ALIPAYHK"}', {
      'content-type': type,
    });
    assert.equal(told.status, 415, type);
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

const strangers: readonly { readonly headers: Record<string, string>; readonly code?: string }[] = [
  { headers: { host: 'localhost' } },
  { headers: { host: 'LOCALHOST:8701' } },
  { headers: { host: '127.0.0.1:1' } },
  { headers: { host: '127.255.3.4' } },
  { headers: { host: '[::1]:8701' } },
  { headers: { host: 'localhost:8701', origin: 'http://localhost:8701' } },
  { headers: { host: 'evil.example' }, code: 'host-refused' },
  { headers: { host: 'localhost.evil.example' }, code: 'host-refused' },
  { headers: { host: '127.0.0.1.evil.example:8701' }, code: 'host-refused' },
  { headers: { host: '127.0.0.256' }, code: 'host-refused' },
  { headers: { host: '10.0.0.1' }, code: 'host-refused' },
  { headers: { host: '0.0.0.0:8701' }, code: 'host-refused' },
  { headers: { host: 'localhost:8701', origin: 'http://evil.example' }, code: 'origin-refused' },
  { headers: { host: 'localhost:8701', origin: 'http://localhost:3000' }, code: 'origin-refused' },
  { headers: { host: 'localhost:8701', origin: 'https://localhost:8701' }, code: 'origin-refused' },
  { headers: { host: 'localhost:8701', origin: 'null' }, code: 'origin-refused' },
];
for (const { headers, code } of strangers) {
  const { host, origin = 'none' } = headers;
  test(`sandbox: Host "${host}", Origin ${origin} ${code ? 'is refused' : 'may come in'}`, async () => {
    for (const path of ['/admin/clock', '/healthz', '/nothing']) {
      const told = await world.get(path, headers);
      if (code === undefined) assert.notEqual(told.status, 403);
      else assert.deepEqual([told.status, told.error?.['code']], [403, code]);
    }
    if (code === undefined) return;
    const told = await world.post('/admin/wallets', { inst: 'ALIPAYHK' }, headers);
    assert.deepEqual([told.status, told.error?.['code']], [403, code]);
  });
}

test('outside the sandbox the operator token is needed, and the clock stands', async () => {
  const own = await operationsWorld({ kind: 'token', token: secret('the-token') });
  try {
    for (const authorization of ['', 'Bearer', 'Bearer the-toke', 'Basic the-token', 'the-token']) {
      const told = await own.get('/admin/partners', authorization ? { authorization } : {});
      assert.deepEqual([told.status, told.error?.['code']], [401, 'token-needed'], authorization);
    }
    assert.equal((await own.get('/healthz')).status, 200);
    assert.equal((await own.get('/readyz')).status, 200);
    const known = { authorization: 'Bearer the-token', host: 'sampan.example' };
    assert.equal((await own.get('/admin/partners', known)).status, 200);
    const moved = await own.post('/admin/clock/advance', { by: '1d' }, known);
    assert.deepEqual([moved.status, moved.error?.['code']], [409, 'sandbox-only']);
    const made = await own.post('/admin/partners', { contract: 'hk' }, known);
    const shown = await own.get(`/admin/partners/${made.body['id']}`, known);
    assert.equal(shown.body['md5Key'], undefined, 'a key is told once');
  } finally {
    await own.close();
  }
});

test('a mistake of ours is told to the log, not to the caller', async () => {
  const lost = new Error('password of the database: hunter2');
  const own = await operationsWorld({ kind: 'sandbox' }, () => Promise.reject(lost));
  try {
    const told = await own.post('/admin/audit');
    assert.deepEqual([told.status, told.error?.['code']], [500, 'internal-error']);
    assert.doesNotMatch(told.text, /hunter2/);
    assert.deepEqual(own.failures, [lost]);
  } finally {
    await own.close();
  }
});
