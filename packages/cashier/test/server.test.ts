/**
 * Goal: the page of a till can do its work over HTTP, and nothing else can: sessions, forged requests,
 * displays, events that resume.
 * Method: a started till on a free port, over a gateway in memory.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { memoryGateway, signNotification } from '@sampan/sdk/testing';
import type { OrderView } from '../src/api/index.ts';
import { completeSettings, type StartedTill, startTill } from '../src/index.ts';
import { systemTime } from '../src/start/time.system.ts';
import { tillPage } from '../test-kit/till-page.ts';
import { code, key, partnerAt, people, pins } from '../test-kit/till-world.ts';

let folder: string;
let started: StartedTill;
let page: ReturnType<typeof tillPage>;
const errors: unknown[] = [];
const gateway = memoryGateway({ key, time: systemTime });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-till-server-'));
  started = await startTill({
    settings: completeSettings({
      historyIsFor: 'supervisors',
      notifyUrl: 'https://till.example/notify',
      items: [
        {
          id: 'tea',
          name: { en: 'Tea', zhHant: '茶', zhHans: '茶' },
          price: '18.00',
          taxRate: '0.08',
        },
      ],
    }),
    partner: partnerAt(gateway),
    data: folder,
    port: 0,
    cashiers: people,
    onError: (error) => errors.push(error),
  });
  page = tillPage(started.url);
});
after(async () => {
  await started.stop();
  await rm(folder, { recursive: true });
  assert.deepEqual(errors, []);
});

const refused = (status: number, code: string) => (error: unknown) => {
  assert.deepEqual({ status: Object(error).status, code: Object(error).code }, { status, code });
  return true;
};

test('a cashier signs in by PIN, and after five wrong ones not even by the right one', async () => {
  const till = await page('GET /till');
  assert.equal(till.session, null);
  assert.equal(started.firstPin, undefined);
  await assert.rejects(page('GET /recent-orders'), refused(401, 'not-signed-in'));
  const { items } = await page('GET /cashiers');
  assert.deepEqual(
    items.map(({ name, triesLeft }) => [name, triesLeft]),
    [
      ['Ng', 5],
      ['Lee', 5],
    ],
  );
  const other = tillPage(started.url);
  await other('POST /sign-in', { body: { cashierId: 'ng', pin: pins.supervisor } });
  await other('POST /cashiers', {
    body: { id: 'cashier-x', name: 'X', role: 'cashier', pin: '4444' },
  });
  const wrong = () => page('POST /sign-in', { body: { cashierId: 'cashier-x', pin: '0000' } });
  for (let count = 0; count < 5; count++) await assert.rejects(wrong, refused(403, 'pin-wrong'));
  const right = () => page('POST /sign-in', { body: { cashierId: 'cashier-x', pin: '4444' } });
  await assert.rejects(right, refused(429, 'pin-locked'));
  await other('POST /cashiers/:id/pin', { params: { id: 'cashier-x' }, body: { pin: '5555' } });
  await page('POST /sign-in', { body: { cashierId: 'cashier-x', pin: '5555' } });
  assert.equal((await page('GET /till')).session?.cashier.name, 'X');
  await page('POST /sign-out');
  assert.equal((await page('GET /till')).session, null);
  await page('POST /sign-in', { body: { cashierId: 'lee', pin: pins.cashier } });
});

test('tablets that sign in at the same time do not lock the PIN', async () => {
  const tablets = Array.from({ length: 8 }, () => tillPage(started.url));
  const body = { cashierId: 'ng', pin: pins.supervisor };
  await Promise.all(tablets.map((tablet) => tablet('POST /sign-in', { body })));
  const { items } = await page('GET /cashiers');
  assert.equal(items.find(({ id }) => id === 'ng')?.triesLeft, 5);
});

test('cookies are hidden from scripts and other sites, and forged requests are refused', async () => {
  const body = JSON.stringify({ cashierId: 'lee', pin: pins.cashier });
  const sign = (headers: Record<string, string>) =>
    fetch(`${started.url}api/sign-in`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const answer = await sign({});
  for (const cookie of answer.headers.getSetCookie()) {
    assert.match(cookie, /; HttpOnly; SameSite=Strict/);
  }
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.equal((await sign({ origin: 'https://evil.example' })).status, 403);
  assert.equal((await sign({ 'sec-fetch-site': 'same-site' })).status, 403);
  assert.equal((await sign({ origin: new URL(started.url).origin })).status, 200);
  assert.equal((await sign({ 'content-type': 'text/plain' })).status, 400);
});

test('a request that is not as declared names the field', async () => {
  const put = (body: unknown) =>
    page.ask(`${started.url}api/orders/order-0001`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const { error } = Object(await (await put({ lines: [{ quantity: 0, price: '1' }] })).json());
  assert.deepEqual([error.code, error.field], ['invalid-field', 'lines[0].quantity']);
  const other = Object(await (await put({ line: [] })).json());
  assert.match(other.error.message, /did you mean lines/);
  assert.equal((await page.ask(`${started.url}api/none`)).status, 404);
  assert.equal((await page.ask(`${started.url}api/shift`, { method: 'DELETE' })).status, 405);
});

test('from the basket to the paid order; the events say all of it, and resume', async () => {
  const basket = { lines: [{ itemId: 'tea', quantity: 2, price: '18.00', taxRate: '0.08' }] };
  const params = { id: 'order-0001' };
  await assert.rejects(page('PUT /orders/:id', { params, body: basket }), refused(409, 'no-shift'));
  await page('POST /shift/open', { body: { id: 'shift-0001', float: '500.00' } });
  const events = await page.events('GET /events');
  assert.equal(JSON.parse((await events.next('shift')).data).shift.openedBy, 'Lee');
  const first = await events.next('beat');
  assert.ok(JSON.parse(first.data).at);
  const order = await page('PUT /orders/:id', { params, body: basket });
  assert.equal(order.totals.total, '36.00');
  assert.deepEqual(order.totals.taxes, [{ rate: '0.08', included: '2.67' }]);
  const begun = await events.next('order');
  const taken = await page('POST /orders/:id/scan', { params, body: { id: 'payment-0001', code } });
  assert.equal(taken.isSameScan, false);
  const paid = await events.next('order', (data) => data.includes('"state":"paid"'));
  const seen: OrderView = JSON.parse(paid.data);
  assert.equal(seen.payments[0]?.id, taken.paymentId);
  assert.equal(seen.asOf.run, taken.order.asOf.run);
  assert.ok(order.asOf.step < taken.order.asOf.step && taken.order.asOf.step < seen.asOf.step);
  events.stop();
  // The page was away: it gets what it has missed, in order.
  const again = await page.events('GET /events', begun.id);
  await again.next('order', (data) => data.includes('"state":"begun"'));
  await again.next('order', (data) => data.includes('"state":"paid"'));
  again.stop();
  const unknown = await page.events('GET /events', 'other-run-7');
  await unknown.next('reload');
  unknown.stop();
  assert.equal((await page('GET /recent-orders')).items[0]?.id, 'order-0001');
});

test('a stream of events ends with its session', async () => {
  const other = tillPage(started.url);
  await other('POST /sign-in', { body: { cashierId: 'ng', pin: pins.supervisor } });
  const events = await other.events('GET /events');
  await events.next('status');
  await other('POST /sign-out');
  await events.next('session');
  await assert.rejects(events.next('no such event'), /the stream ended/);
});

test('older orders need a supervisor, for five minutes', async () => {
  await assert.rejects(page('GET /orders'), refused(403, 'history-locked'));
  const approval = { cashierId: 'ng', pin: pins.supervisor };
  await assert.rejects(
    page('POST /session/unlock', { body: { cashierId: 'lee', pin: pins.cashier } }),
    refused(403, 'supervisor-needed'),
  );
  await page('POST /session/unlock', { body: approval });
  assert.equal((await page('GET /orders')).items.length, 1);
  const { id } = await page('GET /find-order', { query: { text: '1' } });
  assert.equal(id, 'order-0001');
});

test('a large refund needs a second person, who is a supervisor', async () => {
  const params = { id: 'order-0002' };
  await page('PUT /orders/:id', { params, body: { lines: [{ quantity: 1, price: '268.00' }] } });
  const events = await page.events('GET /events');
  const { paymentId } = await page('POST /orders/:id/scan', {
    params,
    body: { id: 'payment-0002', code: '289216843756120935' },
  });
  await events.next('order', (data) => data.includes('"state":"paid"'));
  const refund = (approval?: { readonly cashierId: string; readonly pin: string }) =>
    page('POST /payments/:id/refunds', {
      params: { id: paymentId },
      body: { id: 'refund-0001', amount: '268.00', reason: 'cold', approval },
    });
  await assert.rejects(refund(), refused(409, 'approval-needed'));
  await assert.rejects(
    refund({ cashierId: 'lee', pin: pins.cashier }),
    refused(403, 'second-person-needed'),
  );
  assert.equal((await refund({ cashierId: 'ng', pin: pins.supervisor })).approvedBy, 'Ng');
  await events.next('order', (data) => data.includes('"state":"refunded"'));
  events.stop();
});

test('a display of another device is paired once, and shows what the till shows', async () => {
  const customer = tillPage(started.url);
  await assert.rejects(customer('GET /display'), refused(401, 'not-paired'));
  const { token, path } = await page('POST /displays');
  assert.equal(path, `/display#${token}`);
  assert.equal((await customer('POST /display/pair', { body: { token } })).is, 'idle');
  await assert.rejects(
    tillPage(started.url)('POST /display/pair', { body: { token } }),
    refused(403, 'token-unknown'),
  );
  const events = await customer.events('GET /display/events');
  const params = { id: 'order-0003' };
  await page('PUT /orders/:id', { params, body: { lines: [{ quantity: 1, price: '20.00' }] } });
  await page('PUT /display', { body: { orderId: 'order-0003' } });
  await events.next('display', (data) => JSON.parse(data).total === '20.00');
  await page('POST /orders/:id/show', { params, body: { id: 'payment-0003' } });
  const shown = await events.next('display', (data) => JSON.parse(data).is === 'code');
  assert.match(JSON.parse(shown.data).qrCode, /^https:/);
  gateway.orders.confirm(gateway.orders.all().at(-1)?.id ?? '');
  events.stop();
});

test('a notification of the desk code shows as a payment, once, and a forged one does not', async () => {
  const events = await page.events('GET /events');
  const fields = {
    out_trade_no: 'MQ20261127000000002290',
    trade_no: '2026112700000000000000002290',
    trade_status: 'TRADE_SUCCESS',
    total_fee: '30.00',
    gmt_payment: '2026-11-27 11:20:00',
    payment_inst: 'ALIPAYHK',
    extra_common_param: JSON.stringify({ desk: 'T1' }),
  };
  const send = async (signedBy: string, change = {}) => {
    const { body, contentType } = await signNotification(
      { ...fields, ...change },
      { key: signedBy },
    );
    const response = await fetch(`${started.url}notify`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { 'content-type': contentType },
    });
    return response.text();
  };
  assert.equal(await send('x'.repeat(32)), 'fail');
  assert.equal(await send(key), 'success');
  assert.equal(await send(key), 'success');
  // Another desk of the same merchant.
  const other = {
    notify_id: 'other',
    out_trade_no: 'MQ-other',
    extra_common_param: '{"desk":"T2"}',
  };
  assert.equal(await send(key, other), 'success');
  const told = JSON.parse((await events.next('deskPayment')).data);
  assert.deepEqual([told.amount, told.orderTail], ['30.00', '2290']);
  events.stop();
  const { payments, code: desk } = await page('GET /desk-code');
  assert.equal(desk, null);
  assert.deepEqual(
    payments.map(({ id }) => id),
    [fields.out_trade_no],
  );
});

test('without a build the page says so; receipts are pages of their own', async () => {
  const missing = await page.ask(`${started.url}no-such-page`);
  assert.ok([404, 503].includes(missing.status));
  const receipt = await page.ask(
    `${started.url}api/orders/order-0001/receipt?paper=58&language=zhHant`,
  );
  assert.match(receipt.headers.get('content-security-policy') ?? '', /style-src 'sha256-/);
  const html = await receipt.text();
  assert.match(html, /@page \{ size: 58mm auto/);
  assert.match(html, /茶 x 2/);
  assert.match(html, /多謝惠顧/);
});

test('closing the shift makes a Z that can be asked for again', async () => {
  const close = () =>
    page('POST /shift/close', {
      body: { id: 'shift-0001', counts: [{ cashierId: 'lee', cash: '500.00' }] },
    });
  const z = await close();
  assert.equal(z.number, '0001');
  assert.equal(z.drawer.difference, '0.00');
  // 30.00 of it came by the desk's code.
  assert.equal(z.walletsNet, '66.00');
  assert.deepEqual(await close(), z);
  assert.deepEqual(await page('GET /z/:number', { params: { number: '0001' } }), z);
  const [line] = (await page('GET /z')).items;
  assert.equal(line?.verdict.is, 'awaited');
  const csv = await page.stream('GET /z/:number/csv', { params: { number: '1' } });
  assert.match(await csv.text(), /"wallets net","","66.00"/);
  await assert.rejects(page('GET /shift/x'), refused(409, 'no-shift'));
});
