/**
 * Goal: a request that moves money does so once, however often it is sent with the same key.
 * Method: the operations API over real sockets; answers are lost after the commit, two requests
 * come at once, and a server breaks the connection of the command line's client.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, mock, test } from 'node:test';
import { days, after as later, minutes, type PartnerId, type WalletId } from '@sampan/primitives';
import type { Confirm } from '#acquiring';
import { hkd } from '#test-kit';
import { type OperationsWorld, operationsWorld, type Told } from './operations-world.ts';
import { sampan } from './sampan-process.ts';

let world: OperationsWorld;
let partnerId: PartnerId;
before(async () => {
  world = await operationsWorld();
  partnerId = await world.partner();
});
after(() => world.close());

let keys = 0;
const newKey = () => ({ 'idempotency-key': `key-${++keys}` });
type Key = ReturnType<typeof newKey>;

const balance = async (wallet: string) =>
  String((await world.get(`/admin/wallets/${wallet}`)).body['balance']);

/** What a lost connection leaves: the work is done, and its caller gets no answer. */
async function losing<Name extends 'topUp' | 'confirm' | 'openWallet'>(
  name: Name,
  work: () => Promise<Told>,
): Promise<void> {
  const { acquiring } = world;
  const own = acquiring[name] as (request: unknown) => Promise<unknown>;
  const { mock: losing } = mock.method(acquiring, name, async (request: unknown) => {
    await own(request);
    throw new Error('killed after the commit');
  });
  try {
    assert.equal((await work()).status, 500);
  } finally {
    losing.restore();
  }
  assert.equal(world.failures.pop() instanceof Error, true);
}

