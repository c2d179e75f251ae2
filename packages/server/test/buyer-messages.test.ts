/**
 * Goal: a buyer learns what has happened to the wallet, once and from its rows, and finds an old payment; of other
 * wallets nothing.
 * Method: the buyer's API on a real database; payments and refunds through the pipeline.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, minutes, type PartnerId } from '@sampan/primitives';
import { hkd } from '#test-kit';
import { type BuyerWorld, buyerWorld } from './buyer-world.ts';

let world: BuyerWorld;
let partnerId: PartnerId;

before(async () => {
  world = await buyerWorld();
  partnerId = await world.partner({ name: 'Harbour Coffee 100% Ltd' });
});
after(() => world.close());

async function signedIn(balance: string, change = {}) {
  const buyer = await world.buyer(balance, change);
  const token = await world.signIn(buyer);
  const get = async (path: string) => (await world.first.ask('GET', path, { token })).body;
  const post = async (path: string, body: object) =>
    (await world.first.ask('POST', path, { token, body })).body;
  return { ...buyer, get, post };
}

interface Message {
  readonly kind: string;
  readonly read: boolean;
  readonly at: string;
}

test('payments, refunds, prompts and what concerns safety are messages; a prompt stays unread', async () => {
  const buyer = await signedIn('500.00', { passwordFreeLimit: hkd('50.00') });
  const messages = async () =>
    (await buyer.get('/messages')) as { messages: Message[]; unread: number };
  const later = () => world.machine.advance(minutes(1));
  later();
  await world.pay(partnerId, buyer.walletId, '20.00', 'm-1');
  later();
  await world.acquiring.refund({
    ...{ partnerId, tradeId: undefined, partnerTransId: 'm-1', partnerRefundId: 'm-r' },
    ...{ amount: hkd('5.00'), reason: '', mode: 'sync', notify: undefined },
  });
  later();
  await buyer.post('/codes/pause', {});
  await buyer.post('/codes/resume', {});
  later();
  await world.pay(partnerId, buyer.walletId, '60.00', 'm-2');
  const before = await messages();
  const kinds = before.messages.map(({ kind }) => kind);
  assert.deepEqual(kinds, [
    ...['prompt', 'codes-resumed', 'codes-paused', 'refunded', 'paid', 'new-device'],
  ]);
  assert.equal(before.unread, 6);
  const [, paused] = before.messages;
  assert.deepEqual(await buyer.post('/messages/read', { until: paused?.at }), { unread: 1 });
  const read = await messages();
  assert.deepEqual(read.messages.map((message) => message.read).filter((each) => !each).length, 1);
  // What was read stays read, also when an older time comes late; the future cannot be read.
  await buyer.post('/messages/read', { until: '2026-01-01T00:00:00+08:00' });
  assert.equal((await messages()).unread, 1);
  await buyer.post('/messages/read', { until: '2099-01-01T00:00:00+08:00' });
  later();
  await buyer.post('/codes/pause', {});
  assert.equal((await messages()).unread, 2);
  const stranger = await signedIn('1.00');
  assert.deepEqual(
    ((await stranger.get('/messages')) as { messages: Message[] }).messages.map(({ kind }) => kind),
    ['new-device'],
  );
  world.machine.advance(days(31));
});

test('a search finds by shop, subject, amount, id and day, page by page', async () => {
  const buyer = await signedIn('500.00');
  for (const [order, amount] of [
    ['s-1', '12.80'],
    ['s-2', '128.00'],
    ['s-3', '46.00'],
  ] as const) {
    await world.pay(partnerId, buyer.walletId, amount, order);
    world.machine.advance(days(1));
  }
  await world.acquiring.cancel({
    ...{ partnerId, tradeId: undefined, partnerTransId: 's-3', service: 'cancel' },
  });
  const search = async (query: string) => {
    const { trades, next } = await buyer.get(`/trades?${query}`);
    const found = trades as { amount: string; tradeId: string; createdAt: string }[];
    return { amounts: found.map(({ amount }) => amount), found, next };
  };
  const all = await search('text=harbour');
  assert.deepEqual(all.amounts, ['46.00', '128.00', '12.80']);
  assert.deepEqual((await search('text=100%25')).amounts.length, 3, 'a percent sign is one');
  assert.deepEqual((await search('text=9_ur')).amounts, []);
  assert.deepEqual((await search('text=128')).amounts, ['128.00']);
  assert.deepEqual((await search('text=12.8')).amounts, ['12.80']);
  assert.deepEqual((await search(`text=${all.found[2]?.tradeId}`)).amounts, ['12.80']);
  const day = String(all.found[1]?.createdAt).slice(0, 10);
  assert.deepEqual((await search(`from=${day}`)).amounts, ['46.00', '128.00']);
  assert.deepEqual((await search(`from=${day}&until=${day}`)).amounts, ['128.00']);
  assert.equal(
    (await search('status=paid')).amounts.length + (await search('status=closed')).amounts.length,
    3,
  );
  const page = await search('text=harbour&limit=2');
  assert.deepEqual(page.amounts, ['46.00', '128.00']);
  assert.deepEqual((await search(`text=harbour&limit=2&before=${page.next}`)).amounts, ['12.80']);
  const stranger = await signedIn('1.00');
  assert.deepEqual((await stranger.get('/trades?text=harbour'))['trades'], []);
});
