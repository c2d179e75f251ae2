/**
 * Goal: an integrator finds an exchange, reads all of it, copies it and sends it again.
 * Method: a gateway and the operations API over one world; requests are sent as partners do, and what
 * the API and the commands say is compared with what was sent. Copies are carried out.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { Writable } from 'node:stream';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { readEvents } from '@sampan/cli';
import { type PartnerId, seconds, secret } from '@sampan/primitives';
import { canonicalString } from '@sampan/protocol';
import { createPartner } from '@sampan/sdk';
import { payment, query, refund } from './gateway-asked.ts';
import { md5Key, signedRequest } from './gateway-world.ts';
import { type RecordWorld, recordWorld } from './record-world.ts';

const AsyncFunction = (async () => undefined).constructor as new (
  ...words: string[]
) => (...values: unknown[]) => Promise<void>;

let world: RecordWorld;
let partner: PartnerId;

before(async () => {
  world = await recordWorld();
  partner = await world.partner();
});
after(() => world.close());

let orders = 0;
async function paying(change: Readonly<Record<string, string>> = {}) {
  const order = `shop-${++orders}`;
  const code = await world.code(await world.wallet('100.00'));
  return { order, asked: payment(partner, code, { partner_trans_id: order, ...change }) };
}

async function pay(change?: Readonly<Record<string, string>>) {
  const { order, asked } = await paying(change);
  await world.ask(partner, asked);
  return { order, id: await newest() };
}

async function newest(): Promise<string> {
  const { items } = await world.call('GET /admin/exchanges', { query: { limit: 1 } });
  return items[0]?.id ?? '';
}

const show = (id: string) => world.call('GET /admin/exchanges/:id', { params: { id } });
type ListAsked = NonNullable<Parameters<typeof world.call<'GET /admin/exchanges'>>[1]>;
const list = async (asked: ListAsked) => (await world.call('GET /admin/exchanges', asked)).items;

test('lists with every filter, page by page, newest first', async () => {
  const { order } = await pay({ trans_name: 'Oolong' });
  await world.ask(partner, query('never-made'));
  const other = await world.partner();
  await world.ask(other, query('never-made'));
  const found = async (filter: NonNullable<ListAsked['query']>) =>
    (await list({ query: filter })).map(({ order, result, code }) => [order, code ?? result]);
  assert.deepEqual(await found({ order }), [[order, 'success']]);
  assert.deepEqual(await found({ partner: other }), [['never-made', 'TRADE_NOT_EXIST']]);
  assert.deepEqual(await found({ text: 'Oolong' }), [[order, 'success']]);
  assert.equal((await found({ service: 'alipay.acquire.overseas.query' })).length, 2);
  assert.equal((await found({ code: 'TRADE_NOT_EXIST' })).length, 2);
  assert.equal((await found({ refused: 'true' })).length, 2);
  assert.deepEqual(await found({ kind: 'notification' }), []);
  assert.deepEqual(await found({ since: '2026-11-22T10:00:01+08:00' }), []);
  assert.equal((await found({ until: '2026-11-22T10:00:01+08:00' })).length, 3);
  const first = await world.call('GET /admin/exchanges', { query: { limit: 2 } });
  const rest = await world.call('GET /admin/exchanges', {
    query: { limit: 2, after: first.next ?? '' },
  });
  assert.deepEqual(
    rest.items.map((item) => item.order),
    [order],
  );
  assert.equal(rest.next, null);
});

test('bad filters are refused with their field', async () => {
  for (const [filter, field] of [
    [{ since: 'yesterday' }, 'since'],
    [{ limit: 0 }, 'limit'],
    [{ after: 'x' }, 'after'],
    [{ text: '' }, 'text'],
  ] as const) {
    await assert.rejects(list({ query: filter }), { status: 400, field });
  }
  await assert.rejects(list({ query: { partner: '2088000000009999' } }), {
    status: 404,
    code: 'partner-unknown',
  });
  await assert.rejects(show('none'), { status: 404, code: 'exchange-unknown' });
});

test('one exchange: bytes, parameters, signed string, checks, reply', async () => {
  const { asked } = await paying({ trans_name: '鐵觀音' });
  const sent = await signedRequest({ partner, ...asked }, { charset: 'GBK' });
  const { bytes } = await world.send(sent.query, sent.body);
  const shown = await show(await newest());
  assert.equal(shown.charset, 'GBK');
  assert.equal(Buffer.from(shown.request.body ?? '', 'base64').toString(), sent.body);
  assert.deepEqual(Buffer.from(shown.reply?.body ?? '', 'base64'), bytes);
  assert.match(shown.reply?.text ?? '', /鐵觀音/);
  const parameters = shown.parameters.map(({ name, value }) => [name, value] as const);
  assert.equal(new Map(parameters).get('trans_name'), '鐵觀音');
  assert.equal(shown.signedString, canonicalString(parameters));
  assert.equal(shown.checks.at(-1)?.name, 'age');
});

test('what cannot be read is shown by its bytes', async () => {
  await world.send('memo=one&memo=two');
  const shown = await show(await newest());
  assert.deepEqual([shown.parameters, shown.charset, shown.trade], [[], undefined, undefined]);
  assert.equal(shown.request.target, 'memo=one&memo=two');
  assert.deepEqual(shown.checks, [{ name: 'reading', reason: 'two values of memo' }]);
});

test('the order as it is, its entries, and its exchanges with what each has changed', async () => {
  const { order, id } = await pay();
  world.machine.advance(seconds(1));
  await world.ask(partner, query(order));
  world.machine.advance(seconds(1));
  await world.ask(partner, refund(order));
  const shown = await show(id);
  assert.ok(shown.trade && 'tradeId' in shown.trade);
  assert.deepEqual([shown.trade.status, shown.trade.refunded], ['paid', '10.00']);
  assert.equal(shown.trade.entries.length, 2);
  const [payment, giveBack] = shown.trade.entries;
  const paid = { status: 'paid' };
  assert.deepEqual(
    shown.sequence.map(({ service = '', before, after, booked }) => [
      service.split('.').at(-1),
      before,
      after,
      booked,
    ]),
    [
      ['pay', { status: 'none' }, paid, [payment?.entryId]],
      ['query', paid, paid, []],
      ['refund', paid, { status: 'paid', refunded: '10.00' }, [giveBack?.entryId]],
    ],
  );
});

test('a filtered list is counted and comes whole as CSV, and nothing in it is a formula', async () => {
  await world.ask(partner, query('=csv-1'));
  await world.ask(partner, query('csv-2'));
  const { count } = await world.call('GET /admin/exchange-count', { query: { text: 'csv-' } });
  assert.equal(count, 2);
  const reply = await fetch(`${world.admin}/admin/exchanges.csv?text=csv-`);
  assert.match(reply.headers.get('content-type') ?? '', /^text\/csv/);
  assert.match(reply.headers.get('content-disposition') ?? '', /filename="exchanges\.csv"/);
  const [names, ...rows] = (await reply.text()).trim().split('\r\n');
  assert.match(names ?? '', /^at,kind,service,partner,order,/);
  const orders = rows.map((row) => row.split(',')[4]);
  assert.deepEqual(orders, ['csv-2', "'=csv-1"]);
  assert.equal((await fetch(`${world.admin}/admin/exchanges.csv?since=soon`)).status, 400);
});

test('as curl: the same bytes arrive once more', async () => {
  for (const body of [undefined, Buffer.from([0x61, 0x3d, 0xff, 0x27, 0x00])]) {
    const signed = await signedRequest({ partner, ...query('never-made') });
    await world.send(signed.query, body ?? signed.body);
    const id = await newest();
    const { text } = await world.call('GET /admin/exchanges/:id/copy', {
      params: { id },
      query: { as: 'curl' },
    });
    await promisify(execFile)('sh', ['-c', text]);
    const again = await newest();
    assert.notEqual(again, id);
    const [one, two] = [await show(id), await show(again)];
    assert.deepEqual(two.request, one.request);
    assert.equal(two.reply?.body, one.reply?.body);
  }
});

test('as code of the SDK and as a fixture', async () => {
  const { order, id } = await pay();
  const copy = async (as: 'sdk' | 'fixture') =>
    (await world.call('GET /admin/exchanges/:id/copy', { params: { id }, query: { as } })).text;
  const code = await copy('sdk');
  assert.match(code, /partner\.call\('alipay\.acquire\.overseas\.spot\.pay', \{/);
  assert.match(code, new RegExp(`  partner_trans_id: '${order}',`));
  assert.doesNotMatch(code, /sign:? ?'|sign_type/);
  // The program runs: it asks for the same payment, which answers as before.
  const [, , , ...program] = code.trimEnd().split('\n');
  const printed: unknown[] = [];
  const log = (value: unknown) => printed.push(value);
  const run = new AsyncFunction('createPartner', 'env', 'console', program.join('\n'));
  await run(createPartner, { PARTNER_MD5_KEY: md5Key }, { log });
  assert.equal((printed[0] as { readonly outcome: string }).outcome, 'success');
  const fixture = JSON.parse(await copy('fixture'));
  assert.equal(fixture.at, '2026-11-22 10:00');
  assert.deepEqual(fixture.request.url, [['_input_charset', 'UTF-8']]);
  assert.deepEqual(fixture.request.body[0], ['partner', partner]);
  assert.equal(fixture.reply.contentType, 'text/xml;charset=UTF-8');
});

test('again: changed, signed anew, in its own charset', async () => {
  const { asked } = await paying({ trans_name: '茶' });
  const forged = { ...asked, sign_type: 'MD5', sign: 'a'.repeat(32) };
  const sent = await signedRequest({ partner, ...forged }, { charset: 'GBK' });
  await world.send(sent.query, sent.body);
  const id = await newest();
  assert.equal((await show(id)).code, 'ILLEGAL_SIGN');
  const answer = await world.call('POST /admin/exchanges/:id/again', {
    params: { id },
    body: { set: { trans_amount: '12.50', memo: 'again' } },
  });
  assert.equal(answer.of, id);
  assert.match(answer.text, /<result_code>SUCCESS<\/result_code>/);
  const shown = await show(answer.id);
  assert.deepEqual([shown.result, shown.charset], ['success', 'GBK']);
  const parameters = new Map(shown.parameters.map(({ name, value }) => [name, value]));
  assert.deepEqual(
    [parameters.get('trans_amount'), parameters.get('memo'), parameters.get('trans_name')],
    ['12.50', 'again', '茶'],
  );
});

test('again is refused where the server cannot sign or read', async () => {
  const again = (id: string, set: Readonly<Record<string, string>> = {}) =>
    world.call('POST /admin/exchanges/:id/again', { params: { id }, body: { set } });
  await world.ask(partner, query('rsa'), { signType: 'RSA2' });
  const rsa = await newest();
  await assert.rejects(again(rsa), {
    code: 'key-unknown',
    message: /RSA2 needs .* sign_type to MD5/,
  });
  const { id } = await again(rsa, { sign_type: 'MD5' });
  assert.equal((await show(id)).code, 'TRADE_NOT_EXIST');
  await assert.rejects(again(rsa, { sign_type: 'MD5', _input_charset: 'EBCDIC' }), {
    field: 'set',
  });
  await assert.rejects(
    again(rsa, { sign_type: 'MD5', _input_charset: 'GB2312', out_trade_no: '🍵' }),
    { message: /out_trade_no/ },
  );
  await assert.rejects(again(rsa, { partner: '2088000000009999' }), { code: 'partner-unknown' });
  await world.send('memo=one&memo=two');
  await assert.rejects(again(await newest()), { code: 'exchange-unreadable' });
});

test('what did not succeed, by code', async () => {
  const own = await world.partner();
  await world.ask(own, query('never-made'));
  await world.ask(own, query('never-made'));
  await world.ask(own, { ...query('never-made'), sign_type: 'MD5', sign: 'x' });
  const { codes } = await world.call('GET /admin/exchange-codes', { query: { partner: own } });
  assert.deepEqual(
    codes.map(({ code, count, services }) => [code, count, services]),
    [
      ['TRADE_NOT_EXIST', 2, ['alipay.acquire.overseas.query']],
      ['ILLEGAL_SIGN', 1, ['alipay.acquire.overseas.query']],
    ],
  );
  assert.equal(codes[1]?.lastId, await newest());
});

test('live: each exchange once, in order, also to a client that comes back', async () => {
  const open = async (headers: Record<string, string> = {}, filter = '?refused=true') => {
    const stop = new AbortController();
    const response = await fetch(`${world.admin}/admin/exchange-events${filter}`, {
      headers,
      signal: stop.signal,
    });
    assert.equal(response.headers.get('content-type'), 'text/event-stream;charset=UTF-8');
    const events = readEvents(response.body as never)[Symbol.asyncIterator]();
    return {
      next: async () => JSON.parse((await events.next()).value.data),
      stop: () => stop.abort(),
    };
  };
  const live = await open();
  await pay();
  await world.ask(partner, query('live-1'));
  await world.ask(partner, query('live-2'));
  const one = await live.next();
  assert.equal(one.order, 'live-1');
  assert.equal((await live.next()).order, 'live-2');
  live.stop();
  const back = await open({ 'last-event-id': String(one.number) });
  assert.equal((await back.next()).order, 'live-2');
  back.stop();
});

test('production keeps no record, and says so', async () => {
  const production = await recordWorld({ kind: 'token', token: secret('t'.repeat(32)) });
  try {
    const shop = await production.partner();
    await production.ask(shop, query('none'));
    await assert.rejects(production.call('GET /admin/exchanges'), { code: 'sandbox-only' });
    const about = { query: { partner: shop } };
    await assert.rejects(production.call('GET /admin/acceptance', about), { code: 'sandbox-only' });
    const [row] = await production.sql('select count(*)::int as rows from exchanges');
    assert.equal(row?.['rows'], 0);
  } finally {
    await production.close();
  }
});

test('sampan requests: fixed keys, a table, and what follows', async () => {
  await world.ask(partner, query('cli-1'));
  const { stdout } = await world.sampan(['requests', '--refused', '--last', '1', '--json']);
  const { requests } = JSON.parse(stdout);
  assert.deepEqual(requests, [
    {
      id: await newest(),
      at: requests[0].at,
      service: 'alipay.acquire.overseas.query',
      partner,
      result: 'TRADE_NOT_EXIST',
      reason: 'no such order',
    },
  ]);
  const table = await world.sampan(['requests', '--order', 'cli-1']);
  assert.match(table.stdout, /^ {2}at +id +service +partner +order +result +reason\n/);
  assert.match(table.stdout, /cli-1 +TRADE_NOT_EXIST +no such order\n$/);
  const none = await world.sampan(['requests', '--order', 'no-such']);
  assert.equal(none.stdout, 'No such exchanges.\n');
  const wrong = await world.sampan(['requests', '--last', '501']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /--last must be 1 to 500/);
});

test('sampan requests --follow shows the last ones and goes on', async () => {
  await world.ask(partner, query('follow-1'));
  const lines: string[] = [];
  let wake = () => {};
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(...String(chunk).trimEnd().split('\n'));
      wake();
      done();
    },
  });
  const until = async (count: number) => {
    while (lines.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  const following = world.sampan(['requests', '--follow', '--last', '1', '--json'], sink);
  await until(1);
  await world.ask(partner, query('follow-2'));
  await until(2);
  const newestId = await newest();
  assert.equal(JSON.parse(lines[1] ?? '').id, newestId);
  assert.ok(following instanceof Promise);
});

test('sampan requests show and again', async () => {
  const { order, id } = await pay();
  const { stdout } = await world.sampan(['requests', 'show', id]);
  assert.match(stdout, new RegExp(`^exchange +${id}\n`));
  assert.match(stdout, /✓ signature/);
  assert.match(stdout, /^Request: POST \/gateway\.do/m);
  assert.match(stdout, new RegExp(`partner_trans_id +${order}`));
  assert.match(stdout, /Signed string:\n {2}_input_charset=UTF-8&/);
  assert.match(stdout, /paid, 39\.25 HKD; trade \d{28}/);
  assert.match(stdout, /none → paid/);
  assert.match(stdout, /Booked by it:\n {2}\S+ +payment +39\.25 +HKD/);
  const curl = await world.sampan(['requests', 'show', id, '--as', 'curl']);
  assert.match(curl.stdout, /^curl /);
  const set = ['--set', 'service=alipay.acquire.overseas.query', '--set', 'buyer_identity_code='];
  const again = await world.sampan(['requests', 'again', id, ...set, '--json']);
  assert.equal(again.code, 0, again.stderr);
  assert.match(JSON.parse(again.stdout).text, /TRADE_SUCCESS/);
  const wrong = await world.sampan(['requests', 'again', id, '--set', 'amount']);
  assert.deepEqual([wrong.code, /--set amount is no name=value/.test(wrong.stderr)], [2, true]);
  const codes = await world.sampan(['requests', 'codes']);
  assert.match(codes.stdout, /^ {2}count +code/);
});