function withResolver(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function order(amount: string): Promise<string> {
  const made = await world.acquiring.precreate({
    partnerId,
    partnerTransId: `order-${++keys}`,
    amount: hkd(amount),
    settlementCurrency: 'HKD',
    subject: 'Flat white',
    details: {},
    orderCode: world.random.letters(24),
    expiry: (madeAt) => later(madeAt, minutes(10)),
  });
  assert.ok(made.outcome === 'pre-ordered');
  return made.orderCode;
}

async function shop(): Promise<string> {
  const code = world.random.letters(24);
  await world.acquiring.createMerchantCode({
    partnerId,
    code,
    terms: {
      shop: {
        secondaryMerchantId: 'M1',
        secondaryMerchantName: 'Harbour Books',
        secondaryMerchantIndustry: '5942',
        storeId: `S${++keys}`,
        storeName: 'Pier 4',
      },
      channelFee: undefined,
      priceCurrency: 'HKD',
      settlementCurrency: 'HKD',
      serviceProviderId: undefined,
      passback: undefined,
      notify: undefined,
    },
  });
  return code;
}

describe('a top-up', () => {
  const topUp = (wallet: string, amount: unknown, headers: Record<string, string> = {}) =>
    world.post(`/admin/wallets/${wallet}/top-ups`, { amount }, headers);

  test('with a key moves money once and answers the same, also when the balance has moved on', async () => {
    const wallet = await world.wallet('1.00');
    const key = newKey();
    const first = await topUp(wallet, '5.00', key);
    assert.deepEqual([first.status, first.body['balance']], [200, '6.00']);
    await topUp(wallet, '2.00');
    const again = await topUp(wallet, '5.00', key);
    assert.deepEqual([again.status, again.text], [200, first.text]);
    assert.equal(await balance(wallet), '8.00');
  });

  test('without a key is another one each time', async () => {
    const wallet = await world.wallet('1.00');
    await topUp(wallet, '5.00');
    await topUp(wallet, '5.00');
    assert.equal(await balance(wallet), '11.00');
  });

  test('whose answer was lost after the commit is found again', async () => {
    const wallet = await world.wallet('1.00');
    const key = newKey();
    await losing('topUp', () => topUp(wallet, '5.00', key));
    const again = await topUp(wallet, '5.00', key);
    assert.deepEqual([again.status, again.body['balance']], [200, '6.00']);
    assert.equal(await balance(wallet), '6.00');
  });

  test('that comes many times at once moves money once; all get one answer', async () => {
    const wallet = await world.wallet('1.00');
    const key = newKey();
    const told = await Promise.all(Array.from({ length: 8 }, () => topUp(wallet, '5.00', key)));
    assert.deepEqual([...new Set(told.map(({ text }) => text))].length, 1);
    assert.equal(told[0]?.body['balance'], '6.00');
    assert.equal(await balance(wallet), '6.00');
  });

  test('of something else under the same key is refused, whatever the order of the fields', async () => {
    const [wallet, other] = [await world.wallet('1.00'), await world.wallet('1.00')];
    const key = newKey();
    await topUp(wallet, '5.00', key);
    for (const told of [await topUp(wallet, '6.00', key), await topUp(other, '5.00', key)]) {
      assert.deepEqual([told.status, told.error?.['code']], [422, 'idempotency-key-reused']);
    }
    assert.deepEqual([await balance(wallet), await balance(other)], ['6.00', '1.00']);
  });

  test('takes keys of 1 to 64 printable ASCII characters, quoted or not', async () => {
    const wallet = await world.wallet('1.00');
    const send = (value: string) => topUp(wallet, '1.00', { 'idempotency-key': value });
    for (const bad of ['', ' ', 'x'.repeat(65), 'k\u00e9y', 'a\tb', '""']) {
      const told = await send(bad);
      assert.deepEqual([told.status, told.error?.['code']], [400, 'idempotency-key-invalid'], bad);
    }
    for (const good of ['8e03978e', '"8e03978e"', 'x'.repeat(64)]) {
      assert.equal((await send(good)).status, 200, good);
    }
    assert.equal(await balance(wallet), '3.00');
  });

  test('reaches a frozen wallet, and is refused in decimals of another currency and of nothing', async () => {
    const wallet = await world.wallet('1.00', { status: 'frozen' });
    assert.equal((await topUp(wallet, '5.00')).body['balance'], '6.00');
    for (const amount of ['0.00', '5.001', '-1', '1e3', 5, '1000000000', undefined]) {
      const { status, error } = await topUp(wallet, amount);
      assert.deepEqual([status, error?.['field']], [400, 'amount'], String(amount));
    }
    assert.equal(await balance(wallet), '6.00');
  });
});

describe('a scan', () => {
  const scan = (wallet: WalletId, body: object, key: Key | undefined) =>
    world.post(`/admin/wallets/${wallet}/scan`, body, key);

  test("of a shop's code with a key pays once; without one it pays twice", async () => {
    const [wallet, code] = [await world.wallet('100.00'), await shop()];
    const key = newKey();
    const first = await scan(wallet, { code, amount: '30.00' }, key);
    assert.deepEqual([first.status, first.body['status']], [200, 'paid']);
    const again = await scan(wallet, { amount: '30.00', code }, key);
    assert.deepEqual([again.status, again.text], [200, first.text]);
    assert.equal(await balance(wallet), '70.00');
    await scan(wallet, { code, amount: '30.00' }, undefined);
    assert.equal(await balance(wallet), '40.00');
  });

  test('whose answer was lost is found, also when its code is out of service by then', async () => {
    const [wallet, code] = [await world.wallet('100.00'), await shop()];
    const key = newKey();
    await losing('confirm', () => scan(wallet, { code, amount: '30.00' }, key));
    await world.sql("update merchant_codes set status = 'stopped' where code = $1", [code]);
    const again = await scan(wallet, { code, amount: '30.00' }, key);
    assert.deepEqual([again.status, again.body['status']], [200, 'paid']);
    assert.equal(await balance(wallet), '70.00');
  });

  test('of an order whose answer was lost says that it is paid', async () => {
    const [wallet, code] = [await world.wallet('100.00'), await order('12.00')];
    const key = newKey();
    await losing('confirm', () => scan(wallet, { code }, key));
    const again = await scan(wallet, { code }, key);
    assert.deepEqual([again.status, again.body['status']], [200, 'paid'], again.text);
    assert.equal(await balance(wallet), '88.00');
  });

  test('that was refused stays refused under its key, also when it could be paid later', async () => {
    const [wallet, code] = [await world.wallet('1.00'), await order('30.00')];
    const key = newKey();
    const first = await scan(wallet, { code }, key);
    assert.deepEqual([first.status, first.error?.['code']], [409, 'balance-not-enough']);
    await world.post(`/admin/wallets/${wallet}/top-ups`, { amount: '50.00' });
    const late = await scan(wallet, { code }, key);
    assert.deepEqual([late.status, late.text], [409, first.text]);
    assert.equal((await scan(wallet, { code }, newKey())).body['status'], 'paid');
    assert.equal(await balance(wallet), '21.00');
  });

  test('that was paid is answered as paid, even if another one with its key was refused meanwhile', async () => {
    const [wallet, code] = [await world.wallet('1.00'), await order('30.00')];
    const key = newKey();
    const { acquiring } = world;
    const own = acquiring.confirm;
    const [held, released] = [withResolver(), withResolver()];
    const { mock: holding } = mock.method(acquiring, 'confirm', async (request: Confirm) => {
      holding.restore();
      held.resolve();
      await released.promise;
      return own(request);
    });
    try {
      const first = scan(wallet, { code }, key);
      await held.promise;
      const second = await scan(wallet, { code }, key);
      assert.deepEqual([second.status, second.error?.['code']], [409, 'balance-not-enough']);
      await world.post(`/admin/wallets/${wallet}/top-ups`, { amount: '50.00' });
      released.resolve();
      assert.deepEqual([(await first).status, (await first).body['status']], [200, 'paid']);
      assert.equal((await scan(wallet, { code }, key)).text, (await first).text);
    } finally {
      released.resolve();
      holding.restore();
    }
    assert.equal(await balance(wallet), '21.00');
  });

  test('that comes many times at once pays once; all get one answer', async () => {
    const wallet = await world.wallet('100.00');
    for (const body of [{ code: await shop(), amount: '30.00' }, { code: await order('30.00') }]) {
      const key = newKey();
      const told = await Promise.all(Array.from({ length: 6 }, () => scan(wallet, body, key)));
      assert.deepEqual([...new Set(told.map(({ text }) => text))].length, 1);
      assert.deepEqual([told[0]?.status, told[0]?.body['status']], [200, 'paid'], told[0]?.text);
    }
    assert.equal(await balance(wallet), '40.00');
  });
});

test('a prompt that is confirmed again by its key never confirms the next one that waits', async () => {
  const passwordFreeLimit = hkd('10.00');
  const wallet = await world.wallet('100.00', { passwordFreeLimit });
  const confirm = (key: Key) => world.post(`/admin/wallets/${wallet}/confirm`, {}, key);
  const key = newKey();
  await world.pay(partnerId, wallet, '20.00');
  await losing('confirm', () => confirm(key));
  await world.pay(partnerId, wallet, '30.00');
  assert.equal((await confirm(key)).body['status'], 'paid');
  assert.equal(await balance(wallet), '80.00');
  assert.equal((await confirm(newKey())).body['status'], 'paid');
  assert.equal(await balance(wallet), '50.00');
});

describe('a wallet with a balance', () => {
  const open = (body: object, key: Key) => world.post('/admin/wallets', body, key);
  const paidIn = async () =>
    (await world.sql("select sum(amount) from transfers where debit = 'bank/HKD'"))[0]?.['sum'];

  for (const phone of [undefined, '852-93330001']) {
    test(`is opened once by its key, with ${phone ?? 'a drawn number'}`, async () => {
      const key = newKey();
      const body = { inst: 'ALIPAYHK', balance: '40.00', pin: '135790', ...(phone && { phone }) };
      const before = BigInt(String(await paidIn()));
      await losing('openWallet', () => open(body, key));
      const told = await Promise.all(Array.from({ length: 4 }, () => open(body, key)));
      assert.deepEqual([...new Set(told.map(({ text }) => text))].length, 1);
      assert.deepEqual([told[0]?.status, told[0]?.body['balance']], [201, '40.00'], told[0]?.text);
      assert.equal(BigInt(String(await paidIn())), before + 4_000n);
      const [row] = await world.sql(
        "select count(*) from idempotency_keys where key = $1 and answer like '%135790%'",
        [key['idempotency-key']],
      );
      assert.equal(Number(row?.['count']), 0);
    });
  }
});

test('payout orders and jobs are answered again by their key', async () => {
  let runs = 0;
  world.jobs.run = async () => ({ counts: { runs: ++runs }, waitsFor: [] });
  const key = newKey();
  const told = [1, 2].map(() => world.post('/admin/jobs/settle', {}, key));
  const [first, second] = [await told[0], await told[1]];
  assert.deepEqual(first?.text, second?.text);
  runs = 7;
  assert.equal((await world.post('/admin/jobs/settle', {}, key)).text, first?.text);
  const pay = () => world.post('/admin/payouts/2026-11-21', {}, key);
  assert.deepEqual([(await pay()).status, (await pay()).text], [200, (await pay()).text]);
});

test('keys are kept for a week, and then removed as new ones come', async () => {
  const wallet = await world.wallet('1.00');
  const send = (key: Key) => world.post(`/admin/wallets/${wallet}/top-ups`, { amount: '1' }, key);
  const old = newKey();
  await send(old);
  const kept = async () => {
    const text = 'select 1 from idempotency_keys where key = $1';
    return (await world.sql(text, [old['idempotency-key']])).length;
  };
  world.machine.advance(days(7));
  await send(newKey());
  assert.equal(await kept(), 1);
  world.machine.advance(minutes(1));
  for (let time = 0; time < 10 && (await kept()) > 0; time++) await send(newKey());
  assert.equal(await kept(), 0);
});

test('the command line pays in once when the connection is lost before the answer', async () => {
  const wallet = await world.wallet('1.00');
  const seen: unknown[] = [];
  let losses = 1;
  // Passes on what it gets, and loses the answer.
  const between = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    seen.push(headers['idempotency-key']);
    const body = method === 'POST' ? JSON.parse(await text(request)) : undefined;
    const key = headers['idempotency-key'];
    const told = await world.post(url, body, key ? { 'idempotency-key': String(key) } : {});
    if (losses-- > 0) request.socket.destroy();
    else response.writeHead(told.status).end(told.text);
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = between.address() as AddressInfo;
    const run = (...words: string[]) =>
      sampan([...words, '--admin', `http://127.0.0.1:${port}`, '--data', '/none']);
    const { code, stdout, stderr } = await run('wallet', 'top-up', wallet, '5.00');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /balance +6\.00 HKD/);
    assert.equal(await balance(wallet), '6.00');
    assert.match(String(seen[0]), /^[0-9a-f-]{36}$/);
    assert.deepEqual(seen, [seen[0], seen[0]]);
    losses = 2;
    assert.match((await run('wallet', 'top-up', wallet, '5.00')).stderr, /No server answers/);
    assert.equal(seen.length, 4);
    // What has no key is not sent again.
    losses = 1;
    assert.match((await run('wallet', 'code', wallet)).stderr, /No server answers/);
    assert.equal(seen.length, 5);
    losses = 0;
    assert.match((await run('wallet', 'top-up', wallet, '5.001')).stderr, /amount of HKD/);
  } finally {
    between.close();
    between.closeAllConnections();
  }
});
