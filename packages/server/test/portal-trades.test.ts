/**
 * Goal: a partner's staff finds the partner's trades by every filter, sums them up and takes them home as
 * a file, sees one as a timeline, and gives money back; never a trade of another partner.
 * Method: requests of the partner API over a random history; each page, sum and file is compared with the
 * trades themselves, filtered in memory.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  addDays,
  businessDate,
  days,
  hours,
  minutes,
  type PartnerId,
  type WalletId,
} from '@sampan/primitives';
import { fitsFilter, listPartnerTrades, listTrades, type PartnerTradeFilter } from '#acquiring';
import { hkd } from '#test-kit';
import { type Browser, type PortalWorld, portalWorld } from './portal-world.ts';

let world: PortalWorld;
let cafe: PartnerId;
let rival: PartnerId;
let anna: WalletId;
let owner: Browser;
let stranger: Browser;

before(async () => {
  world = await portalWorld();
  [cafe, rival] = [await world.partner({ refundPeriodDays: 3 }), await world.partner()];
  anna = await world.wallet('90000.00');
  const ben = await world.wallet('90000.00', { inst: 'ALIPAYCN' });
  const careful = await world.wallet('90000.00', { passwordFreeLimit: hkd('0.00') });
  for (let number = 0; number < 120; number++) {
    world.machine.advance(minutes(70));
    const wallet = number % 7 === 3 ? careful : number % 3 === 1 ? ben : anna;
    const partner = number % 5 === 4 ? rival : cafe;
    const order = `order-${number}`;
    const payment = world.payment(
      partner,
      await world.code(wallet),
      `${1 + (number % 9)}.00`,
      order,
    );
    const store = {
      storeId: `S_${number % 4}`,
      storeName: number % 4 === 0 ? '=1+1' : `港,"${number}"`,
    };
    await world.acquiring.pay({ ...payment, details: store });
    const about = { partnerId: partner, partnerTransId: order, tradeId: undefined };
    if (number % 11 === 5) {
      await world.acquiring.refund({
        ...about,
        ...{ partnerRefundId: `back-${number}`, amount: hkd('0.40'), reason: 'cold' },
        ...{ mode: number % 2 === 0 ? 'sync' : 'async', notify: undefined },
      });
    }
    if (number % 13 === 6) await world.acquiring.cancel({ ...about, service: 'cancel' });
  }
  owner = await world.signIn(await world.member(cafe, 'owner'));
  stranger = await world.signIn(await world.member(rival, 'owner'));
});
after(() => world.close());

const all = async (partner: PartnerId) =>
  listTrades(
    world.connection,
    { partnerId: partner },
    { after: undefined, limit: 1_000, now: world.machine.now() },
  );

const today = () => businessDate(world.machine.now());

const filters = (): readonly PartnerTradeFilter[] => [
  {},
  ...(['waiting', 'paid', 'closed', 'finished'] as const).flatMap((status) => [
    { status },
    { status, inst: 'ALIPAYCN' as const },
    { status, store: 'S_1' },
    { status, returned: true },
    { status, from: addDays(today(), -2), to: addDays(today(), -1) },
  ]),
  { from: addDays(today(), -3) },
  { to: addDays(today(), -3) },
  { from: addDays(today(), -2), to: addDays(today(), -2) },
  { inst: 'ALIPAYHK' },
  { product: 'barcode' },
  { product: 'merchant-qr' },
  { store: 'S_2' },
  { store: '' },
  { store: 'S_' },
  { returned: true },
  { returned: true, inst: 'ALIPAYCN' },
  { returned: true, store: 'S_3', from: addDays(today(), -4) },
];

test('each filter leaves the trades that it should, however little a page scans and shows', async () => {
  const now = world.machine.now();
  const trades = await all(cafe);
  let found = 0;
  for (const filter of filters()) {
    const expected = trades.filter((trade) => fitsFilter(trade, filter, now)).map(({ id }) => id);
    found += expected.length > 0 ? 1 : 0;
    for (const [limit, scan] of [
      [500, 10_000],
      [3, 10_000],
      [5, 7],
      [2, 1],
    ] as const) {
      const ids: string[] = [];
      for (let after: (typeof trades)[number]['id'] | undefined; ; ) {
        const page = { after, limit, now, scan };
        const { trades, scannedTo } = await listPartnerTrades(world.connection, cafe, filter, page);
        ids.push(...trades.map(({ id }) => id));
        after = trades.length >= limit ? trades.at(-1)?.id : scannedTo;
        if (after === undefined) break;
      }
      assert.deepEqual(ids, expected, JSON.stringify({ filter, limit, scan }));
    }
  }
  assert.ok(found > 20, 'most filters leave something');
});

type Item = Readonly<Record<string, unknown>>;

const queryOf = ({ returned, ...filter }: PartnerTradeFilter): string => {
  const named = Object.entries({ ...filter, ...(returned && { refunded: 'true' }) });
  const texts = named.map(([name, value]) => [name, String(value)] as const);
  return new URLSearchParams(Object.fromEntries(texts)).toString();
};

async function walk(query: string, as: Browser): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (let next: unknown = ''; next !== null; ) {
    const after = next === '' ? '' : `&after=${next}`;
    const { status, body, text } = await world.first.ask(
      'GET',
      `/trades?limit=7&${query}${after}`,
      { as },
    );
    assert.equal(status, 200, text);
    found.push(...(body['items'] as Item[]));
    next = body['next'];
  }
  return found;
}

const cents = (text: unknown): number => Math.round(Number(text) * 100);

test('list, sums and file of a filter agree, and show no wallet', async () => {
  for (const filter of filters()) {
    const query = queryOf(filter);
    const items = await walk(query, owner);
    const { body: sums } = await world.first.ask('GET', `/trades/sums?${query}`, { as: owner });
    assert.equal(sums['trades'], items.length, query);
    assert.equal(sums['atLeast'], false);
    const paid = items.filter(({ paidAt }) => paidAt !== undefined);
    assert.equal(sums['paid'], paid.length);
    const total = (name: string) => paid.reduce((sum, item) => sum + cents(item[name]), 0);
    const [row] = sums['sums'] as Item[];
    assert.deepEqual(
      ['paid', 'refunded', 'fees'].map((name) => cents(row?.[name] ?? '0')),
      ['amount', 'refunded', 'fee'].map(total),
      query,
    );
    const file = await world.first.ask('GET', `/trades.csv?${query}`, { as: owner });
    const lines = rowsOf(file.text);
    assert.deepEqual(
      lines.slice(1).map((cells) => cells[5]),
      items.map(({ tradeId }) => tradeId),
    );
    assert.ok(items.every((item) => !('walletId' in item) && !('partnerId' in item)));
  }
});

/** Reads RFC 4180. */
function rowsOf(text: string): readonly (readonly string[])[] {
  assert.ok(text.startsWith('\ufeff') && text.endsWith('\r\n'));
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text
    .slice(1)
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('a text of the file that a spreadsheet would carry out is made text, and quotes are kept', async () => {
  const { text, headers } = await world.first.ask('GET', '/trades.csv', { as: owner });
  assert.equal(headers['content-type'], 'text/csv; charset=utf-8');
  const names = rowsOf(text).map((cells) => cells[10] ?? '');
  assert.ok(names.includes("'=1+1"));
  assert.ok(names.some((name) => /^港,"\d+"$/.test(name)));
  assert.ok(!names.some((name) => /^[=+@-]/.test(name)));
});

test('a trade is found by the whole id of its order, of itself and of a refund, by its partner only', async () => {
  const [trade] = (await all(cafe)).filter(({ partnerTransId }) => partnerTransId === 'order-5');
  assert.ok(trade);
  for (const id of ['order-5', trade.id, 'back-5', ` ${trade.id} `]) {
    const found = await walk(`text=${encodeURIComponent(id)}`, owner);
    assert.deepEqual(
      found.map(({ tradeId }) => tradeId),
      [trade.id],
      id,
    );
    assert.deepEqual(await walk(`text=${encodeURIComponent(id)}`, stranger), []);
  }
  assert.deepEqual(await walk('text=order', owner), [], 'a part of an id is none');
  assert.equal((await walk('text=order-5&status=closed', owner)).length, 0);
  const { body } = await world.first.ask('GET', '/trades/sums?text=order-5', { as: owner });
  assert.deepEqual([body['trades'], body['paid']], [1, 1]);
});

test('what a filter cannot be is refused with its field', async () => {
  for (const [query, field] of [
    ['from=2026-02-31', 'from'],
    ['to=yesterday', 'to'],
    ['from=2026-11-23&to=2026-11-22', 'to'],
    ['status=lost', 'status'],
    ['inst=WECHAT', 'inst'],
    ['limit=501', 'limit'],
    ['after=x', 'after'],
    ['text=', 'text'],
  ]) {
    for (const path of ['/trades', '/trades/sums', '/trades.csv']) {
      if (path !== '/trades' && /limit|after/.test(String(query))) continue;
      const { status, body } = await world.first.ask('GET', `${path}?${query}`, { as: owner });
      assert.equal(status, 400, query);
      assert.equal((body['error'] as Item)['field'], field);
    }
  }
});

test('the overview is of the own partner', async () => {
  const { body } = await world.first.ask('GET', '/overview', { as: stranger });
  const own = (await all(rival)).filter(
    ({ payment }) => payment && businessDate(payment.paidAt) === today(),
  );
  assert.equal((body['paid'] as Item)['payments'], own.length);
  const bad = await world.first.ask('GET', '/overview?day=2026-13-01', { as: owner });
  assert.deepEqual([bad.status, (bad.body['error'] as Item)['field']], [400, 'day']);
});

async function sold(order: string, amount = '10.00') {
  const told = await world.pay(cafe, anna, amount, order);
  assert.ok(told.outcome === 'paid');
  return told.trade;
}

test('a refund is carried out once under its key, is in the timeline with who gave it, and in the log', async () => {
  const trade = await sold('portal-refund');
  const path = `/trades/${trade.id}/refunds`;
  const headers = { 'idempotency-key': 'one' };
  const asked = { as: owner, headers, body: { amount: '4.00', why: 'too cold' } };
  const first = await world.first.ask('POST', path, asked);
  const again = await world.first.ask('POST', path, asked);
  assert.equal(first.status, 201, first.text);
  assert.deepEqual([again.status, again.text], [first.status, first.text]);
  const { result, partnerRefundId } = first.body;
  assert.equal(result, 'done');
  assert.match(String(partnerRefundId), /^portal-[0-9]{28}$/);
  const { body: whole } = await world.first.ask('GET', `/trades/${trade.id}`, { as: owner });
  assert.deepEqual([whole['refunded'], whole['left']], ['4.00', '6.00']);
  const timeline = whole['timeline'] as Item[];
  const given = timeline.filter(({ kind }) => kind === 'refund-done');
  assert.equal(given.length, 1);
  assert.equal(given[0]?.['subject'], partnerRefundId);
  assert.match(String(given[0]?.['who']), /^owner/);
  assert.deepEqual(
    timeline.map(({ kind }) => kind).filter((kind) => kind !== 'notification'),
    ['begun', 'paid', 'refund-done', 'entry', 'entry'].sort(
      (left, right) =>
        timeline.findIndex(({ kind }) => kind === left) -
        timeline.findIndex(({ kind }) => kind === right),
    ),
  );
  assert.ok(!JSON.stringify(whole).includes(anna), 'no id of a wallet is in it');
  const { body: log } = await world.first.ask('GET', '/log', { as: owner });
  const entry = (log['items'] as Item[]).find(({ what }) => what === 'refund.made');
  assert.deepEqual([entry?.['subject'], entry?.['why']], [trade.id, 'too cold']);
});

test('above the limit a second person gives the money back, once, and what cannot be is refused at once', async () => {
  const { first } = world;
  const set = (approveAbove: string) =>
    first.ask('PATCH', '/settings', { as: owner, body: { approveAbove } });
  assert.equal((await set('5.00')).status, 200);
  const trade = await sold('portal-four-eyes');
  const path = `/trades/${trade.id}`;
  const asked = {
    as: owner,
    headers: { 'idempotency-key': 'eyes' },
    body: { amount: '6.00', why: 'two cups' },
  };
  const waits = await first.ask('POST', `${path}/refunds`, asked);
  assert.equal((await first.ask('POST', `${path}/refunds`, asked)).text, waits.text);
  assert.deepEqual([waits.status, waits.body['result']], [201, 'waits']);
  const { approvalId } = waits.body['approval'] as Item;
  const tooMuch = { as: owner, body: { amount: '10.01', why: 'all' } };
  assert.equal((await first.ask('POST', `${path}/refunds`, tooMuch)).code, 'refund-too-large');
  const before = await first.ask('GET', path, { as: owner });
  assert.deepEqual([before.body['refunded'], before.body['approveAbove']], ['0.00', '5.00']);
  assert.equal((before.body['approvals'] as Item[]).length, 1);
  const second = await world.signIn(await world.member(cafe, 'finance'));
  const answer = { as: second, body: { answer: 'approve' } };
  assert.equal((await first.ask('POST', `/approvals/${approvalId}`, answer)).status, 200);
  const { body: after } = await first.ask('GET', path, { as: owner });
  assert.deepEqual([after['refunded'], after['left']], ['6.00', '4.00']);
  const kinds = (after['timeline'] as Item[]).map(({ kind }) => kind);
  assert.ok(kinds.includes('approval-asked') && kinds.includes('approval-answered'));
  const rest = { as: owner, body: { amount: '1.00', why: 'a part' } };
  const { body: part } = await first.ask('POST', `${path}/refunds`, rest);
  assert.equal(part['result'], 'waits', 'parts of one trade add up');
  assert.equal((await set('none')).status, 200);
});

test('money goes back only by the rules, and the trade says before why not', async () => {
  const trade = await sold('portal-rules');
  const path = `/trades/${trade.id}`;
  const refund = (amount: string, as = owner) =>
    world.first.ask('POST', `${path}/refunds`, { as, body: { amount, why: 'cold' } });
  const cancel = (as = owner) =>
    world.first.ask('POST', `${path}/cancel`, { as, body: { why: 'no' } });
  const shown = async () => {
    const { body } = await world.first.ask('GET', path, { as: owner });
    return [body['noRefund'], body['noCancel']];
  };
  assert.deepEqual(await shown(), [undefined, undefined]);
  assert.deepEqual(
    [(await refund('10.00', stranger)).code, (await cancel(stranger)).code],
    ['trade-unknown', 'trade-unknown'],
  );
  assert.equal((await world.first.ask('GET', path, { as: stranger })).code, 'trade-unknown');
  assert.equal((await refund('10.01')).code, 'refund-too-large');
  for (const bad of ['0.00', '-1.00', '1.001', 'all']) {
    assert.equal((await refund(bad)).code, 'invalid-field', bad);
  }
  assert.equal((await refund('3.00')).status, 201);
  assert.deepEqual(await shown(), [undefined, 'refunded']);
  assert.equal((await cancel()).code, 'trade-not-cancellable');
  assert.equal((await refund('7.00')).status, 201);
  assert.deepEqual(await shown(), ['all-refunded', 'refunded']);
  assert.equal((await refund('1.00')).code, 'refund-too-large');

  const cancelled = await sold('portal-cancel');
  const told = await world.first.ask('POST', `/trades/${cancelled.id}/cancel`, {
    as: owner,
    body: { why: 'twice' },
  });
  assert.deepEqual([told.status, told.body], [201, { result: 'done', amount: '10.00' }]);
  const { body } = await world.first.ask('GET', `/trades/${cancelled.id}`, { as: owner });
  assert.deepEqual(
    [body['noRefund'], body['noCancel'], body['refunded'], body['left']],
    ['all-refunded', 'closed', '10.00', '0.00'],
  );

  const old = await sold('portal-old');
  const later = async () => {
    // A session does not last that long.
    const browser = await world.signIn(await world.member(cafe, 'owner'));
    const { status, body } = await world.first.ask('GET', `/trades/${old.id}`, { as: browser });
    assert.equal(status, 200);
    return [body['noRefund'], body['noCancel']];
  };
  world.machine.advance(hours(24));
  assert.deepEqual(await later(), [undefined, 'day-over']);
  world.machine.advance(days(3));
  assert.deepEqual(await later(), ['refund-period-over', 'finished']);
  assert.deepEqual(await world.audit(), []);
});
