/**
 * Goal: a sandbox keeps each exchange, byte for byte and in order, without secrets, and only the newest.
 * Method: a gateway over real sockets and real deliveries to a receiver; the rows are compared with
 * what was sent and answered. Small records of their own are filled, overfilled and refused.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import type { RawRequest } from '@sampan/protocol';
import {
  ExchangeRecord,
  ExchangesDropped,
  readExchange,
  readWholeExchanges,
  type StoredExchange,
} from '#exchanges';
import type { Exchange } from '#gateway';
import { payment, query } from './gateway-asked.ts';
import { type GatewayWorld, gatewayWorld, md5Key, signedRequest } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;

before(async () => {
  world = await gatewayWorld({ recordsExchanges: true, pretends: true });
  partner = await world.partner();
});
after(() => world.close());

async function newest(kind = 'request'): Promise<StoredExchange> {
  await world.platform.record?.flush();
  const [row] = await world.sql(
    'select exchange_id from exchanges where kind = $1 order by number desc limit 1',
    [kind],
  );
  const found = await readExchange(world.connection, String(row?.['exchange_id']));
  assert.ok(found);
  return found;
}

let orders = 0;
async function paying(change: Readonly<Record<string, string>> = {}) {
  const order = `record-${++orders}`;
  const code = await world.code(await world.wallet('100.00'));
  return { order, code, asked: payment(partner, code, { partner_trans_id: order, ...change }) };
}

test('a payment: its bytes, its ids, every check, the answer', async () => {
  const { order, code, asked } = await paying();
  const sent = await signedRequest({ partner, ...asked });
  const { bytes } = await world.send(sent.query, sent.body);
  const stored = await newest();
  assert.equal(stored.kind, 'request');
  assert.equal(stored.at, world.machine.now());
  assert.deepEqual(
    [stored.partnerId, stored.service, stored.orderId, stored.result, stored.code],
    [partner, 'alipay.acquire.overseas.spot.pay', order, 'success', undefined],
  );
  assert.deepEqual(stored.request, {
    method: 'POST',
    target: sent.query,
    contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
    body: Buffer.from(sent.body ?? ''),
  });
  assert.deepEqual(stored.reply?.body, bytes);
  assert.equal(stored.checks.length, 9);
  assert.ok(stored.checks.every(({ reason }) => reason === undefined));
  assert.match(String(stored.request.body), new RegExp(code), 'it can be sent again');
});

test('a refusal: the failed check with its reason, and its code', async () => {
  const { asked } = await paying();
  await world.ask(partner, { ...asked, sign_type: 'MD5', sign: 'a'.repeat(32) });
  const stored = await newest();
  assert.deepEqual(stored.checks.at(-1), {
    name: 'signature',
    reason: 'sign does not match (MD5, UTF-8)',
  });
  assert.deepEqual(
    [stored.result, stored.level, stored.code, stored.signedString],
    ['refused', 'gateway', 'ILLEGAL_SIGN', undefined],
  );
  await world.ask(partner, query('never-made'));
  const business = await newest();
  assert.deepEqual([business.level, business.result], ['business', 'refused']);
});

test('what cannot be read is kept with its bytes', async () => {
  await world.send('memo=one&memo=two', Buffer.from([0, 255, 128]));
  const stored = await newest();
  assert.deepEqual(stored.request.body, Buffer.from([0, 255, 128]));
  assert.equal(stored.partnerId, undefined);
  assert.equal(stored.result, 'refused');
});

test('a signed string that differs from the canonical one is kept', async () => {
  const { asked } = await paying();
  const { asked: other } = await paying({ memo: 'null' });
  const signed = await signedRequest({ partner, ...asked });
  // Some clients sign without a parameter that they send as null.
  await world.send(signed.query, `${signed.body}&memo=null`);
  const { result, signedString } = await newest();
  assert.equal(result, 'success');
  assert.match(signedString ?? '', /&partner=\d+/);
  assert.doesNotMatch(signedString ?? '', /memo/);
  await world.ask(partner, other);
  assert.equal((await newest()).signedString, undefined);
});

test('no row has a key or the log-in of a buyer', async () => {
  const { asked } = await paying({
    trans_name: 'for bob@shop.example and 13812345678',
    memo: md5Key,
  });
  const { fields } = await world.ask(partner, asked);
  assert.equal(fields['result_code'], 'SUCCESS');
  await world.ask(partner, { ...asked, sign_type: 'MD5', sign: md5Key });
  assert.deepEqual((await newest()).masked, ['key', 'log-in']);
  // In place of an id, in capitals, and in a body that cannot be read.
  await world.ask(partner, { ...asked, partner_trans_id: md5Key });
  assert.equal((await newest()).orderId, '*'.repeat(md5Key.length));
  await world.ask(partner, { ...asked, memo: md5Key.toUpperCase() });
  assert.deepEqual((await newest()).masked, ['key', 'log-in']);
  await world.send('', JSON.stringify({ partner, key: md5Key }));
  assert.deepEqual((await newest()).masked, ['key']);
  const rows = await world.sql(
    `select exchanges::text as clear, encode(coalesce(body, '') || coalesce(reply_body, ''), 'escape') as bytes
     from exchanges`,
  );
  const all = JSON.stringify(rows);
  for (const secret of [md5Key, md5Key.toUpperCase(), 'bob@shop', 'bob%40shop', '13812345678']) {
    assert.ok(!all.includes(secret), secret);
  }
  assert.ok(/trans_name=for\+\*+\+and/.test(all), 'it is masked, not left out');
});

test('each attempt of a notification: the sent bytes and the answer', async () => {
  let received = '';
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received = body;
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  const notified = await world.partner(
    { contract: 'global', currency: 'USD' },
    { notifyUrl: `http://127.0.0.1:${port}/paid` },
  );
  try {
    const buyer = await world.wallet('100.00', { inst: 'ALIPAYCN', loginId: '13200000001' });
    const code = await world.code(buyer);
    const price = { currency: 'USD', trans_amount: '1.00' };
    const asked = payment(notified, code, { partner_trans_id: 'notified-1', ...price });
    const { fields } = await world.ask(notified, asked);
    assert.equal(fields['result_code'], 'SUCCESS', JSON.stringify(fields));
    assert.equal(await world.platform.notifier.runDue(), 1);
    const stored = await newest('notification');
    assert.deepEqual(stored.request, {
      method: 'POST',
      target: `http://127.0.0.1:${port}/paid`,
      contentType: stored.request.contentType,
      body: Buffer.from(received),
    });
    assert.match(received, /&sign=/);
    assert.deepEqual(
      [stored.result, stored.reason, stored.orderId, stored.service, String(stored.reply?.body)],
      ['not-acknowledged', 'the answer was not success', 'notified-1', 'notification', 'ok'],
    );
    assert.deepEqual(stored.pretended, []);
    const corrupt = { when: { notification: 'paid' }, then: [{ corrupt: 'amount' }] } as const;
    const added = await world.platform.scenarios?.add(corrupt);
    assert.ok(added?.ok);
    await world.platform.notifier.resend(stored.notifyId ?? '');
    const corrupted = await newest('notification');
    assert.match(received, /&total_fee=91\.00&/);
    assert.equal(String(corrupted.request.body), received, 'the bytes as they were sent');
    const { scenario_id: scenario } = added.value;
    assert.deepEqual(corrupted.pretended, [{ scenario, step: 1, what: 'corrupt amount' }]);
  } finally {
    await new Promise((resolve) => receiver.close(resolve));
  }
});

test('whole exchanges are read page by page, oldest first, of one partner or of all', async () => {
  const other = await world.partner();
  for (const asking of [partner, other, partner]) await world.ask(asking, query('paged'));
  await world.platform.record?.flush();
  const read = (partnerId: PartnerId | undefined, after: bigint, limit: number) =>
    readWholeExchanges(world.connection, { partnerId, after, limit });
  const all = await read(undefined, 0n, 1_000);
  const [one, two, three] = all.slice(-3);
  assert.ok(one && two && three);
  assert.deepEqual([one.partnerId, two.partnerId, three.partnerId], [partner, other, partner]);
  assert.deepEqual(await readExchange(world.connection, two.id), two);
  assert.deepEqual(await read(other, 0n, 1_000), [two]);
  assert.deepEqual(await read(partner, one.number, 1_000), [three]);
  assert.deepEqual(await read(undefined, one.number, 1), [two]);
});

const raw: RawRequest = { method: 'GET', query: 'service=none' };
const anExchange = (id: string, request: RawRequest = raw): Exchange => ({
  id,
  receivedAt: world.machine.now(),
  request,
  checks: [],
  tookMs: 1,
});

function smallRecord(kept: number, writer = world.platform.writers.exchanges) {
  const failures: unknown[] = [];
  const { directory, timers, random } = world.platform;
  const onFailure = (error: unknown) => failures.push(error);
  const record = new ExchangeRecord({ writer, directory, timers, random, kept, onFailure });
  return { record, failures };
}

test('numbers rise without a gap, also when two processes store at once', async () => {
  const [one, two] = [smallRecord(10_000).record, smallRecord(10_000).record];
  for (let index = 0; index < 300; index++) {
    one.onExchange(anExchange(`one-${index}`));
    two.onExchange(anExchange(`two-${index}`));
  }
  await Promise.all([one.flush(), two.flush()]);
  const [row] = await world.sql(
    'select count(*) as rows, max(number) as last, (select last from exchange_numbers) as counter from exchanges',
  );
  assert.equal(row?.['rows'], row?.['last']);
  assert.equal(row?.['counter'], row?.['last']);
  const own = await world.sql(
    `select exchange_id from exchanges where exchange_id like 'one-%' order by number`,
  );
  assert.deepEqual(
    own.map((each) => each['exchange_id']),
    Array.from({ length: 300 }, (_, index) => `one-${index}`),
  );
});

test('only the newest rows stay', async () => {
  const { record } = smallRecord(40);
  for (let index = 0; index < 700; index++) record.onExchange(anExchange(`kept-${index}`));
  await record.flush();
  record.onExchange(anExchange('kept-last'));
  await record.flush();
  const rows = await world.sql('select count(*)::int as rows, min(number) as first from exchanges');
  const left = Number(rows[0]?.['rows']);
  assert.ok(left >= 40 && left < 40 + 500, String(left));
  assert.ok(await readExchange(world.connection, 'kept-last'));
});

test('while the database is behind, the oldest are dropped, counted and reported', async () => {
  const { record, failures } = smallRecord(10_000);
  const body = Buffer.alloc(60_000, 'a');
  for (let index = 0; index < 400; index++) {
    record.onExchange(anExchange(`big-${index}`, { ...raw, method: 'POST', body }));
  }
  await record.flush();
  assert.ok(record.counters.dropped > 0);
  assert.equal(record.counters.stored + record.counters.dropped, 400);
  assert.equal(await readExchange(world.connection, 'big-0'), undefined);
  assert.ok(await readExchange(world.connection, 'big-399'));
  assert.equal(failures.length, 1);
  assert.ok(failures[0] instanceof ExchangesDropped);
});

test('a database that refuses costs the record, and nothing else', async () => {
  const refusing = { write: () => Promise.reject(new Error('no database')) };
  const { record, failures } = smallRecord(10_000, refusing as never);
  record.onExchange(anExchange('lost'));
  await record.flush();
  assert.deepEqual(record.counters, { stored: 0, dropped: 1 });
  assert.match(String(failures[0]), /1 exchanges are missing/);
});
