/**
 * Goal: operators see all partners, wallets and trades, page by page, each exactly once.
 * Method: requests over real sockets; each list is walked in small pages and compared with the
 * created items.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, minutes, type PartnerId, secret, type WalletId } from '@sampan/primitives';
import { hkd } from '#test-kit';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
let cafe: PartnerId;
let bakery: PartnerId;
/** Its refund period is a day. */
let kiosk: PartnerId;
let anna: WalletId;
let ben: WalletId;
/** Asks for the password of every payment. */
let careful: WalletId;

before(async () => {
  world = await operationsWorld();
  [cafe, bakery] = [await world.partner(), await world.partner()];
  kiosk = await world.partner({}, { refundPeriodDays: 1 });
  [anna, ben] = [await world.wallet('1000.00'), await world.wallet('1000.00')];
  careful = await world.wallet('1000.00', { passwordFreeLimit: hkd('0.00') });
  await pay('first', cafe, anna);
  await pay('second', bakery, ben);
  await pay('over', kiosk, ben);
  world.machine.advance(days(2));
  for (const order of ['a', 'b', 'c']) await pay(order, cafe, anna);
  for (const order of ['d', 'e']) await pay(order, bakery, ben);
  await world.acquiring.cancel({
    partnerId: cafe,
    partnerTransId: 'b',
    tradeId: undefined,
    service: 'cancel',
  });
  await pay('expired', kiosk, careful);
  world.machine.advance(minutes(4));
  await pay('asked', kiosk, careful);
});
after(() => world.close());

async function pay(order: string, partner: PartnerId, wallet: WalletId): Promise<void> {
  world.machine.advance(minutes(1));
  const { outcome } = await world.pay(partner, wallet, '1.00', order);
  assert.notEqual(outcome, 'refused');
}

type Item = Readonly<Record<string, unknown>>;

async function walk(path: string, limit: number): Promise<Item[]> {
  const found: Item[] = [];
  const joint = path.includes('?') ? '&' : '?';
  for (let after = ''; ; ) {
    const { status, body, text } = await world.get(`${path}${joint}limit=${limit}${after}`);
    assert.equal(status, 200, text);
    const items = body['items'] as Item[];
    found.push(...items);
    if (body['next'] === null) return found;
    assert.equal(items.length, limit, 'only the last page is short');
    after = `&after=${body['next']}`;
  }
}

for (const limit of [1, 2, 500]) {
  test(`partners and wallets are walked in pages of ${limit}, by their ids`, async () => {
    const partners = await walk('/admin/partners', limit);
    assert.deepEqual(
      partners.map(({ id }) => id),
      [cafe, bakery, kiosk].sort(),
    );
    const wallets = await walk('/admin/wallets', limit);
    assert.deepEqual(
      wallets.map(({ walletId }) => walletId),
      [anna, ben, careful].sort(),
    );
  });
}

const everything = 'asked expired e d c b a over second first';
const listed: readonly (readonly [string, () => string, string])[] = [
  ['all', () => '', everything],
  ["a partner's", () => `partner=${cafe}`, 'c b a first'],
  ["a wallet's", () => `wallet=${ben}`, 'e d over second'],
  ["a wallet's at a partner", () => `wallet=${ben}&partner=${kiosk}`, 'over'],
  ['those of a day', () => 'date=2026-11-22', 'over second first'],
  ['those of a later day', () => 'date=2026-11-24', 'asked expired e d c b a'],
  ['those of a day without trades', () => 'date=2026-11-23', ''],
  ['waiting ones', () => 'status=waiting', 'asked'],
  ['paid ones', () => 'status=paid', 'e d c a second first'],
  ['closed ones, also by time alone', () => 'status=closed', 'expired b'],
  ['finished ones, also by time alone', () => 'status=finished', 'over'],
  ["a partner's waiting ones", () => `partner=${kiosk}&status=waiting`, 'asked'],
  ["a partner's closed ones", () => `partner=${kiosk}&status=closed`, 'expired'],
  ["a partner's finished ones", () => `partner=${kiosk}&status=finished`, 'over'],
  ["a partner's paid ones of a day", () => `partner=${cafe}&status=paid&date=2026-11-24`, 'c a'],
  ["a wallet's closed ones", () => `wallet=${careful}&status=closed`, 'expired'],
  ["a wallet's finished ones", () => `wallet=${ben}&status=finished`, 'over'],
];
for (const [what, query, expected] of listed) {
  test(`trades are listed newest first: ${what}`, async () => {
    for (const limit of [1, 3, 500]) {
      const trades = await walk(`/admin/trades?${query()}`, limit);
      assert.equal(trades.map(({ partnerTransId }) => partnerTransId).join(' '), expected);
      const wanted = /status=(\w+)/.exec(query())?.[1];
      for (const { status } of trades) assert.equal(status, wanted ?? status);
    }
  });
}

