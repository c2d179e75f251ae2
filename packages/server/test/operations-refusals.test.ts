/**
 * Goal: the operations API refuses bad input and unauthorised callers with a message, stores
 * nothing and reveals nothing.
 * Method: requests over real sockets; tables of bad input and of unauthorised callers.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { operationsApi, type Route } from '@sampan/api';
import { secret } from '@sampan/primitives';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
before(async () => {
  world = await operationsWorld();
});
after(() => world.close());

const { publicKey: partnerKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const bare = partnerKey.export({ type: 'spki', format: 'der' }).toString('base64');

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
    ['md5Key', 'k'.repeat(31)],
    ['md5Key', `with blank ${'k'.repeat(32)}`],
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
    ['pin', '12345'],
    ['pin', 123456],
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

test('no route fails on a zero character or on a body without a floor', async () => {
  const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
  const told: string[] = [];
  for (const [route, { query, body }] of Object.entries<Route>(operationsApi)) {
    const [method = '', path = ''] = route.split(' ');
    const place = path.replaceAll(/:[a-z]+/g, 'x');
    const texts = Object.entries(query?.properties ?? {}).filter(
      ([, { type }]) => type === 'string',
    );
    for (const [name] of texts) told.push(`${(await world.get(`${place}?${name}=a%00b`)).status}`);
    if (!body) continue;
    for (const sent of [deep, '{"x":"a\\u0000b"}', '{"a\\u0000b":1}', `{"x":[${deep}]}`]) {
      const { status, error } = await world.sendJson(method, place, sent);
      told.push(`${status}`);
      assert.equal(status, 400, `${route}: ${JSON.stringify(error)}`);
    }
  }
  assert.ok(told.length > 100, String(told.length));
  assert.deepEqual(new Set(told), new Set(['400']));
});

test('a private key in the place of a public one is refused by name', async () => {
  const publicKey = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const told = await world.post('/admin/partners', { contract: 'hk', publicKey });
  assert.deepEqual([told.status, told.error?.['field']], [400, 'publicKey']);
  assert.match(String(told.error?.['message']), /no longer private/);
});

test('a key that does not fit says what it is, for a new partner and for a known one', async () => {
  const created = await world.post('/admin/partners', { contract: 'hk' });
  const ours = String(created.body?.['publicKey']);
  const short = generateKeyPairSync('rsa', { modulusLength: 1_024 });
  const given: readonly (readonly [string, RegExp])[] = [
    [ours, /what was given is our public key/],
    [short.publicKey.export({ type: 'spki', format: 'pem' }).toString(), /has 1024 bits/],
    ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ till', /is an SSH key/],
    ['a0b1c2d3', /is no key/],
  ];
  for (const [publicKey, reason] of given) {
    for (const told of [
      await world.post('/admin/partners', { contract: 'hk', publicKey }),
      await world.post(`/admin/partners/${created.body?.['id']}/keys/public`, { publicKey }),
    ]) {
      assert.deepEqual([told.status, told.error?.['field']], [400, 'publicKey'], told.text);
      assert.match(String(told.error?.['message']), reason);
    }
  }
  const bare = partnerKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const told = await world.post(`/admin/partners/${created.body?.['id']}/keys/public`, {
    publicKey: bare,
  });
  assert.equal(told.status, 201, told.text);
});

test('only JSON is taken: what a form could send from another site is not', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const told = await world.post('/admin/wallets', '{"inst":"ALIPAYHK"}', {
      'content-type': type,
    });
    assert.equal(told.status, 415, type);
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
    const keys = await own.get(`/admin/partners/${made.body['id']}/keys`, known);
    assert.equal(keys.status, 200);
    assert.ok(!keys.text.includes(String(made.body['md5Key'])), 'also where keys are shown');
  } finally {
    await own.close();
  }
});

test('an internal error is logged, and the caller learns only that there was one', async () => {
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
