/**
 * Goal: an operator scans for a buyer, sees and resends notifications, and moves time through
 * everything due on the way.
 * Method: requests over real sockets, on a world with a stopped clock; the jobs are recorded.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type BusinessDate,
  type Instant,
  after as later,
  minutes,
  offsetTime,
  type PartnerId,
  type WalletId,
} from '@sampan/primitives';
import { JobWaits } from '#app-api';
import { hkd, time } from '#test-kit';
import { answers, openReceiver } from './notification-world.ts';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
let partnerId: PartnerId;
let buyer: WalletId;
before(async () => {
  world = await operationsWorld();
  receiver = await openReceiver();
  partnerId = await world.partner();
  buyer = await world.wallet('100.00');
});
after(async () => {
  await receiver.close();
  await world.close();
});

const notify = () => ({ url: receiver.url, charset: 'UTF-8', signType: 'MD5' });

let orders = 0;

/** Makes an order to be scanned within ten minutes; answers its code. */
async function order(amount: string, of = partnerId, id = `order-${++orders}`): Promise<string> {
  const made = await world.acquiring.precreate({
    partnerId: of,
    partnerTransId: id,
    amount: hkd(amount),
    settlementCurrency: 'HKD',
    subject: 'Flat white',
    details: { notify: notify() },
    orderCode: world.random.letters(24),
    expiry: (madeAt) => later(madeAt, minutes(10)),
  });
  assert.equal(made.outcome, 'pre-ordered');
  return made.outcome === 'pre-ordered' ? made.orderCode : '';
}

async function shop(): Promise<string> {
  const code = world.random.letters(24);
  const made = await world.acquiring.createMerchantCode({
    partnerId,
    code,
    terms: {
      shop: {
        secondaryMerchantId: 'M1',
        secondaryMerchantName: 'Harbour Books',
        secondaryMerchantIndustry: '5942',
        storeId: `S${++orders}`,
        storeName: 'Pier 4',
      },
      channelFee: { type: 'FIXED', amount: hkd('0.50') },
      priceCurrency: 'HKD',
      settlementCurrency: 'HKD',
      serviceProviderId: undefined,
      passback: '{"desk":"3"}',
      notify: notify(),
    },
  });
  assert.equal(made.outcome, 'done');
  return code;
}

const scan = (body: unknown, wallet: string = buyer) =>
  world.post(`/admin/wallets/${wallet}/scan`, body);

test('an order is scanned and paid at once, without a PIN, and only once', async () => {
  const wallet = await world.wallet('100.00', { passwordFreeLimit: hkd('1.00') });
  const code = await order('30.00');
  const paid = await scan({ code: `http://127.0.0.1:1/q/${code}` }, wallet);
  assert.equal(paid.status, 200, paid.text);
  assert.deepEqual(Object.keys(paid.body), ['tradeId', 'status']);
  assert.equal(paid.body['status'], 'paid');
  const again = await scan({ code }, wallet);
  assert.deepEqual([again.status, again.error?.['code']], [409, 'order-paid']);
  assert.deepEqual(await world.balance(wallet), hkd('70.00'));
});

test("a shop's code takes an amount, and the fee comes on top", async () => {
  const code = await shop();
  const paid = await scan({ code, amount: '20' });
  assert.equal(paid.body['status'], 'paid', paid.text);
  const { body } = await world.get(`/admin/trades/${paid.body['tradeId']}`);
  assert.deepEqual(
    [body['amount'], body['channelFee'], body['merchantCode'], body['product']],
    ['20.50', '0.50', code, 'merchant-qr'],
  );
});

