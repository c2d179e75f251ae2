// Goal: in all circumstances a file exists once, complete, with the same bytes, and is registered
// once.
// Method: processes killed before each system call, two at once, lost connections, full and damaged
// disks; the expected bytes are those of an undisturbed file.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { connect } from '#database';
import { createFileWriter, FileDiffers, FileMaker, RowsNotAsBooked } from '#statement';
import { faultProxy, program } from '#test-kit';
import { day, type FilesWorld, filesWorld } from './files-world.ts';

let world: FilesWorld;
let partnerId: PartnerId;
let name: string;

beforeEach(async () => {
  world = await filesWorld();
  partnerId = await world.partner('hk');
  name = `${partnerId}_transaction_20240304.txt`;
});
afterEach(() => world.end());

const orders = ['P-1', 'P-2', 'P-3'];
const bookDay = () =>
  world.day(
    partnerId,
    '2024-03-04',
    orders.map((order) => ({ order, at: '2024-03-04 10:00', amount: 1000 })),
  );

const order = () => ({ partnerId, kind: 'transaction', day: day('2024-03-04') }) as const;

/** What a file made in peace comes to. */
const expected = async () => (await world.maker.sum(order())).sha256;

const registered = () => world.sql('select name, sha256 from partner_files');

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly made: number;
  readonly calls: number;
}

const maker = program(new URL('./file-maker.program.ts', import.meta.url));

async function runMaker(killAt: number): Promise<Ended> {
  const { url } = world.options;
  const args = [url, world.root, String(killAt), String(world.machine.now())];
  const child = spawn(process.execPath, [...maker.flags, maker.file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal === null) assert.equal(code, 0);
  return { signal, ...(said ? JSON.parse(said) : { made: 0, calls: 0 }) };
}

test('a maker may be killed before every call that changes something', async () => {
  await bookDay();
  const sha256 = await expected();
  let killed = 0;
  for (let killAt = 1; ; killAt++) {
    const { signal, made } = await runMaker(killAt);
    const files = await registered();
    const lying = (await world.lying(partnerId)).filter((each) => !each.startsWith('.'));
    if (files.length > 0) {
      // A registered file is complete.
      assert.deepEqual(files, [{ name, sha256 }]);
      assert.deepEqual(lying, [name]);
      break;
    }
    assert.equal(signal, 'SIGKILL', `call ${killAt} was made, and ${made} files`);
    assert.ok(lying.length === 0 || lying[0] === name);
    killed += 1;
  }
  assert.ok(killed > 9, `it was killed ${killed} times`);
  await runMaker(0);
  await world.jobs.runDue(world.machine.now());
  assert.deepEqual(await registered(), [{ name, sha256 }]);
  assert.deepEqual(await world.lying(partnerId), [name]);
  assert.equal((await world.text(partnerId, name)).split('\n').length, 3 + orders.length);
});

test('processes that make the same files at once agree on them', async () => {
  await bookDay();
  const sha256 = await expected();
  const ended = await Promise.all([runMaker(0), runMaker(0), runMaker(0)]);
  assert.deepEqual(
    ended.map(({ signal }) => signal),
    [null, null, null],
  );
  assert.deepEqual(await registered(), [{ name, sha256 }]);
  assert.deepEqual(await world.lying(partnerId), [name]);
});

test('makers of one process make the same file at once', async () => {
  await bookDay();
  const made = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const connection = await connect(world.options);
      const file = await world.maker.make(connection, order(), world.machine.now());
      await connection.close();
      return file.sha256;
    }),
  );
  assert.equal(new Set(made).size, 1);
  assert.deepEqual(await world.lying(partnerId), [name]);
});

test('what a dead writer has left is removed, what a living one writes is not', async () => {
  await bookDay();
  const folder = join(world.root, partnerId);
  await mkdir(folder, { recursive: true });
  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'exit');
  const [ofDead, ofLiving, ofSleeping] = [
    `.${name}.${dead.pid}-1.part`,
    `.${name}.${process.ppid}-1.part`,
    `.${name}.${process.ppid}-2.part`,
  ];
  for (const left of [ofDead, ofLiving, ofSleeping]) await writeFile(join(folder, left), 'half');
  await utimes(join(folder, ofSleeping), 1, 1);
  await world.jobs.runDue(world.machine.now());
  assert.deepEqual(await world.lying(partnerId), [ofLiving, name].sort());
});

