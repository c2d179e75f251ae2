/**
 * Goal: every request is answered or ends the session, and nothing stays open.
 * Method: sessions over an in-memory stream, cut at any point, with every kind of request and with
 * none.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import {
  array,
  asyncProperty,
  assert as check,
  constantFrom,
  integer,
  nat,
  oneof,
  tuple,
  uint8Array,
} from 'fast-check';
import { FileSession, type SessionEnd } from './file-session.ts';
import { packet, string, uint32, uint64 } from './packets.ts';
import type { FileShelf } from './shelf.ts';

const text = 'the whole file';
let held = 0;

const shelf: FileShelf<string> = {
  list: async () => [
    { name: 'a.txt', size: text.length, madeAt: instant(Date.parse('2026-11-22T09:00+08:00')) },
  ],
  open: async (_, name) => {
    if (name !== 'a.txt') return undefined;
    held += 1;
    return {
      size: text.length,
      read: async (offset, length) => Buffer.from(text).subarray(offset, offset + length),
      close: async () => {
        held -= 1;
      },
    };
  },
};

interface Served {
  readonly end: SessionEnd;
  /** Type and id of every reply. */
  readonly replies: readonly { readonly type: number; readonly id: number }[];
  readonly failures: readonly unknown[];
}

async function serve(chunks: readonly Buffer[], mayRead = true): Promise<Served> {
  const sent: Buffer[] = [];
  const failures: unknown[] = [];
  const session = new FileSession(
    {
      chunks: (async function* () {
        yield* chunks;
      })(),
      send: async (bytes) => {
        sent.push(bytes);
        return true;
      },
    },
    {
      user: '2088000000000001',
      folder: 'download',
      shelf,
      clock: { now: () => instant(Date.parse('2026-11-22T10:00+08:00')) },
      timers: systemTimers,
      mayRead: async () => mayRead,
      onFailure: (error) => failures.push(error),
    },
  );
  const end = await session.run();
  const replies = sent.map((bytes) => {
    assert.equal(bytes.readUInt32BE(0), bytes.length - 4, 'a reply is as long as it says');
    return { type: bytes.readUInt8(4), id: bytes.readUInt32BE(5) };
  });
  return { end, replies, failures };
}

const greeting = packet(1, uint32(3));
const [status, handle, data, names] = [101, 102, 103, 104];

test('requests are answered in their order, each with its id', async () => {
  const { end, replies } = await serve([
    Buffer.concat([
      greeting,
      packet(3, uint32(7), string('/a.txt'), uint32(1), uint32(0)),
      packet(5, uint32(8), string('h1'), uint64(0), uint32(100)),
      packet(5, uint32(9), string('h1'), uint64(2n ** 63n), uint32(100)),
      packet(16, uint32(10), string('.')),
      packet(200, uint32(11), string('limits@openssh.com')),
      packet(4, uint32(12), string('h1')),
      packet(77, uint32(13)),
    ]),
  ]);
  assert.equal(end, 'ended');
  assert.deepEqual(replies.slice(1), [
    { type: handle, id: 7 },
    { type: data, id: 8 },
    { type: status, id: 9 },
    { type: names, id: 10 },
    { type: 201, id: 11 },
    { type: status, id: 12 },
    { type: status, id: 13 },
  ]);
});

test('a partner that may not read any more is let go', async () => {
  const open = packet(3, uint32(1), string('/a.txt'), uint32(1), uint32(0));
  assert.equal((await serve([greeting, open], false)).end, 'refused');
  const folder = packet(11, uint32(1), string('/'));
  assert.equal((await serve([greeting, folder], false)).end, 'refused');
});

test('what is not the protocol ends the session', async () => {
  const table: readonly (readonly [string, readonly Buffer[]])[] = [
    ['no greeting', [packet(11, uint32(1), string('/'))]],
    ['two greetings', [greeting, greeting]],
    ['a packet without a type', [greeting, uint32(0)]],
    ['a huge packet', [greeting, uint32(0xffff_ffff)]],
    ['a packet just too large', [greeting, uint32(64 * 1_024 + 1)]],
    ['fields that end too early', [greeting, packet(3, uint32(1), uint32(1_000))]],
    ['no id', [greeting, packet(7)]],
  ];
  for (const [what, chunks] of table) assert.equal((await serve(chunks)).end, 'malformed', what);
});

test('a stream is cut anywhere, and is understood all the same', async () => {
  const stream = Buffer.concat([
    greeting,
    packet(11, uint32(1), string('/download')),
    packet(12, uint32(2), string('h1')),
    packet(12, uint32(3), string('h1')),
  ]);
  await check(
    asyncProperty(array(nat({ max: stream.length }), { maxLength: 12 }), async (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const chunks = places.slice(1).map((to, index) => stream.subarray(places[index], to));
      const { replies } = await serve(chunks);
      assert.deepEqual(
        replies.slice(1).map(({ type }) => type),
        [handle, names, status],
      );
    }),
    { numRuns: 50 },
  );
});

test('any requests at all: each has one answer, our mistakes are none, nothing stays open', async () => {
  const path = constantFrom('/', '/download', 'a.txt', '/download/a.txt', '../..', '\0', '/x/y');
  const field = oneof(
    path.map((its) => string(its)),
    constantFrom('h1', 'h2', 'h9').map((its) => string(its)),
    nat().map((its) => uint32(its)),
    constantFrom(0n, 3n, 2n ** 64n - 1n).map((its) => uint64(its)),
    uint8Array({ maxLength: 40 }).map((its) => string(Buffer.from(its))),
    uint8Array({ maxLength: 10 }).map((its) => Buffer.from(its)),
  );
  const request = tuple(integer({ min: 2, max: 255 }), nat(), array(field, { maxLength: 4 }));
  await check(
    asyncProperty(array(request, { maxLength: 30 }), async (requests) => {
      const packets = requests.map(([type, id, fields]) => packet(type, uint32(id), ...fields));
      const { end, replies, failures } = await serve([greeting, ...packets]);
      const ids = requests.map(([, id]) => id);
      const answered = replies.slice(1).map(({ id }) => id);
      assert.deepEqual(answered, ids.slice(0, answered.length));
      if (end === 'ended') assert.equal(answered.length, ids.length);
      assert.deepEqual(failures, []);
      assert.equal(held, 0);
    }),
    { numRuns: 300 },
  );
});

test('any bytes at all end the session or are waited for', async () => {
  await check(
    asyncProperty(array(uint8Array({ maxLength: 200 }), { maxLength: 10 }), async (pieces) => {
      const chunks = pieces.map((piece) => Buffer.from(piece));
      await serve(chunks);
      await serve([greeting, ...chunks]);
      assert.equal(held, 0);
    }),
    { numRuns: 300 },
  );
});
