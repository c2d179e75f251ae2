/**
 * Goal: thousands of concurrent payments from wallets with too little money never charge a wallet
 * twice or below zero.
 * Method: four client processes, a server with two workers, and the books.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Random, seededRandom } from '@sampan/primitives';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { payment } from './gateway-asked.ts';
import type { Asked } from './gateway-world.ts';
import { readBooks, sum } from './system-kit/books.ts';
import { type Answered, type Clients, startClients } from './system-kit/clients.ts';
import { type Home, openHome } from './system-kit/home.ts';
import { type Server, sampan, startServer } from './system-kit/server.ts';
import { createPartner, createWallets, decimal, showCodes } from './system-kit/shop.ts';
import { errorOf, isSuccess } from './system-kit/till.ts';

const clientCount = 4;
const orderCount = 2_000;
const walletCount = 50;
const startBalance = 30_000;
/** Of the orders, how many are sent twice at once, and how many with two amounts. */
const twins = 300;
const rivals = 100;

let home: Home;
let database: TestDatabase;
let clients: Clients;
let server: Server;

before(async () => {
  home = await openHome();
  clients = startClients(clientCount);
  database = await createTestDatabase();
  const environment = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  server = await startServer(home.folder, { workers: 2, environment });
});
after(async () => {
  clients?.close();
  await home?.close();
  await database?.drop();
});

test('2,000 payments at once: each success is charged once, each refusal never', {
  timeout: 120_000,
}, async (t) => {
  const partner = await createPartner(server.admin);
  const account = { ...partner, gateway: server.gateway };
  const wallets = await createWallets(server.admin, walletCount, decimal(startBalance));
  const random = seededRandom(2_000);
  const payers = Array.from(
    { length: orderCount },
    () => wallets[random.below(walletCount)] as string,
  );
  const codes = await showCodes(database.ownerUrl, payers);
  const orders = codes.map((code, index) =>
    payment(partner.partnerId, code, {
      partner_trans_id: `order-${index}`,
      trans_amount: decimal(100 + random.below(1_901)),
    }),
  );

  const { answered, openAtFirst } = await clients.send(account, dealOut(orders, random));
  const replies = byOrder(answered.flat());

  // From here on nothing moves; only the answers and the books are compared.
  const books = await readBooks(database.ownerUrl);
  const paid = new Map<string, number>();
  for (const [index, walletId] of payers.entries()) {
    const order = `order-${index}`;
    const all = replies.get(order) ?? [];
    const found = books.orders.get(order);
    const successes = all.filter(({ reply }) => isSuccess(reply));
    assert.equal(successes.length > 0, found !== undefined, order);
    for (const { asked, reply } of all) {
      if (isSuccess(reply)) {
        assert.ok(reply.kind === 'answer' && found);
        assert.equal(reply.fields['alipay_trans_id'], found.tradeId);
        assert.equal(asked['trans_amount'], decimal(found.amount));
      } else if (errorOf(reply) === 'BUYER_BALANCE_NOT_ENOUGH') {
        // Money only leaves these wallets, so what was too little then is too little now.
        assert.ok((books.wallets.get(walletId) ?? 0) < cents(asked), order);
      } else {
        assert.equal(errorOf(reply), 'CONTEXT_INCONSISTENT');
        assert.ok(found && found.amount !== cents(asked), order);
      }
    }
    if (isTwin(index)) assert.deepEqual(all[0]?.reply, all[1]?.reply);
    if (!found) continue;
    assert.deepEqual([found.walletId, found.state], [walletId, 'paid']);
    paid.set(walletId, (paid.get(walletId) ?? 0) + found.amount);
  }
  const successful = books.orders.size;
  assert.ok(successful > orderCount / 2 && successful < orderCount, `${successful} are paid`);
  t.diagnostic(
    `${answered.flat().length} requests, ${openAtFirst} of them open at first; ` +
      `${successful} of ${orderCount} orders are paid, each once`,
  );
  for (const [walletId, balance] of books.wallets) {
    assert.equal(balance, startBalance - (paid.get(walletId) ?? 0));
  }
  assert.equal(books.receipts, sum(paid.values()));

  await repeatsAreNoPayments(account, orders, books.receipts);
  const audit = await sampan('audit', '--json', '--data', home.folder);
  assert.deepEqual([audit.code, JSON.parse(audit.stdout).broken], [0, []], audit.stderr);
  server.terminate();
  assert.equal(await server.ended, 0);
});

/** Afterwards: the same again is the same answer, another amount is refused. */
async function repeatsAreNoPayments(
  account: Parameters<Clients['send']>[0],
  orders: readonly Asked[],
  receipts: number,
): Promise<void> {
  const { orders: kept } = await readBooks(database.ownerUrl);
  const paid = orders.filter((asked) => kept.has(asked['partner_trans_id'] ?? '')).slice(0, 400);
  const more = paid.map((asked) => ({ ...asked, trans_amount: '20.01' }));
  const { answered } = await clients.send(account, [
    paid.slice(0, 200),
    paid.slice(200),
    more.slice(0, 200),
    more.slice(200),
  ]);
  const [one = [], two = [], ...others] = answered;
  for (const { asked, reply } of [...one, ...two]) {
    const found = kept.get(asked['partner_trans_id'] ?? '');
    const sameAmount = found?.amount === cents(asked);
    assert.equal(isSuccess(reply), sameAmount);
    if (reply.kind === 'answer' && sameAmount) {
      assert.equal(reply.fields['alipay_trans_id'], found.tradeId);
    }
  }
  for (const { reply } of others.flat()) assert.equal(errorOf(reply), 'CONTEXT_INCONSISTENT');
  const after = await readBooks(database.ownerUrl);
  assert.deepEqual([after.receipts, after.orders], [receipts, kept]);
}

const isTwin = (index: number) => index < twins;
const isRival = (index: number) => index >= twins && index < twins + rivals;

/** Gives each order to one client; of twins and rivals the next client gets the other. */
function dealOut(orders: readonly Asked[], random: Random): readonly (readonly Asked[])[] {
  const lists = Array.from({ length: clientCount }, (): Asked[] => []);
  orders.forEach((asked, index) => {
    const client = random.below(clientCount);
    lists[client]?.push(asked);
    const other = lists[(client + 1) % clientCount];
    if (isTwin(index)) other?.push(asked);
    if (isRival(index)) other?.push({ ...asked, trans_amount: decimal(cents(asked) + 1) });
  });
  return lists;
}

function byOrder(answered: readonly Answered[]): ReadonlyMap<string, readonly Answered[]> {
  const orders = new Map<string, Answered[]>();
  for (const each of answered) {
    const order = each.asked['partner_trans_id'] ?? '';
    orders.set(order, [...(orders.get(order) ?? []), each]);
  }
  return orders;
}

const cents = (asked: Asked): number => Math.round(Number(asked['trans_amount']) * 100);
