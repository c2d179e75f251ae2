/**
 * Goal: every correct HTTP/1.1 answer is read, and a lost keep-alive connection costs nothing.
 * Method: a bare socket answers with the bytes of a table; one sender with a stopped clock.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import { seconds } from '@sampan/primitives';
import { ManualTimers } from '#test-kit';
import { httpTransport } from './send.http.ts';

/** The bytes to answer with, and whether the connection stays open. */
interface Reply {
  readonly bytes?: string | Buffer;
  readonly next?: 'end' | 'reset' | ((socket: Socket) => void);
}

/** A receiver that gives the replies in order, over all its connections. */
async function openBareReceiver(context: TestContext, replies: readonly Reply[]) {
  const sockets: Socket[] = [];
  const bodies: string[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const [head = '', body] = received.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (body === undefined || body.length < length) return;
      received = '';
      const { bytes = '', next } = replies[bodies.push(body) - 1] ?? {};
      socket.write(bytes, () => {
        if (next === 'end') socket.end();
        else if (next === 'reset') socket.resetAndDestroy();
        else next?.(socket);
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const timers = new ManualTimers();
  const settings = { timeout: seconds(10), ownNetwork: 'allowed' } as const;
  const sender = httpTransport()({ settings, timers });
  context.after(async () => {
    await sender.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify?a=1`;
  const send = (body = 'a=1') => sender.send({ url, contentType: 'text/plain', body });
  return { send, sockets, bodies, timers };
}

const success = 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsuccess';
const coded = (coding: string, bytes: Buffer): Reply => {
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\nContent-Length: ${bytes.length}`;
  return { bytes: Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes]) };
};

const read: readonly (readonly [string, Reply])[] = [
  ['an unasked 100', { bytes: `HTTP/1.1 100 Continue\r\n\r\n${success}` }],
  ['100 with headers', { bytes: `HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n${success}` }],
  ['103 with Link', { bytes: `HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=x\r\n\r\n${success}` }],
  ['many interim answers', { bytes: 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(100) + success }],
  ['an unknown status', { bytes: `HTTP/1.1 199 ?\r\nA: b\r\n\r\n${success}` }],
  [
    'chunks with an extension and trailers',
    {
      bytes:
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: A\r\n\r\n' +
        '3;x=1\r\nsuc\r\n4\r\ncess\r\n0\r\nA: b\r\n\r\n',
    },
  ],
  ['until the end', { bytes: 'HTTP/1.1 200 OK\r\n\r\nsuccess', next: 'end' }],
  ['close', { bytes: 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nsuccess', next: 'end' }],
  ['HTTP/1.0', { bytes: 'HTTP/1.0 200 OK\r\n\r\nsuccess', next: 'end' }],
  [
    'HTTP/1.0 that is kept',
    { bytes: 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 7\r\n\r\nsuccess' },
  ],
  ['no reason', { bytes: 'HTTP/1.1 200\r\nContent-Length: 7\r\n\r\nsuccess' }],
  ['names in lower case, no blanks', { bytes: 'HTTP/1.1 200 \r\ncontent-length:7\r\n\r\nsuccess' }],
  ['a folded header', { bytes: success.replace('\r\n', '\r\nA: b\r\n\tc\r\n') }],
  ['line feeds alone', { bytes: success.replaceAll('\r', '') }],
  ['an offer to upgrade', { bytes: success.replace('\r\n', '\r\nUpgrade: h2c\r\n') }],
  [
    'length and chunks',
    {
      bytes:
        'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n' +
        '7\r\nsuccess\r\n0\r\n\r\n',
    },
  ],
  ['gzip that was not asked for', coded('gzip', gzipSync('success\n'))],
  ['deflate', coded('deflate', deflateSync('success'))],
];

for (const [what, reply] of read) {
  test(`read: ${what}`, async (t) => {
    const receiver = await openBareReceiver(t, [reply, { bytes: success }]);
    const { result, status, error } = await receiver.send();
    assert.deepEqual({ result, status, error }, { result: 'acknowledged', status: 200, error });
    assert.equal(error, undefined);
    assert.equal((await receiver.send()).result, 'acknowledged', 'the next one, too');
  });
}

const failing: readonly (readonly [string, Reply, string, RegExp])[] = [
  [
    'an empty answer',
    { bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n' },
    'not-acknowledged',
    /^$/,
  ],
  [
    'shorter than it says',
    { bytes: success.slice(0, -1), next: 'end' },
    'not-acknowledged',
    /aborted/,
  ],
  ['no HTTP', { bytes: 'success\r\n\r\n', next: 'end' }, 'no-answer', /Parse Error/],
  [
    'a switch of protocols',
    { bytes: `HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n${success}` },
    'no-answer',
    /not asked for/,
  ],
  [
    'interim answers alone',
    { bytes: 'HTTP/1.1 102 x\r\n\r\n'.repeat(8_000) },
    'no-answer',
    /without end/,
  ],
  ['gzip that is none', coded('gzip', Buffer.from('success')), 'not-acknowledged', /coding/],
  ['a bomb', coded('gzip', gzipSync(Buffer.alloc(1_000_000))), 'not-acknowledged', /coding/],
  ['an unknown coding', coded('zip', Buffer.from('success')), 'not-acknowledged', /coding/],
];

for (const [what, reply, result, error] of failing) {
  test(`${what}: ${result}`, async (t) => {
    const { send } = await openBareReceiver(t, [reply]);
    const answer = await send();
    assert.equal(answer.result, result);
    assert.match(answer.error ?? '', error);
  });
}

test('a kept connection that is lost before any byte: sent again at once, as one attempt', async (t) => {
  for (const next of ['reset', 'end'] as const) {
    const replies = [{ bytes: success }, { next }, { bytes: success }];
    const { send, sockets, bodies } = await openBareReceiver(t, replies);
    assert.equal((await send('first')).result, 'acknowledged');
    assert.equal((await send('second')).result, 'acknowledged', next);
    assert.deepEqual(bodies, ['first', 'second', 'second']);
    assert.equal(sockets.length, 2, 'on a fresh connection');
  }
});

test('but once only, and only when nothing of an answer has come', async (t) => {
  const lost = await openBareReceiver(t, [
    { bytes: success },
    { next: 'reset' },
    { next: 'reset' },
  ]);
  await lost.send();
  assert.equal((await lost.send()).result, 'no-answer');
  assert.equal(lost.bodies.length, 3);

  const begun = await openBareReceiver(t, [{ bytes: success }, { bytes: 'H', next: 'reset' }]);
  await begun.send();
  assert.equal((await begun.send()).result, 'no-answer');
  assert.equal(begun.bodies.length, 2);

  const interim = 'HTTP/1.1 100 Continue\r\n\r\n';
  const told = await openBareReceiver(t, [{ bytes: success }, { bytes: interim, next: 'reset' }]);
  await told.send();
  assert.equal((await told.send()).result, 'no-answer');
  assert.equal(told.bodies.length, 2);

  const fresh = await openBareReceiver(t, [{ next: 'reset' }]);
  assert.equal((await fresh.send()).result, 'no-answer');
  assert.equal(fresh.bodies.length, 1, 'a fresh connection is not tried twice');
});

test('interim answers do not move the deadline', async (t) => {
  let timers: ManualTimers | undefined;
  const replies: Reply[] = [
    {
      bytes: 'HTTP/1.1 102 Processing\r\n\r\n',
      next: () => timers?.advance(seconds(10)),
    },
  ];
  const receiver = await openBareReceiver(t, replies);
  timers = receiver.timers;
  const answer = await receiver.send();
  assert.deepEqual([answer.result, answer.error], ['no-answer', 'timeout']);
});
