/**
 * Goal: a partner sees what is not paid out yet, to the cent, and takes its own files home; never a file of
 * another.
 * Method: a partner's days go by the clock: sold, closed, filed, settled; at each hour the answers are compared with
 * the ledger, with what the operator fetches, and with the rows that the tables have.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { PartnerId, WalletId } from '@sampan/primitives';
import { createOperations } from '#app-api';
import { connect, connectLane } from '#database';
import { closeDays, settleDue } from '#settlement';
import type { Member } from '#staff';
import { feeByRate, hkd, time } from '#test-kit';
import { type Browser, type PortalWorld, portalWorld } from './portal-world.ts';

let world: PortalWorld;
let cafe: PartnerId;
let rival: PartnerId;
let buyer: WalletId;
let members: readonly [Member, Member];
let finance: Browser;
let stranger: Browser;

before(async () => {
  world = await portalWorld();
  cafe = await world.partner({ fee: feeByRate('0.01') });
  rival = await world.partner();
  buyer = await world.wallet('9000.00');
  members = [await world.member(cafe, 'finance'), await world.member(rival, 'owner')];
  await goOn('2026-11-22 10:00');
  await world.pay(cafe, buyer, '100.00', 'kept');
  await world.pay(cafe, buyer, '50.00', 'refunded');
  await world.pay(cafe, buyer, '30.00', 'cancelled');
  await world.pay(rival, buyer, '70.00', 'of another');
  const refund = { partnerId: cafe, partnerTransId: 'refunded', tradeId: undefined };
  await world.acquiring.refund({
    ...{ ...refund, partnerRefundId: 'back', amount: hkd('20.00'), reason: 'cold' },
    ...{ mode: 'sync', notify: undefined },
  });
  await world.acquiring.cancel({ ...refund, partnerTransId: 'cancelled', service: 'cancel' });
});
after(() => world.close());

/** Sessions do not last from one hour of this test to the next. */
async function goOn(to: string): Promise<void> {
  world.machine.set(time(to));
  [finance, stranger] = [await world.signIn(members[0]), await world.signIn(members[1])];
}

const parts = () => {
  const settings = { url: world.url, name: 'test settling', lockTimeoutMs: 2_000 };
  return {
    ...world.platform,
    openConnection: () => connect(settings),
    openSettling: () => world.platform.openSettling(() => connectLane(settings)),
  };
};

const get = async (path: string, as = finance) => {
  const { status, body, text } = await world.first.ask('GET', path, { as });
  assert.equal(status, 200, `${path}: ${text}`);
  return body;
};

/** What the ledger says that the operator owes a partner. */
async function owed(partner: PartnerId): Promise<string> {
  const [row] = await world.sql(
    `select (coalesce(sum(case when credit = $1 then amount else -amount end), 0) / 100.0)
        ::numeric(12, 2)::text as owed
      from transfers where $1 in (credit, debit)`,
    [`payable/${partner}/HKD`],
  );
  return String(row?.owed);
}

/** The open days and the balance, which is what the ledger owes. */
async function openDays(as = finance, partner = cafe) {
  const told = await get('/open-days', as);
  assert.equal(told['balance'], await owed(partner));
  return told;
}

const sunday = {
  ...{ day: '2026-11-22', currency: 'HKD', payments: 3, paid: '180.00', refunds: 2 },
  ...{ refunded: '50.00', fees: '1.80', feesReturned: '0.50', net: '128.70' },
};
const monday = {
  ...{ day: '2026-11-23', currency: 'HKD', payments: 1, paid: '12.34', refunds: 0 },
  ...{ refunded: '0.00', fees: '0.12', feesReturned: '0.00', net: '12.22' },
};

test('a day that goes on is shown as it stands, with the day on which it will be due', async () => {
  assert.deepEqual(await openDays(), {
    ...{ balance: '128.70', currency: 'HKD', feeRate: '0.01' },
    nextSettlementAt: '2026-11-23T15:46:00+08:00',
    days: [{ ...sunday, closed: false, dueOn: '2026-11-23' }],
  });
  assert.deepEqual((await get('/files/late'))['late'], []);
});

