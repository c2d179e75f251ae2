/**
 * Goal: every malformed, oversized, unsigned, badly encoded or contradictory request gets the
 * documented error in the documented envelope; nothing is stored and nothing crashes.
 * Method: tables of bad requests over HTTP and bare sockets; the rows are counted before and after.
 */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { PartnerId, WalletId } from '@sampan/primitives';
import { createPublicServer, gatewayRoutes } from '#gateway';
import { payment, query, refund } from './gateway-asked.ts';
import {
  type Asked,
  type GatewayWorld,
  gatewayWorld,
  type Sending,
  signedRequest,
} from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
let code: string;
let rows: unknown;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000000.00');
  code = await world.code(wallet);
});
after(() => world.close());
beforeEach(async () => {
  rows = await world.rows();
});
afterEach(async () => {
  assert.deepEqual(await world.rows(), rows, 'nothing is stored');
  assert.deepEqual(world.failures, [], 'nothing has failed inside');
});

/** The payment with a change, refused by the gateway before any business. */
async function refusal(change: Asked, sending?: Sending): Promise<string | undefined> {
  const answer = await world.ask(partner, payment(partner, code, change), sending);
  assert.equal(answer.status, 200);
  assert.equal(answer.reply.isSuccess, false, answer.text);
  return answer.reply.error;
}

const amounts = [
  ...['1e3', '0.001', '-1', '100.999', '１２', '0', '0.00', ' 1', '1 ', '1,00', '', '1'.repeat(30)],
  ...[
    '+1',
    '01',
    '.5',
    '5.',
    '1.',
    '0x10',
    'NaN',
    'Infinity',
    '1.0.0',
    '١٢',
    '1\t',
    '100000000.01',
  ],
];

test('amounts that are none', async (t) => {
  for (const amount of amounts) {
    await t.test(JSON.stringify(amount), async () => {
      assert.equal(await refusal({ trans_amount: amount }), 'ILLEGAL_ARGUMENT');
      const back = await world.ask(partner, refund('x', { refund_amount: amount }));
      assert.equal(back.reply.error, 'ILLEGAL_ARGUMENT');
    });
  }
  await t.test('decimals of a currency without any', async () => {
    const standard = await world.partner({ contract: 'global' });
    const yen = payment(standard, code, { currency: 'JPY', trans_amount: '100.50' });
    assert.equal((await world.ask(standard, yen)).reply.error, 'ILLEGAL_ARGUMENT');
  });
});

test('values that have not the documented form', async (t) => {
  const table: readonly (readonly [string, Asked])[] = [
    ...[' ', 'a b', 'a|b', 'a"b', 'a<b', 'a&b', 'a\nb', 'é', '茶', 'a\u007fb'].map(
      (id) => [`id ${JSON.stringify(id)}`, { partner_trans_id: id }] as const,
    ),
    ['an id that is too long', { partner_trans_id: 'x'.repeat(65) }],
    ['a name that is too long', { trans_name: '茶'.repeat(257) }],
    ['a way of reading that nobody has', { identity_code_type: 'face' }],
    ['a time that does not exist', { trans_create_time: '20261301000000' }],
    ['a time of another form', { trans_create_time: '2026-11-22 10:00:00' }],
    ['no count', { quantity: '1,5' }],
    ['broken JSON', { extend_info: '{"store_id":' }],
    ['JSON that is no object', { extend_info: '[1]' }],
    ['U+0000 by its number', { extend_info: '{"store_id":"\\u0000"}' }],
    ['half a character by its number', { extend_info: '{"store_name":"\\ud83d"}' }],
    ['a long JSON', { extend_info: JSON.stringify({ store_name: 'x'.repeat(4_096) }) }],
    ['a control character', { memo: 'a\u0001b' }],
    ['U+0000', { memo: 'a\u0000b' }],
  ];
  for (const [what, change] of table) {
    await t.test(what, async () => assert.equal(await refusal(change), 'ILLEGAL_ARGUMENT'));
  }
  await t.test('an address that we must not call', async () => {
    const standard = await world.partner({ contract: 'global' });
    for (const notify_url of [
      'file:///etc/passwd',
      'javascript:1',
      'x',
      'http://u:p@h/',
      'http://',
    ]) {
      const answer = await world.ask(standard, payment(standard, code, { notify_url }));
      assert.equal(answer.reply.error, 'ILLEGAL_ARGUMENT', notify_url);
    }
  });
});