test('each reason why a scan pays nothing has its own answer', async () => {
  const other = await world.wallet('100.00');
  const poor = await world.wallet('0.10');
  const frozen = await world.wallet('100.00');
  await world.patch(`/admin/wallets/${frozen}`, { status: 'frozen' });
  const onlyMainland = await world.partner({}, { accepts: ['ALIPAYCN'] });
  const opened = await order('5.00');
  await world.acquiring.scan({ walletId: other, orderCode: opened, partnerId });
  const cancelled = await order('5.00', partnerId, 'cancelled');
  await world.acquiring.cancel({
    partnerId,
    partnerTransId: 'cancelled',
    tradeId: undefined,
    service: 'cancel',
  });
  const stopped = await shop();
  await world.acquiring.changeMerchantCodeStatus({ partnerId, code: stopped, status: 'stopped' });
  const expired = await order('5.00');
  world.machine.advance(minutes(10));
  const [fresh, desk] = [await order('5.00'), await shop()];
  const cases = [
    [buyer, {}, 400, 'invalid-field'],
    [buyer, { code: '' }, 400, 'invalid-field'],
    [buyer, { code: fresh, amount: 5 }, 400, 'invalid-field'],
    [buyer, { code: fresh, amount: '6.00' }, 400, 'invalid-field'],
    [buyer, { code: fresh, pin: '246810' }, 400, 'unknown-field'],
    ['nobody', { code: fresh }, 404, 'wallet-unknown'],
    [buyer, { code: 'https://other.example/pay?x=1' }, 409, 'code-unknown'],
    [buyer, { code: 'nobodyknowsthiscode' }, 409, 'code-unknown'],
    [buyer, { code: expired }, 409, 'order-closed'],
    [buyer, { code: cancelled }, 409, 'order-closed'],
    [frozen, { code: fresh }, 409, 'wallet-frozen'],
    [buyer, { code: await order('5.00', onlyMainland) }, 409, 'wallet-kind-not-accepted'],
    [poor, { code: await order('5.00') }, 409, 'balance-not-enough'],
    [buyer, { code: stopped }, 409, 'code-not-usable'],
    [buyer, { code: stopped, amount: '5.00' }, 409, 'code-not-usable'],
    [buyer, { code: desk }, 409, 'amount-required'],
    [buyer, { code: desk, amount: '0.00' }, 400, 'invalid-field'],
    [buyer, { code: desk, amount: '5.001' }, 400, 'invalid-field'],
    [frozen, { code: desk, amount: '5.00' }, 409, 'wallet-frozen'],
    [poor, { code: desk, amount: '5.00' }, 409, 'balance-not-enough'],
  ] as const;
  const before = await world.balance(buyer);
  for (const [wallet, body, status, code] of cases) {
    const told = await scan(body, wallet);
    assert.deepEqual([told.status, told.error?.['code']], [status, code], JSON.stringify(body));
  }
  const late = await order('5.00');
  await world.acquiring.scan({ walletId: other, orderCode: late, partnerId });
  assert.equal((await scan({ code: late })).error?.['code'], 'buyer-differs');
  assert.deepEqual(await world.balance(buyer), before);
  assert.deepEqual(await world.audit(), []);
});

test('notifications are listed newest first, by trade, and sent again by hand', async () => {
  receiver.behave = answers('fail');
  const now = offsetTime(world.machine.now());
  const { tradeId } = (await scan({ code: await order('1.00') })).body;
  const list = `/admin/notifications?trade=${tradeId}`;
  assert.deepEqual(
    (await world.get(list)).body,
    { notifications: [] },
    'nobody has taken the fact',
  );
  await world.notifier.runDue();
  const [told] = (await world.get(list)).body['notifications'] as Record<string, unknown>[];
  const { notifyId, attempts, fields, ...rest } = told ?? {};
  assert.deepEqual(rest, {
    partnerId,
    tradeId,
    url: receiver.url,
    state: 'waiting',
    action: 'payByAccountAction',
    createdAt: now,
    nextAt: offsetTime(later(world.machine.now(), minutes(2))),
    signType: 'MD5',
    charset: 'UTF-8',
  });
  assert.equal((fields as Record<string, string>)['trade_no'], tradeId);
  const [first] = attempts as Record<string, unknown>[];
  assert.deepEqual([first?.['status'], first?.['body'], first?.['sentAt']], [200, 'fail', now]);

  receiver.behave = answers('success');
  const sent = await world.post(`/admin/notifications/${notifyId}/resend`);
  assert.equal(sent.status, 200, sent.text);
  assert.deepEqual(
    [sent.body['notifyId'], sent.body['result'], sent.body['status'], sent.body['body']],
    [notifyId, 'acknowledged', 200, 'success'],
  );
  const shown = (await world.get(`/admin/trades/${tradeId}`)).body;
  const [settled] = shown['notifications'] as { state: string; attempts: unknown[] }[];
  assert.deepEqual([settled?.state, settled?.attempts.length], ['delivered', 2]);
  const newest = (await world.get('/admin/notifications?limit=1')).body['notifications'];
  assert.equal((newest as { tradeId: string }[])[0]?.tradeId, tradeId);
});

const refusedAsks = [
  ['notifications?limit=0', 400, 'invalid-field'],
  ['notifications?limit=501', 400, 'invalid-field'],
  ['notifications?limit=1&limit=2', 400, 'invalid-field'],
  ['notifications?trade=1', 400, 'invalid-field'],
  [`notifications?trade=${'0'.repeat(28)}`, 404, 'trade-unknown'],
] as const;
for (const [path, status, code] of refusedAsks) {
  test(`GET ${path} is answered ${code}`, async () => {
    const told = await world.get(`/admin/${path}`);
    assert.deepEqual([told.status, told.error?.['code']], [status, code]);
  });
}

test('a notification that does not exist cannot be sent again', async () => {
  for (const id of ['0'.repeat(32), 'a%00', '%E8%8C%B6']) {
    const told = await world.post(`/admin/notifications/${id}/resend`);
    assert.equal(told.status, 404, id);
  }
});