test('a closed day stays apart from the next one, and its file is still to come', async () => {
  await goOn('2026-11-23 08:00');
  await closeDays(parts());
  await world.pay(cafe, buyer, '12.34', 'breakfast');
  assert.deepEqual(await openDays(), {
    ...{ balance: '140.92', currency: 'HKD', feeRate: '0.01' },
    nextSettlementAt: '2026-11-23T15:46:00+08:00',
    days: [
      { ...monday, closed: false, dueOn: '2026-11-24' },
      { ...sunday, closed: true, dueOn: '2026-11-23' },
    ],
  });
  const late = [
    { day: '2026-11-22', kind: 'transaction', expectedAt: '2026-11-23T09:00:00+08:00' },
  ];
  assert.deepEqual((await get('/files/late'))['late'], late);
  await goOn('2026-11-23 09:00');
  assert.deepEqual(await world.files.jobs.runDue(world.machine.now()), { made: 2 });
  assert.deepEqual((await get('/files/late'))['late'], []);
});

test('what is in a batch is owed no longer, and its file comes the next morning', async () => {
  await goOn('2026-11-23 15:50');
  assert.equal((await settleDue(parts(), world.machine.now())).settled, 2);
  assert.deepEqual(await openDays(), {
    ...{ balance: '12.22', currency: 'HKD', feeRate: '0.01' },
    nextSettlementAt: '2026-11-24T15:46:00+08:00',
    days: [{ ...monday, closed: false, dueOn: '2026-11-24' }],
  });
  const { nextSettlementAt, days } = await openDays(stranger, rival);
  assert.deepEqual([nextSettlementAt, days], [undefined, []]);
  const late = [{ day: '2026-11-23', kind: 'settlement', expectedAt: '2026-11-24T09:00:00+08:00' }];
  assert.deepEqual((await get('/files/late'))['late'], late);
});

test('a suspended partner sees what it is owed, and no day on which it is paid', async () => {
  await world.sql(`update partners set status = 'suspended' where partner_id = $1`, [cafe]);
  const { nextSettlementAt, days } = await openDays();
  await world.sql(`update partners set status = 'active' where partner_id = $1`, [cafe]);
  assert.deepEqual([nextSettlementAt, days], [undefined, [{ ...monday, closed: false }]]);
});

test('the files are listed by day and kind, page by page', async () => {
  await goOn('2026-11-24 09:00');
  await closeDays(parts());
  assert.deepEqual(await world.files.jobs.runDue(world.machine.now()), { made: 3 });
  const names = async (query: string) =>
    ((await get(`/files${query}`))['items'] as { name: string }[]).map(({ name }) => name);
  const all = [
    `${cafe}_settlement_20261123.txt`,
    `${cafe}_transaction_20261123.txt`,
    `${cafe}_transaction_20261122.txt`,
  ];
  assert.deepEqual(await names(''), all);
  assert.deepEqual(await names('?kind=transaction'), all.slice(1));
  assert.deepEqual(await names('?kind=settlement'), all.slice(0, 1));
  assert.deepEqual(await names('?day=2026-11-23'), all.slice(0, 2));
  assert.deepEqual(await names('?day=2026-11-22&kind=settlement'), []);
  const paged: string[] = [];
  for (let after = ''; ; ) {
    const { items, next } = await get(`/files?limit=1${after && `&after=${after}`}`);
    paged.push(...(items as { name: string }[]).map(({ name }) => name));
    if (typeof next !== 'string') break;
    after = next;
  }
  assert.deepEqual(paged, all);
  for (const query of ['day=2026-13-01', 'kind=other', 'after=x', 'limit=0', 'partner=x']) {
    const { status } = await world.first.ask('GET', `/files?${query}`, { as: finance });
    assert.equal(status, 400, query);
  }
});