test('bytes that are not what they are said to be', async (t) => {
  const table: readonly (readonly [string, string, string, string?])[] = [
    ['half an escape', 'service=%4', 'ILLEGAL_ARGUMENT'],
    ['an escape that is none', 'service=%zz', 'ILLEGAL_ARGUMENT'],
    ['bytes that are not UTF-8', 'memo=%ff%fe', 'ILLEGAL_ARGUMENT'],
    ['an overlong UTF-8 slash', 'memo=%c0%af', 'ILLEGAL_ARGUMENT'],
    ['half a character of UTF-8', 'memo=%ed%a0%80', 'ILLEGAL_ARGUMENT'],
    ['a name that is not UTF-8', '%ff=1', 'ILLEGAL_ARGUMENT'],
    ['bytes that are not GBK', 'memo=%ff', 'ILLEGAL_ARGUMENT', '_input_charset=GBK'],
    ['a charset of nobody', 'memo=1', 'ILLEGAL_CHARSET', '_input_charset=UTF-7'],
    ['a charset with tricks', 'memo=1', 'ILLEGAL_CHARSET', '_input_charset=__proto__'],
    ['nothing', '', 'ILLEGAL_SERVICE', ''],
    ['only delimiters', '&&&=&=&', 'ILLEGAL_SERVICE'],
  ];
  for (const [what, body, expected, url = '_input_charset=UTF-8'] of table) {
    await t.test(what, async () => {
      const posted = await world.send(url, body, { method: 'POST' });
      assert.deepEqual([posted.status, posted.reply.error], [200, expected], 'POST');
      const got = await world.send(`${url}&${body}`);
      assert.deepEqual([got.status, got.reply.error], [200, expected], 'GET');
    });
  }
  for (const contentType of [
    'application/json',
    'multipart/form-data; boundary=x',
    'text/xml',
    ';',
  ]) {
    await t.test(`a body of ${contentType}`, async () => {
      const { query: url, body } = await signedRequest({ partner, ...payment(partner, code) });
      const answer = await world.send(url, body, { contentType });
      assert.equal(answer.reply.error, 'ILLEGAL_ARGUMENT');
    });
  }
});

test('two values of one parameter, before the signature is looked at', async (t) => {
  const { query: url, body = '' } = await signedRequest({ partner, ...payment(partner, code) });
  const more = [`${body}&trans_amount=0.01`, `trans_amount=0.01&${body}`, `${body}&trans_amount=`];
  for (const twice of more) {
    await t.test('in the body', async () => {
      assert.equal((await world.send(url, twice)).reply.error, 'ILLEGAL_ARGUMENT');
    });
  }
  await t.test('in URL and body', async () => {
    const answer = await world.send(`${url}&trans_amount=0.01`, body);
    assert.equal(answer.reply.error, 'ILLEGAL_ARGUMENT');
  });
  await t.test('under two names', async () => {
    const answer = await world.ask(partner, refund('x', { refund_reason: 'a', refund_reson: 'b' }));
    assert.equal(answer.reply.error, 'ILLEGAL_ARGUMENT');
  });
});

test('text that would be code elsewhere is only text', async () => {
  const nasty = `'; drop table trades; -- \${jndi:ldap://x} ../../etc/passwd <!ENTITY x SYSTEM "file:///">`;
  const answer = await world.ask(partner, query('x', { alipay_trans_id: '1;select', memo: nasty }));
  assert.equal(answer.fields.error, 'TRADE_NOT_EXIST');
  assert.equal(answer.reply.echo.get('memo'), nasty);
});

