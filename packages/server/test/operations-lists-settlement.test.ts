/**
 * Goal: operators see all deliveries, closed days, batches and files, page by page, each exactly
 * once, also among items of one instant or one day.
 * Method: rows are inserted, many with equal leading sort keys; each list is walked in small pages
 * over real sockets and compared with the sorted rows.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
/** In the order of their ids. */
let first: PartnerId;
let second: PartnerId;
let tradeId: string;

before(async () => {
  world = await operationsWorld();
  [first, second] = [await world.partner(), await world.partner()].sort() as [PartnerId, PartnerId];
  const paid = await world.pay(first, await world.wallet('10.00'), '1.00');
  assert.ok(paid.outcome === 'paid');
  tradeId = paid.trade.id;
  await world.sql(insertDeliveries, [first, second, tradeId]);
  await world.sql(insertDays, [first, second]);
  await world.sql(`insert into business_days (day, cursor, items, closed_at)
    values ('2026-11-21', '', 4, '2026-11-22'), ('2026-11-22', '', 1, null)`);
  await world.sql(insertBatches, [first, second]);
  await world.sql(insertFiles, [first, second]);
});
after(() => world.close());

const insertDeliveries = `insert into deliveries (notify_id, partner_id, trade_id, receiver, url, sign_type,
    charset, fields, state, attempts, step, planned_at, latest_sent_at, created_at)
  select id, case when id = 'b' then $2 else $1 end, case when id < 'c' then $3 else repeat('7', 28) end, 'shop',
    'http://shop.example', 'MD5', 'UTF-8', '[["notify_action_type","payByUser"]]', state, attempts,
    attempts, '2026-11-22 02:05Z', case when attempts > 0 then timestamptz '2026-11-22 02:01Z' end, at
  from (values ('a', 'waiting', 0, timestamptz '2026-11-22 02:00Z'),
      ('b', 'waiting', 2, '2026-11-22 02:00Z'), ('c', 'delivered', 1, '2026-11-22 02:00Z'),
      ('d', 'given-up', 8, '2026-11-21 02:00Z')) as made (id, state, attempts, at)`;

const insertDays = `insert into partner_days (partner_id, currency, day, items, net, batch_id, filed)
  values ($1, 'HKD', '2026-11-20', 1, 100, repeat('1', 28), true), ($1, 'HKD', '2026-11-21', 1, -250, null, false),
    ($1, 'AUD', '2026-11-21', 2, 100, null, false), ($2, 'HKD', '2026-11-21', 1, 100, null, false),
    ($2, 'HKD', '2026-11-22', 1, 100, null, false)`;

const insertBatches = `insert into settlement_batches
    (partner_id, currency, settled_on, batch_id, settled_at, items, net, entry_id, filed)
  select partner, currency, day::date, repeat(id, 28), day::date + interval '7 hours 46 minutes', 1, net,
    case when net > 0 then repeat(id, 28) end, false
  from (values ($1, 'HKD', '2026-11-20', '1', 100), ($1, 'HKD', '2026-11-21', '2', 0),
      ($1, 'AUD', '2026-11-21', '3', 5), ($2, 'HKD', '2026-11-21', '4', 7))
    as made (partner, currency, day, id, net)`;

const insertFiles = `insert into partner_files (partner_id, name, kind, day, rows, size, sha256, made_at)
  select partner, kind || '_' || day, kind, day::date, 1, 10, repeat('0', 64), '2026-11-22 01:00Z'
  from (values ($1), ($2)) as partners (partner), (values ('transaction'), ('settlement')) as kinds (kind),
    (values ('2026-11-20'), ('2026-11-21')) as days (day)`;

type Item = Readonly<Record<string, unknown>>;

async function walk(path: string, limit: number): Promise<Item[]> {
  const found: Item[] = [];
  const joint = path.includes('?') ? '&' : '?';
  for (let after = ''; ; ) {
    const { status, body, text } = await world.get(`${path}${joint}limit=${limit}${after}`);
    assert.equal(status, 200, text);
    found.push(...(body['items'] as Item[]));
    if (body['next'] === null) return found;
    after = `&after=${body['next']}`;
  }
}

const short = (partner: unknown): string => (partner === first ? '1' : '2');
const delivery = ({ notifyId }: Item) => String(notifyId);
const day = ({ day, partnerId, currency }: Item) =>
  `${String(day).slice(-2)}/${short(partnerId)}/${currency}`;
const batch = ({ settledOn, partnerId, currency }: Item) =>
  `${String(settledOn).slice(-2)}/${currency}/${short(partnerId)}`;
const file = ({ day, partner, kind }: Item) =>
  `${String(day).slice(-2)}/${short(partner)}/${String(kind).slice(0, 1)}`;