test('a file comes with the bytes that the operator fetches, also after this disk has lost it', async () => {
  const operations = createOperations({
    ...world.platform,
    ...{ lists: world.platform.readers.lists, files: world.files, access: { kind: 'sandbox' } },
    jobs: {
      nextDue: async () => undefined,
      runDue: async () => undefined,
      run: async () => ({ counts: {}, waitsFor: [] }),
      status: async () => [],
    },
    ...{ gatewayUrl: () => 'http://127.0.0.1:1/gateway.do', onError: assert.ifError },
    metrics: async () => ({ contentType: 'text/plain', text: '' }),
  });
  try {
    const { items } = await get('/files');
    for (const { name, size, sha256 } of items as Record<'name' | 'size' | 'sha256', string>[]) {
      const url = `/admin/files/${cafe}/${name}`;
      const theirs = await operations.inject({ url, headers: { host: '127.0.0.1' } });
      assert.equal(theirs.statusCode, 200, theirs.body);
      for (const isLost of [false, true]) {
        if (isLost) await world.files.folder.remove(cafe, name);
        const own = await world.first.ask('GET', `/files/${name}`, { as: finance });
        assert.equal(own.text, theirs.body, name);
        const digest = createHash('sha256').update(own.text).digest();
        assert.equal(digest.toString('hex'), sha256);
        assert.equal(own.headers['repr-digest'], `sha-256=:${digest.toString('base64')}:`);
        assert.equal(String(own.headers['content-length']), String(size));
        assert.equal(own.headers['content-disposition'], `attachment; filename="${name}"`);
      }
    }
  } finally {
    await operations.close();
  }
});

test('names that are no file of the partner are unknown, and the job of a developer is another', async () => {
  const ofRival = `${rival}_transaction_20261122.txt`;
  assert.match(
    (await world.first.ask('GET', `/files/${ofRival}`, { as: stranger })).text,
    /70\.00/,
  );
  const names = [
    ...[
      ofRival,
      `..%2F${rival}%2F${ofRival}`,
      '..%2Fx',
      '%2Fetc%2Fpasswd',
      '%00',
      'x',
      '%F0%9F%A6%80',
    ],
    `${cafe}_transaction_20261121.txt`,
  ];
  for (const name of names) {
    const { status, code } = await world.first.ask('GET', `/files/${name}`, { as: finance });
    assert.deepEqual([status, code], [404, 'file-unknown'], name);
  }
  assert.equal((await world.first.ask('GET', '/files/../x', { as: finance })).status, 404);
  const developer = await world.signIn(await world.member(cafe, 'developer'));
  for (const path of [
    '/files',
    '/files/late',
    `/files/${cafe}_transaction_20261122.txt`,
    '/open-days',
  ]) {
    const { status, code } = await world.first.ask('GET', path, { as: developer });
    assert.deepEqual([status, code], [403, 'not-allowed'], path);
    assert.equal((await world.first.ask('GET', path)).status, 401, path);
  }
  assert.deepEqual(world.first.errors, []);
});

test('days that could not be paid wait without a date, until another day is due', async () => {
  const minimum = await world.partner(
    {},
    { settlement: { afterDays: 1, calendars: ['hk'], minimum: hkd('50.00') } },
  );
  const member = await world.member(minimum, 'finance');
  await world.pay(minimum, buyer, '20.00', 'little');
  await goOn('2026-11-25 15:50');
  await closeDays(parts());
  assert.equal((await settleDue(parts(), world.machine.now())).waiting, 1);
  const told = async () => {
    const { balance, nextSettlementAt, days } = await openDays(await world.signIn(member), minimum);
    const dues = (days as Record<string, unknown>[]).map(({ day, dueOn }) => `${day} ${dueOn}`);
    return { balance, nextSettlementAt, dues };
  };
  const waits = { balance: '20.00', nextSettlementAt: undefined, dues: ['2026-11-24 undefined'] };
  assert.deepEqual(await told(), waits);
  await world.pay(minimum, buyer, '40.00', 'enough');
  assert.deepEqual(await told(), {
    ...{ balance: '60.00', nextSettlementAt: '2026-11-26T15:46:00+08:00' },
    dues: ['2026-11-25 2026-11-26', '2026-11-24 2026-11-26'],
  });
});
