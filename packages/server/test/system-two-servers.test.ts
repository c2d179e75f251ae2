/**
 * Goal: two servers on one database are one payment system.
 * Method: both get the same order at the same instant, two hundred times, in three ways; then the
 * replies are compared with the books.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { cancel, payment } from './gateway-asked.ts';
import type { Asked } from './gateway-world.ts';
import { readBooks, sum } from './system-kit/books.ts';
import { type Home, openHome } from './system-kit/home.ts';
import { type Server, sampan, startServer } from './system-kit/server.ts';
import {
  createPartner,
  createWallets,
  decimal,
  type Partner,
  showCodes,
  sql,
} from './system-kit/shop.ts';
import {
  askUntilKnown,
  errorOf,
  isSuccess,
  openTill,
  type Reply,
  type Till,
} from './system-kit/till.ts';

const walletCount = 20;
const rounds = 200;

let homes: readonly Home[] = [];
let database: TestDatabase;
let servers: readonly Server[];
let tills: readonly Till[];
let partner: Partner;
let wallets: readonly string[];

before(async () => {
  homes = [await openHome(), await openHome()];
  database = await createTestDatabase();
  // Hosts that share a database share the key to its secrets.
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    SAMPAN_SECRETS_KEY: '0f'.repeat(32),
  };
  // Both find the newest schema in place, and both prepare the database at once.
  servers = await Promise.all(homes.map(({ folder }) => startServer(folder, { environment })));
  const [{ admin }] = servers as [Server];
  partner = await createPartner(admin);
  wallets = await createWallets(admin, walletCount, '1000.00');
  tills = servers.map(({ gateway }) => openTill({ ...partner, gateway }));
});
after(async () => {
  for (const till of tills ?? []) till.close();
  await Promise.all(homes.map((home) => home.close()));
  await database?.drop();
});

test('the same order at two servers is charged once, and both say so', {
  timeout: 120_000,
}, async () => {
  const orders = await askFor('same', '5.00');
  const replies = await Promise.all(orders.map((asked) => atBoth(asked, asked)));
  for (const [one, two] of replies) {
    assert.ok(isSuccess(one));
    assert.deepEqual(one, two);
  }
  const { orders: kept } = await readBooks(database.ownerUrl);
  for (const { partner_trans_id = '' } of orders) assert.ok(kept.get(partner_trans_id)?.isPaid);
  assert.equal(kept.size, rounds);
});

test('the same order with two amounts is charged once; the other is refused', {
  timeout: 120_000,
}, async () => {
  const orders = await askFor('rivals', '6.00');
  const replies = await Promise.all(
    orders.map((asked) => atBoth(asked, { ...asked, trans_amount: '7.00' })),
  );
  const { orders: kept } = await readBooks(database.ownerUrl);
  orders.forEach(({ partner_trans_id = '' }, index) => {
    const pair = replies[index] as readonly [Reply, Reply];
    const [refused] = pair.filter((reply) => !isSuccess(reply));
    assert.equal(pair.filter(isSuccess).length, 1);
    assert.equal(refused && errorOf(refused), 'CONTEXT_INCONSISTENT');
    const charged = isSuccess(pair[0]) ? 600 : 700;
    assert.equal(kept.get(partner_trans_id)?.amount, charged);
  });
});

test('a payment at one and its cancel at the other end in one truth', {
  timeout: 120_000,
}, async () => {
  const orders = await askFor('undone', '8.00');
  const replies = await Promise.all(
    orders.map((asked) => atBoth(asked, cancel(asked['partner_trans_id'] ?? ''))),
  );
  const { orders: kept } = await readBooks(database.ownerUrl);
  orders.forEach(({ partner_trans_id = '' }, index) => {
    const [paid, cancelled] = replies[index] as readonly [Reply, Reply];
    const found = kept.get(partner_trans_id);
    assert.ok(isSuccess(cancelled) && cancelled.kind === 'answer');
    // In either order: paid and returned, or refused for good. Never paid and kept.
    assert.equal(found?.isPaid, isSuccess(paid));
    assert.equal(found?.isCancelled, isSuccess(paid));
    assert.equal(cancelled.fields['action'], isSuccess(paid) ? 'refund' : undefined);
    if (!isSuccess(paid)) assert.equal(errorOf(paid), 'TRADE_HAS_CLOSE');
  });
});

test('no two lanes of the servers have the same number, and their parts make the whole', {
  timeout: 120_000,
}, async () => {
  const numbers = await sql(
    database.ownerUrl,
    `select objid::int as lane, pid from pg_locks
      where locktype = 'advisory' and classid = 7226728 and granted
        and database = (select oid from pg_database where datname = current_database())`,
  );
  assert.deepEqual(numbers.map(({ lane }) => Number(lane)).sort(), [0, 1, 2, 3]);
  assert.equal(new Set(numbers.map(({ pid }) => pid)).size, 4);

  const books = await readBooks(database.ownerUrl);
  assert.ok(books.lanes.every((lane) => lane < 4));
  const kept = [...books.orders.values()].filter(
    ({ isPaid, isCancelled }) => isPaid && !isCancelled,
  );
  assert.equal(books.receipts, sum(kept.map(({ amount }) => amount)));
  const left = sum(books.wallets.values());
  assert.equal(left + books.receipts, walletCount * 100_000);
  for (const { folder } of homes) {
    const audit = await sampan('audit', '--json', '--data', folder);
    assert.deepEqual([audit.code, JSON.parse(audit.stdout).broken], [0, []], audit.stderr);
  }
});

/** A payment for each round, each with a code of its own. */
async function askFor(prefix: string, amount: string): Promise<readonly Asked[]> {
  const payers = Array.from({ length: rounds }, (_, index) => wallets[index % walletCount] ?? '');
  const codes = await showCodes(database.ownerUrl, payers);
  assert.equal(decimal(Math.round(Number(amount) * 100)), amount);
  return codes.map((code, index) =>
    payment(partner.partnerId, code, {
      partner_trans_id: `${prefix}-${index}`,
      trans_amount: amount,
    }),
  );
}

/** Asks the first server the one, and the second server the other, in the same moment. */
function atBoth(one: Asked, other: Asked): Promise<readonly [Reply, Reply]> {
  const [first, second] = tills as readonly [Till, Till];
  return Promise.all([askUntilKnown(first, one), askUntilKnown(second, other)]);
}