test('a trade that is made meanwhile shifts no page', async () => {
  const first = await world.get('/admin/trades?limit=2');
  await pay('meanwhile', cafe, anna);
  const second = await world.get(`/admin/trades?limit=2&after=${first.body['next']}`);
  const names = [first, second].flatMap(({ body }) =>
    (body['items'] as Item[]).map(({ partnerTransId }) => partnerTransId),
  );
  assert.deepEqual(names, ['asked', 'expired', 'e', 'd']);
});

test('a list shows a trade as the trade itself does, and no keys', async () => {
  const { body } = await world.get(`/admin/trades?wallet=${anna}&limit=1&status=closed`);
  const [item = {}] = body['items'] as Item[];
  const { body: whole } = await world.get(`/admin/trades/${item['tradeId']}`);
  assert.deepEqual({ ...whole, ...item }, whole);
  assert.ok(!(await world.get('/admin/partners')).text.includes('md5Key'));
});

const refused: readonly (readonly [string, number, string, RegExp])[] = [
  ['/admin/partners?limit=0', 400, 'limit', /^limit must be 1 to 500$/],
  ['/admin/partners?limit=501', 400, 'limit', /^limit must be 1 to 500$/],
  ['/admin/wallets?limit=ten', 400, 'limit', /^limit must be 1 to 500$/],
  ['/admin/trades?limit=1.5', 400, 'limit', /^limit must be 1 to 500$/],
  ['/admin/trades?limit=', 400, 'limit', /^limit must be 1 to 500$/],
  ['/admin/trades?limit=1&limit=2', 400, 'limit', /^limit must be 1 to 500$/],
  ['/admin/trades?after=', 400, 'after', /^after must be the "next" of a page of this list$/],
  ['/admin/trades?after=W10', 400, 'after', /^after must be the "next" of a page of this list$/],
  ['/admin/partners?after=%00', 400, 'after', /^after must be text without the zero character/],
  ['/admin/trades?after=a&after=b', 400, 'after', /^after must be text$/],
  ['/admin/trades?status=lost', 400, 'status', /^status must be waiting or paid or closed or fini/],
  ['/admin/trades?partner=7', 400, 'partner', /^partner must be 16 digits that begin with 2088$/],
  ['/admin/trades?wallet=7', 400, 'wallet', /^wallet must be a wallet id of 16 digits$/],
  ['/admin/trades?date=today', 400, 'date', /^date must be a day such as "2026-11-22"$/],
  ['/admin/trades?date=2026-02-30', 400, 'date', /^date must be a day such as "2026-11-22"$/],
  ['/admin/trades?day=2026-11-22', 400, 'day', /^There is no field day; there are partner, wallet/],
  ['/admin/partners?constructor=1', 400, 'constructor', /^There is no field constructor; there/],
];
for (const [path, status, field, message] of refused) {
  test(`refused: ${path}`, async () => {
    const told = await world.get(path);
    assert.equal(told.status, status, told.text);
    assert.equal(told.error?.['field'], field);
    assert.match(String(told.error?.['message']), message);
  });
}

test('a filter by what does not exist is no empty list', async () => {
  const partner = await world.get('/admin/trades?partner=2088999999999999');
  assert.deepEqual([partner.status, partner.error?.['code']], [404, 'partner-unknown']);
  const wallet = await world.get('/admin/trades?wallet=2160999999999999');
  assert.deepEqual([wallet.status, wallet.error?.['code']], [404, 'wallet-unknown']);
});

test('the cursor of one list is none of another', async () => {
  const { body } = await world.get('/admin/partners?limit=1');
  const told = await world.get(`/admin/wallets?after=${body['next']}`);
  assert.deepEqual([told.status, told.error?.['field']], [400, 'after']);
});

test('outside a sandbox a list needs the operator’s token', async () => {
  const token = 'operator-token-of-the-test-world';
  const own = await operationsWorld({ kind: 'token', token: secret(token) });
  try {
    for (const name of [
      'partners',
      'wallets',
      'trades',
      'deliveries',
      'days',
      'batches',
      'files',
    ]) {
      const path = `/admin/${name}`;
      assert.equal((await own.get(path)).status, 401);
      const told = await own.get(path, { authorization: `Bearer ${token}` });
      assert.deepEqual(told.body, { items: [], next: null });
    }
  } finally {
    await own.close();
  }
});
