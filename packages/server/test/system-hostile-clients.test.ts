/**
 * Goal: clients that send half a request, too much or nonsense do not affect others.
 * Method: a crowd of them holds the public port while honest tills sell; all sales and the memory
 * are counted.
 */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { seededRandom } from '@sampan/primitives';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { payment } from './gateway-asked.ts';
import { readBooks } from './system-kit/books.ts';
import { type Home, openHome } from './system-kit/home.ts';
import {
  cheapRequest,
  endlessHead,
  floodUnread,
  type Hostile,
  halfBody,
  halfHead,
  pipelinedGarbage,
  throwAt,
  tooLong,
  tooLongInChunks,
} from './system-kit/hostile.ts';
import { type Server, sampan, startServer } from './system-kit/server.ts';
import { createPartner, createWallets, showCodes } from './system-kit/shop.ts';
import { askUntilKnown, isSuccess, openTill } from './system-kit/till.ts';

const saleCount = 600;
const crowd = 150;
/** Connections that send this much each and never read. */
const floods = 4;
const floodBytes = 8_000_000;
/** More than a busy server needs, less than it would take to keep what the floods ask for. */
const memoryMaxKb = 300_000;

let home: Home;
let database: TestDatabase;
let server: Server;
const open: Socket[] = [];

before(async () => {
  home = await openHome();
  database = await createTestDatabase();
  const environment = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  server = await startServer(home.folder, { workers: 2, environment });
});
after(async () => {
  for (const socket of open) socket.destroy();
  await home?.close();
  await database?.drop();
});

test('honest tills sell on while the port is full of clients that do not behave', {
  timeout: 120_000,
}, async (t) => {
  const partner = await createPartner(server.admin);
  const wallets = await createWallets(server.admin, 20, '2000.00');
  const payers = Array.from({ length: saleCount }, (_, index) => wallets[index % 20] as string);
  const codes = await showCodes(database.ownerUrl, payers);
  const till = openTill({ ...partner, gateway: server.gateway });
  const processesBefore = server.processes().map(({ pid }) => pid);
  const sell = async (from: number, to: number) => {
    const replies = codes
      .slice(from, to)
      .map((code, index) =>
        askUntilKnown(
          till,
          payment(partner.partnerId, code, { partner_trans_id: `sale-${from + index}` }),
        ),
      );
    return (await Promise.all(replies)).filter(isSuccess).length;
  };
  assert.equal(await sell(0, 100), 100);
  const memoryBefore = memory();

  const selling = sell(100, 300);
  const held = await crowdOf(() => halfHead);
  held.push(...(await crowdOf(() => halfBody)));
  const refused = await crowdOf(
    (index) => [tooLong, tooLongInChunks, endlessHead][index % 3] ?? '',
  );
  const random = seededRandom(3);
  const broken = await crowdOf(() => pipelinedGarbage(random));
  for (let index = 0; index < floods; index++) {
    open.push(await floodUnread(server.gateway, cheapRequest, floodBytes));
  }
  assert.equal(await selling, 200);

  for (const { received } of refused) {
    const text = await received;
    assert.match(text, /^HTTP\/1\.1 200 OK/);
    assert.match(text, /<is_success>F<\/is_success><error>ILLEGAL_ARGUMENT<\/error>/);
  }
  for (const { received } of broken) {
    // The noise may be met before the requests in front of it are answered.
    const replies = (await received).split(/(?=HTTP\/1\.1 )/);
    assert.match(replies.pop() ?? '', /^HTTP\/1\.1 400 Bad Request/);
    for (const reply of replies) assert.match(reply, /^HTTP\/1\.1 200 OK[\s\S]*false$/);
  }
  // The others still hold their connections, and the tills do not notice.
  assert.equal(await sell(300, saleCount), saleCount - 300);
  assert.ok(held.every(({ socket }) => !socket.destroyed));
  till.close();

  const grown = memory() - memoryBefore;
  t.diagnostic(`${saleCount} sales beside ${open.length} connections; ${grown} KiB more memory`);
  assert.ok(grown < memoryMaxKb, `${grown} KiB more`);
  assert.deepEqual(
    server.processes().map(({ pid }) => pid),
    processesBefore,
  );
  const books = await readBooks(database.ownerUrl);
  assert.equal(books.orders.size, saleCount);
  assert.equal(books.receipts, saleCount * 3_925);
  const audit = await sampan('audit', '--json', '--data', home.folder);
  assert.deepEqual([audit.code, JSON.parse(audit.stdout).broken], [0, []], audit.stderr);
  assert.deepEqual(
    messages(server.lines())
      // On starved cores a till may hold a wallet for 2 s; its batch was run again, as the books show.
      // A sandbox's record of exchanges has a bound and says what a flood has cost it.
      .filter(
        (message) =>
          /Failed:|ended/.test(message) && !/lock timeout|missing from the record/.test(message),
      ),
    [],
  );
});

async function crowdOf(bytes: (index: number) => string | Buffer): Promise<Hostile[]> {
  const thrown = await Promise.all(
    Array.from({ length: crowd }, (_, index) => throwAt(server.gateway, bytes(index))),
  );
  open.push(...thrown.map(({ socket }) => socket));
  return thrown;
}

/** Of each line only what was said: the name of an exchange may spell any word. */
const messages = (lines: string): string[] =>
  [...lines.matchAll(/"message":"((?:[^"\\]|\\.)*)"/g)].map(([, message = '']) => message);

/** Of all processes of the server together. */
const memory = (): number =>
  server.processes().reduce((total, { residentKb }) => total + residentKb, 0);