test('a job is run by its name, for a day that has begun', async () => {
  const asked: string[] = [];
  world.jobs.run = async (name) => {
    asked.push(name);
    return { counts: { refunded: 2, failed: 0 }, waitsFor: [] };
  };
  const done = await world.post('/admin/jobs/refund-batch', { date: '2026-11-22' });
  assert.deepEqual([done.status, done.body], [200, { refunded: 2, failed: 0 }]);
  await world.post('/admin/jobs/notifications');
  assert.deepEqual(asked, ['refund-batch', 'notifications']);
  for (const [name, body, status, code] of [
    ['laundry', {}, 404, 'job-unknown'],
    ['refund-batch', { date: 'tomorrow' }, 400, 'invalid-field'],
    ['refund-batch', { date: '2026-02-30' }, 400, 'invalid-field'],
    ['refund-batch', { day: '2026-11-22' }, 400, 'unknown-field'],
    ['refund-batch', { date: '2026-11-23' }, 409, 'date-to-come'],
  ] as const) {
    const told = await world.post(`/admin/jobs/${name}`, body);
    assert.deepEqual([told.status, told.error?.['code']], [status, code], name);
  }
  assert.equal(asked.length, 2);
});

test('jobs say when they run, what came of it, and for whom they wait', async () => {
  const since = time('2026-11-22 00:00:01');
  const session = { pid: 4711, application: 'psql', user: 'alice', since };
  const waitsFor = [
    { kind: 'session', session },
    { kind: 'job', job: 'close-day', day: '2026-11-21' as BusinessDate },
  ] as const;
  world.jobs.status = async () => [
    {
      name: 'settle',
      dependsOn: ['close-day'],
      nextDue: time('2026-11-23 15:46'),
      startedAt: time('2026-11-22 09:59:59'),
      endedAt: time('2026-11-22 10:00'),
      outcome: 'waiting',
      counts: { settled: 1 },
      failure: undefined,
      waitsFor,
    },
  ];
  const waitingFor = [
    { pid: 4711, application: 'psql', user: 'alice', since: '2026-11-22T00:00:01+08:00' },
    { job: 'close-day', day: '2026-11-21' },
  ];
  assert.deepEqual((await world.get('/admin/jobs')).body, {
    jobs: [
      {
        name: 'settle',
        dependsOn: ['close-day'],
        nextDue: '2026-11-23T15:46:00+08:00',
        startedAt: '2026-11-22T09:59:59+08:00',
        endedAt: '2026-11-22T10:00:00+08:00',
        outcome: 'waiting',
        counts: { settled: 1 },
        waitingFor,
      },
    ],
  });
  world.jobs.run = async () => ({ counts: { settled: 1 }, waitsFor });
  const done = await world.post('/admin/jobs/settle');
  assert.deepEqual(done.body, { settled: 1, waitingFor });

  world.jobs.runDue = async () => {
    throw new JobWaits('close-day', waitsFor.slice(0, 1));
  };
  const clock = await world.post('/admin/clock/advance', { by: '1s' });
  assert.deepEqual(
    [clock.status, clock.error?.['code'], clock.error?.['message']],
    [
      503,
      'job-waits',
      'close-day waits for process 4711 ("psql", user alice, in a transaction since 2026-11-22T00:00:01+08:00)',
    ],
  );
});

test('the clock stops at all that becomes due, in order, and answers when it is done', async () => {
  const own = await operationsWorld();
  const schedule = ['2026-11-22 10:30', '2026-11-22 23:00', '2026-11-23 00:00'].map(time);
  const seen: string[] = [];
  const now = async () => String((await own.get('/admin/clock')).body['now']);
  own.jobs.runDue = async () => {
    seen.push(await now());
  };
  own.jobs.nextDue = async (until: Instant) => {
    const reached = await now();
    return schedule.find((due) => offsetTime(due) > reached && due <= until);
  };
  try {
    const moved = await own.post('/admin/clock/set', { to: '2026-11-22T23:30:00+08:00' });
    assert.deepEqual(moved.body, { now: '2026-11-22T23:30:00+08:00' });
    assert.deepEqual(
      seen.splice(0),
      ['10:00', '10:30', '23:00', '23:30'].map((at) => `2026-11-22T${at}:00+08:00`),
      'what was due before, then each at its instant, then what is due at the end',
    );
    // Due at the very end: done once.
    await own.post('/admin/clock/advance', { by: '30m' });
    assert.deepEqual(seen.splice(0), ['2026-11-22T23:30:00+08:00', '2026-11-23T00:00:00+08:00']);

    own.jobs.runDue = async () => {
      throw new Error('the database is away');
    };
    const failed = await own.post('/admin/clock/advance', { by: '1d' });
    assert.equal(failed.status, 500);
    assert.equal(own.failures.length, 1);
    assert.equal(await now(), '2026-11-23T00:00:00+08:00', 'time waits for what is due');
  } finally {
    await own.close();
  }
});