const lists: readonly (readonly [() => string, (item: Item) => string, string])[] = [
  [() => '/admin/deliveries', delivery, 'c b a d'],
  [() => `/admin/deliveries?partner=${first}`, delivery, 'c a d'],
  [() => `/admin/deliveries?trade=${tradeId}`, delivery, 'b a'],
  [() => `/admin/deliveries?trade=${tradeId}&partner=${second}`, delivery, 'b'],
  // The 22nd is not closed yet.
  [() => '/admin/days', day, '21/2/HKD 21/1/HKD 21/1/AUD 20/1/HKD'],
  [() => `/admin/days?partner=${first}`, day, '21/1/HKD 21/1/AUD 20/1/HKD'],
  [() => '/admin/batches', batch, '21/HKD/2 21/HKD/1 21/AUD/1 20/HKD/1'],
  [() => `/admin/batches?partner=${second}`, batch, '21/HKD/2'],
  [() => '/admin/files', file, '21/1/s 21/1/t 21/2/s 21/2/t 20/1/s 20/1/t 20/2/s 20/2/t'],
  [() => '/admin/files?date=2026-11-20', file, '20/1/s 20/1/t 20/2/s 20/2/t'],
  [() => `/admin/files?partner=${second}`, file, '21/2/s 21/2/t 20/2/s 20/2/t'],
  [() => `/admin/files?partner=${second}&date=2026-11-21`, file, '21/2/s 21/2/t'],
  [() => '/admin/files?date=2026-11-19', file, ''],
];
for (const [path, name, expected] of lists) {
  test(`walked in pages of any size: ${String(path).slice(6)}`, async () => {
    for (const limit of [1, 2, 3, 500]) {
      assert.equal((await walk(path(), limit)).map(name).join(' '), expected);
    }
  });
}

test('an item says what operators look for', async () => {
  const one = async (path: string) => (await walk(path, 1))[0];
  assert.deepEqual(await one(`/admin/deliveries?partner=${second}`), {
    notifyId: 'b',
    partnerId: second,
    tradeId,
    url: 'http://shop.example',
    state: 'waiting',
    action: 'payByUser',
    attempts: 2,
    createdAt: '2026-11-22T10:00:00+08:00',
    latestSentAt: '2026-11-22T10:01:00+08:00',
    nextAt: '2026-11-22T10:05:00+08:00',
  });
  assert.deepEqual(await one(`/admin/days?partner=${first}`), {
    ...{ day: '2026-11-21', partnerId: first, currency: 'HKD', items: 1, net: '-2.50' },
    filed: false,
  });
  assert.deepEqual(await one(`/admin/batches?partner=${first}`), {
    ...{
      batchId: '2'.repeat(28),
      settledOn: '2026-11-21',
      partnerId: first,
      currency: 'HKD',
      items: 1,
    },
    ...{ net: '0.00', settledAt: '2026-11-21T15:46:00+08:00', filed: false },
  });
});

const garbled = (parts: readonly string[]) =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

const refused: readonly (readonly [string, number, string])[] = [
  ['/admin/deliveries?limit=501', 400, 'limit must be 1 to 500'],
  ['/admin/deliveries?trade=7', 400, 'trade must be a trade id of 28 digits'],
  [`/admin/deliveries?trade=${'9'.repeat(28)}`, 404, `There is no trade ${'9'.repeat(28)}`],
  ['/admin/deliveries?partner=2088999999999999', 404, 'There is no partner 2088999999999999'],
  ['/admin/days?partner=7', 400, 'partner must be 16 digits that begin with 2088'],
  ['/admin/batches?partner=2088999999999999', 404, 'There is no partner 2088999999999999'],
  [
    '/admin/batches?date=2026-11-21',
    400,
    'There is no field date; there are partner, limit, after',
  ],
  ['/admin/files?limit=501', 400, 'limit must be 1 to 500'],
  ...[
    ['deliveries', '99999999999999', 'a'],
    ['deliveries', '1', "'"],
    ['days', '2026-02-30', '2088000000000011', 'HKD'],
    ['days', '2026-02-28', '2088', 'HKD'],
    ['batches', '2026-02-28', 'XXX', '2088000000000011'],
    ['files', '2026-02-28', '2088000000000011', 'other'],
    ['files', '2026-02-28', '2088000000000011'],
  ].map(
    (parts) =>
      [
        `/admin/${parts[0]}?after=${garbled(parts)}`,
        400,
        'after must be the "next" of a page of this list',
      ] as const,
  ),
];
for (const [path, status, message] of refused) {
  test(`refused: ${path}`, async () => {
    const told = await world.get(path);
    assert.deepEqual([told.status, told.error?.['message']], [status, message]);
  });
}

test('nothing of this was a mistake of ours', () => {
  assert.deepEqual(world.failures, []);
});
