/**
 * Goal: a server killed while it closes days, settles or makes files leaves one batch and one file
 * each, with the same bytes as without the kill; and the shops' books agree with them.
 * Method: two days of the demo, the server stopped by a lock in the middle of each step, killed,
 * and started again on the same data folder, with durable commits.
 */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { findOperations } from '@sampan/cli';
import {
  type AcceptedRefund,
  bookText,
  chooseDays,
  fetchFile,
  findCast,
  gelateria,
  listFiles,
  moveTo,
  noodleBar,
  openShop,
  playDay,
  readHolidays,
  readToday,
  type Sandbox,
  type Shop,
  settleUp,
  spanToSearch,
  type TimeOfDay,
  weekdayOf,
} from '@sampan/demo';
import { addDays, type BusinessDate, businessDate } from '@sampan/primitives';
import { reconcile } from '@sampan/protocol/reconcile';
import { whileWaiting } from './system-kit/frozen.ts';
import { type Home, openHome } from './system-kit/home.ts';
import { killPostgres, ownerUrl } from './system-kit/postgres.ts';
import { type Server, sampan, startServer } from './system-kit/server.ts';
import { sql } from './system-kit/shop.ts';

const timeout = 180_000;

let home: Home;
let server: Server;
const sandbox: { -readonly [Name in keyof Sandbox]: Sandbox[Name] } = {
  operations: undefined as never,
  gateway: '',
};
const shops: Shop[] = [];
/** The bytes of files that lay on the disk when a server was killed. */
const onDisk = new Map<string, Buffer>();

before(async () => {
  home = await openHome();
  await start();
  for (const terms of [noodleBar, gelateria]) shops.push(await openShop(sandbox, terms));
});
after(async () => {
  for (const { receiver } of shops) await receiver.close();
  await home?.close();
});

async function start(): Promise<void> {
  server = await startServer(home.folder);
  sandbox.gateway = server.gateway;
  sandbox.operations = await findOperations({
    ...process,
    environment: process.env,
    json: false,
    argument: () => '',
    option: (name) => (name === 'data' ? home.folder : undefined),
    all: () => [],
    flag: () => false,
    count: () => undefined,
    spelled: () => undefined,
  });
}

interface Blow {
  /** The server dies when it is about to write here. */
  readonly table: string;
  /** Until when it was to go on. */
  readonly to: readonly [BusinessDate, TimeOfDay];
  readonly andPostgres?: boolean;
}

async function killAt({ table, to, andPostgres = false }: Blow): Promise<void> {
  await whileWaiting(ownerUrl(home.folder), table, {
    begin: () => moveTo(sandbox, ...to),
    async meanwhile() {
      server.kill();
      if (andPostgres) killPostgres(home.folder);
      assert.equal(await server.ended, null);
    },
  }).catch((cause: unknown) => {
    throw new Error(`the server said:\n${server.lines()}`, { cause });
  });
  for (const { id } of shops) await keepFiles(id);
  await start();
}

const folderOf = (id: string): string => join(home.folder, 'files', id);

const isDraft = (name: string): boolean => name.startsWith('.');

async function keepFiles(id: string): Promise<void> {
  const names = await readdir(folderOf(id)).catch(() => []);
  for (const name of names.filter((each) => !isDraft(each))) {
    onDisk.set(name, await readFile(join(folderOf(id), name)));
  }
}

/** Two days of which the second is worked everywhere, so that the first is settled on it. */
async function twoDays(): Promise<readonly [BusinessDate, BusinessDate]> {
  const first = addDays(await readToday(sandbox), 1);
  const holidays = await readHolidays(sandbox, spanToSearch(first));
  const free = new Set(holidays.map(({ day }) => day));
  const isWorked = (day: BusinessDate) => !free.has(day) && !weekdayOf(day).startsWith('S');
  const [day = first] = chooseDays(first, 60, []).filter((each) => isWorked(addDays(each, 1)));
  return [day, addDays(day, 1)];
}