/** Writes bytes to a bare socket and collects what comes back until the other side closes. */
async function raw(...parts: readonly string[]): Promise<string> {
  const socket = connect(world.port, '127.0.0.1');
  const received = collect(socket);
  for (const part of parts) socket.write(part, 'latin1');
  return received;
}

async function collect(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  await closed(socket);
  return text;
}

/** However it ends: a side that is cut off may see a broken pipe. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });

const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
const post = (headers: string, body = '') =>
  `POST /gateway.do HTTP/1.1\r\nHost: x\r\n${form}${headers}\r\n${body}`;
const tooLarge =
  'HTTP/1.1 200 OK\r\nContent-Type: text/xml;charset=GBK\r\nContent-Length: 110\r\n' +
  'Connection: close\r\n\r\n<?xml version="1.0" encoding="GBK"?><alipay><is_success>F</is_success>' +
  '<error>ILLEGAL_ARGUMENT</error></alipay>';

test('a request larger than 64 KiB is refused without being read on', async (t) => {
  await t.test('its length says so: not a byte of it is awaited', async () => {
    assert.equal(await raw(post('Content-Length: 10737418240\r\n')), tooLarge);
  });
  await t.test('one byte too many', async () => {
    assert.equal(await raw(post('Content-Length: 65537\r\n', 'x'.repeat(65_537))), tooLarge);
  });
  await t.test('in chunks without an end', async () => {
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const parts = Array.from({ length: 8 }, () => chunk);
    assert.equal(await raw(post('Transfer-Encoding: chunked\r\n'), ...parts), tooLarge);
  });
  await t.test('a sender that never stops is cut off', async () => {
    const socket = connect(world.port, '127.0.0.1');
    socket.write(post('Transfer-Encoding: chunked\r\n'));
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const flood = () => {
      while (socket.writable && socket.write(chunk, 'latin1'));
    };
    socket.on('drain', flood);
    flood();
    await closed(socket.resume());
  });
  await t.test('by GET, too', async () => {
    const get = `GET /gateway.do HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n`;
    assert.equal(await raw(get), tooLarge);
  });
  await t.test('bytes in the address that belong into an escape', async () => {
    assert.equal(
      await raw('GET /gateway.do?trans_name=\xe6\xb8\xac HTTP/1.1\r\nHost: x\r\n\r\n'),
      tooLarge,
    );
  });
  await t.test('a long address', async () => {
    assert.equal(await raw(`GET /gateway.do?${'x'.repeat(70_000)} HTTP/1.1\r\n`), tooLarge);
  });
  await t.test('a long header', async () => {
    assert.equal(await raw(post(`X-Long: ${'x'.repeat(70_000)}\r\n`)), tooLarge);
  });
  await t.test('but one of 64 KiB is read', async () => {
    const answer = await world.send('_input_charset=UTF-8', `memo=${'x'.repeat(65_531)}`);
    assert.equal(answer.reply.error, 'ILLEGAL_SERVICE');
    const long = await world.send(`memo=${'x'.repeat(60_000)}`);
    assert.equal(long.reply.error, 'ILLEGAL_SERVICE');
  });
});

test('the head of an answer, byte for byte', async () => {
  const get = `GET /gateway.do?_input_charset=UTF-8 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  const [head = '', body = ''] = (await raw(get)).split('\r\n\r\n');
  const lines = head.split('\r\n').filter((line) => !line.startsWith('Date: '));
  assert.deepEqual(lines, [
    'HTTP/1.1 200 OK',
    'Content-Type: text/xml;charset=UTF-8',
    'Content-Length: 111',
    'Connection: close',
  ]);
  assert.match(body, /ILLEGAL_SERVICE/);
});

test('requests on one connection are answered in order', async () => {
  const asked = ['one', 'two', 'three'].map((order) =>
    signedRequest({ partner, ...query(order) }, { method: 'GET' }),
  );
  const texts = (await Promise.all(asked)).map(({ query: url }, index) => {
    const close = index === 2 ? 'Connection: close\r\n' : '';
    return `GET /gateway.do?${url} HTTP/1.1\r\nHost: x\r\n${close}\r\n`;
  });
  const answers = await raw(texts.join(''));
  const orders = [...answers.matchAll(/name="partner_trans_id">(\w+)</g)].map(([, order]) => order);
  assert.deepEqual(orders, ['one', 'two', 'three']);
});

test('what is no request at all', async (t) => {
  const table: readonly (readonly [string, string, RegExp])[] = [
    ['noise', 'hello\r\n\r\n', /^HTTP\/1\.1 400 Bad Request\r\n/],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', /^HTTP\/1\.1 400 Bad Request\r\n/],
    ['two lengths', post('Content-Length: 1\r\nContent-Length: 2\r\n', 'xx'), /^HTTP\/1\.1 400 /],
    ['a length that is none', post('Content-Length: -1\r\n'), /^HTTP\/1\.1 400 /],
    ['a broken chunk', post('Transfer-Encoding: chunked\r\n', 'zz\r\n'), /^HTTP\/1\.1 400 /],
  ];
  for (const [what, bytes, expected] of table) {
    await t.test(what, async () => {
      const answer = await raw(bytes);
      assert.match(answer, expected);
      assert.doesNotMatch(answer, /Error|\.js|\.ts/);
    });
  }
  await t.test('a client that goes away in the middle', async () => {
    const socket = connect(world.port, '127.0.0.1');
    socket.write(post('Content-Length: 100\r\n', 'service='));
    socket.end();
    await closed(socket.resume());
    assert.equal((await world.send('')).reply.error, 'ILLEGAL_SERVICE', 'others are still served');
  });
});

test('other methods and other addresses', async () => {
  const address = `http://127.0.0.1:${world.port}`;
  for (const method of ['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const response = await fetch(`${address}/gateway.do`, { method });
    assert.equal(response.status, 405, method);
    assert.equal(response.headers.get('allow'), 'GET, POST');
  }
  for (const path of ['/', '/gateway', '/gateway.do/x', '/%', '/gateway.do%', '/..%2f']) {
    const response = await fetch(address + path);
    assert.ok(response.status === 404 || response.status === 400, path);
    assert.doesNotMatch(await response.text(), /at .*\.[jt]s|node_modules|stack/);
  }
});

test('slow clients cannot hold connections', () => {
  const { server } = createPublicServer();
  assert.equal(server.headersTimeout, 10_000);
  assert.equal(server.requestTimeout, 20_000);
  assert.equal(server.maxConnections, 8_192);
  assert.equal(server.keepAliveTimeout, 75_000);
});

test('a failure on the public port tells the caller nothing and the operator all', async (t) => {
  const failures: unknown[] = [];
  const server = createPublicServer({ onFailure: (failure) => failures.push(failure) });
  t.after(() => server.close());
  server.get('/broken', () => {
    throw new Error('password of the database');
  });
  const response = await server.inject('/broken');
  assert.deepEqual([response.statusCode, response.body], [500, 'Something went wrong\n']);
  assert.match(String(failures[0]), /password of the database/);
});

test('what even the gateway cannot answer is SYSTEM_ERROR, and the process lives on', async (t) => {
  const failures: unknown[] = [];
  const server = createPublicServer();
  t.after(() => server.close());
  const gateway = () => Promise.reject(new Error('our mistake'));
  await server.register(gatewayRoutes, { gateway, onFailure: (failure) => failures.push(failure) });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  for (const times of [1, 2]) {
    const response = await fetch(`${address}/gateway.do`);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /<is_success>F<.*<error>SYSTEM_ERROR</);
    assert.equal(failures.length, times);
  }
});