test('a connection that is lost while rows are read leaves nothing behind', async () => {
  await world.many(partnerId, '2024-03-04', 50_000);
  const sha256 = await expected();
  const ways: Readonly<Record<string, (url: string) => Promise<void>>> = {
    async 'the database ends it'() {
      await world.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'cut files'`,
      );
    },
    'it breaks': () => proxy.close(),
  };
  let proxy = await faultProxy(world.options.url);
  for (const [way, cut] of Object.entries(ways)) {
    let writes = 0;
    const maker = new FileMaker(
      createFileWriter({
        connection: { url: proxy.url, name: 'cut files' },
        folder: {
          async draft(...given) {
            const draft = await world.folder.draft(...given);
            const write = async (bytes: Buffer): Promise<void> => {
              // The first write is of the header, the copy begins after it.
              if (++writes === 3) await cut(proxy.url);
              await draft.write(bytes);
            };
            return { ...draft, write };
          },
        },
      }),
    );
    await assert.rejects(maker.make(world.connection, order(), world.machine.now()), way);
    assert.ok(writes >= 3, way);
    assert.deepEqual(await world.lying(partnerId), [], way);
    assert.deepEqual(await registered(), [], way);
  }
  proxy = await faultProxy(world.options.url);
  await world.jobs.runDue(world.machine.now());
  assert.deepEqual(await registered(), [{ name, sha256 }]);
  await proxy.close();
});

test('a file that this disk has lost or damaged is made again when it is opened', async () => {
  await bookDay();
  await world.jobs.runDue(world.machine.now());
  const whole = await world.text(partnerId, name);
  const path = join(world.root, partnerId, name);
  const harm: Readonly<Record<string, () => Promise<void>>> = {
    none: async () => undefined,
    removed: () => rm(path),
    'cut off': () => truncate(path, 10),
    longer: () => appendFile(path, 'P-4|'),
    'other bytes': () => writeFile(path, whole.replace('P-1', 'P-9')),
    'folder gone': () => rm(world.root, { recursive: true }),
  };
  for (const [what, damage] of Object.entries(harm)) {
    await damage();
    const opened = await Promise.all([1, 2, 3].map(() => world.shelf.open(partnerId, name)));
    for (const file of opened) {
      assert.equal(file?.size, Buffer.byteLength(whole), what);
      assert.equal(String(await file?.read(0, 1_000_000)), whole, what);
      await file?.close();
    }
    assert.deepEqual(await world.lying(partnerId), [name], what);
  }
});

test('books that were changed behind a registered file are a loud failure, not another file', async () => {
  await bookDay();
  await world.jobs.runDue(world.machine.now());
  const before = await world.text(partnerId, name);
  await world.sql(`update settlement_items set amount = amount + 1 where partner_trans_id = 'P-1'`);
  await assert.rejects(world.maker.sum(order()), RowsNotAsBooked);
  await world.sql('update partner_days set net = net + 1');
  await rm(join(world.root, partnerId, name));
  await assert.rejects(world.shelf.open(partnerId, name), FileDiffers);
  assert.deepEqual(await world.lying(partnerId), []);
  await world.sql(`update settlement_items set amount = amount - 1 where partner_trans_id = 'P-1'`);
  await world.sql('update partner_days set net = net - 1');
  const file = await world.shelf.open(partnerId, name);
  assert.equal(String(await file?.read(0, 1_000_000)), before);
  await file?.close();
});

test('rows that are not what was booked never become a file', async () => {
  await bookDay();
  await world.sql('update partner_days set items = items + 1');
  await assert.rejects(world.jobs.runDue(world.machine.now()), /1 of 1 files/);
  assert.deepEqual(await registered(), []);
  assert.deepEqual(await world.lying(partnerId), []);
});