test('two days of business, the server killed at each step of their closing', {
  timeout,
}, async () => {
  const days = await twoDays();
  const [, second] = days;
  const awaited: AcceptedRefund[] = [];
  for (const [index, day] of days.entries()) {
    const [hongKong = '', mainland = ''] = (await findCast(sandbox.operations)).buyers;
    const today = { shops, day, index, isLast: index === 1, awaited };
    for await (const done of playDay(sandbox, { ...today, buyers: { hongKong, mainland } })) {
      // The last deed before the settlement of the first day.
      if (index === 0 || done.at !== '14:20' || done.shop !== shops.at(-1)) continue;
      await killAt({ table: 'settlement_batches', to: [day, '15:50'] });
    }
  }
  const next = addDays(second, 1);
  await killAt({ table: 'settlement_items', to: [next, '00:30'], andPostgres: true });
  await killAt({ table: 'partner_files', to: [next, '09:05'] });
  // On the next working day; nothing else moves money by then.
  await killAt({ table: 'transfers', to: [addDays(second, 20), '00:00'] });
  await settleUp(sandbox, shops);
});

test('every sale is in one batch, and every batch was paid out once', async () => {
  const url = ownerUrl(home.folder);
  for (const { id, book } of shops) {
    const [counted] = await sql(
      url,
      `select count(*)::int as items, count(distinct entry_id)::int as entries,
          count(distinct d.batch_id)::int as batches
        from settlement_items i
        join partner_days d using (partner_id, currency, day) where partner_id = $1`,
      [id],
    );
    const rows = book.rows.length;
    assert.deepEqual(counted, { items: rows, entries: rows, batches: 2 });
    const paid = await sql(
      url,
      `select entries.cause, count(*)::int as transfers, sum(amount) = b.net as whole
        from entries join transfers using (entry_id)
        join settlement_batches b on b.batch_id = entries.cause
        where entries.kind = 'settlement' and b.partner_id = $1 group by entries.cause, b.net`,
      [id],
    );
    assert.deepEqual(
      paid.map(({ transfers, whole }) => ({ transfers, whole })),
      Array.from({ length: 2 }, () => ({ transfers: 1, whole: true })),
    );
  }
});

test('there is one file of each, with the bytes that lay there when a server was killed', async () => {
  assert.ok(onDisk.size >= 2, 'some were written and not registered');
  for (const shop of shops) {
    const files = await listFiles(sandbox, shop);
    assert.deepEqual(files.map(({ kind }) => kind).sort(), [
      ...['settlement', 'settlement'],
      ...['transaction', 'transaction'],
    ]);
    const there = (await readdir(folderOf(shop.id))).filter((name) => !isDraft(name));
    assert.deepEqual(there.sort(), files.map(({ name }) => name).sort());
    for (const file of files) {
      const { bytes } = await fetchFile(sandbox, shop, file);
      const before = onDisk.get(file.name);
      if (before) assert.ok(bytes.equals(before), file.name);
    }
  }
  const { code, stdout } = await sampan('files', 'verify', '--json', '--data', home.folder);
  assert.deepEqual([code, JSON.parse(stdout)], [0, { verified: 8, broken: [] }]);
});

test("the shops' own books agree with their files, and the house's hold", async () => {
  for (const shop of shops) {
    for (const file of await listFiles(sandbox, shop)) {
      const { bytes, records } = await fetchFile(sandbox, shop, file);
      const days = new Set(records.map(({ at }) => businessDate(at)));
      const own = bookText(shop.book.rows.filter(({ day }) => days.has(day)));
      const found = await reconcile(Readable.from([bytes]), bytesOf(own), 'UTF-8');
      assert.ok(found.ok, file.name);
      assert.deepEqual([found.value.breaks, found.value.matched], [[], file.rows], file.name);
    }
  }
  const { code, stdout, stderr } = await sampan('audit', '--json', '--data', home.folder);
  assert.deepEqual([code, JSON.parse(stdout).broken], [0, []], stderr);
});

const bytesOf = (text: string) => Readable.from([Buffer.from(text)]);
