// Goal: a separate process writes a server's files, and its end affects only these files.
// Method: the real process, started as by the server; it is killed, and starts again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { hours, type PartnerId, seconds } from '@sampan/primitives';
import { type WriterProcess, writerProcess } from '#file-writer';
import { FileDiffers, FileMaker, RowsNotAsBooked } from '#statement';
import { ManualTimers } from '#test-kit';
import { day, type FilesWorld, filesWorld } from './files-world.ts';
import { processes } from './system-kit/processes.ts';

let world: FilesWorld;
let partnerId: PartnerId;
let writer: WriterProcess;
const timers = new ManualTimers();

before(async () => {
  world = await filesWorld();
  partnerId = await world.partner('hk');
  await world.many(partnerId, '2024-03-04', 20_000);
  await world.day(partnerId, '2024-03-05', [{ order: 'P-1', at: '2024-03-05 10:00', amount: 1 }]);
  writer = writerProcess({ url: world.options.url, folder: world.root, timers });
});
after(async () => {
  await writer.close();
  await world.end();
});

const large = () => ({ partnerId, kind: 'transaction', day: day('2024-03-04') }) as const;
const small = () => ({ partnerId, kind: 'transaction', day: day('2024-03-05') }) as const;

/** Processes that this one has started and that write files. */
const living = (): number[] =>
  processes()
    .filter(({ parent, command }) => parent === process.pid && command.includes('file-writer'))
    .map(({ pid }) => pid);

test('it writes what this process would write', async () => {
  const [one, two] = await Promise.all([writer.write(large(), undefined), writer.sum(small())]);
  assert.deepEqual([one, two], [await world.maker.sum(large()), await world.maker.sum(small())]);
  assert.deepEqual(await world.lying(partnerId), [`${partnerId}_transaction_20240304.txt`]);
  assert.equal(living().length, 1);
});

test('a failure in the process is reported with its kind', async () => {
  const sum = await writer.sum(small());
  const known = { ...small(), ...sum, name: 'x', madeAt: world.machine.now(), rows: 2 };
  await assert.rejects(writer.write(small(), known), FileDiffers);
  await world.sql(`update partner_days set items = 3 where day = '2024-03-05'`);
  await assert.rejects(writer.write(small(), undefined), RowsNotAsBooked);
  await world.sql(`update partner_days set items = 1 where day = '2024-03-05'`);
});

test('when it is killed its files fail, and the next ones have another process', async () => {
  const [pid] = living();
  assert.ok(pid);
  const writing = writer.write(large(), undefined);
  process.kill(pid, 'SIGKILL');
  await assert.rejects(writing, /has ended/);
  const made = await new FileMaker(writer).make(world.connection, large(), world.machine.now());
  assert.equal(made.rows, 20_000);
  assert.deepEqual(await world.lying(partnerId), [made.name]);
});

test('it ends when there has been nothing to write for a while', async () => {
  const [pid] = living();
  assert.ok(pid);
  timers.advance(seconds(9));
  assert.deepEqual(living(), [pid]);
  timers.advance(seconds(10));
  // Events of the operating system arrive between two checks.
  for (let look = 0; look < 5_000 && living().length > 0; look++) await promisify(setImmediate)();
  assert.deepEqual(living(), []);
  await writer.sum(small());
  assert.equal(living().length, 1);
});

test('one that hangs is ended after an hour, and the next file has another process', async () => {
  await writer.sum(small());
  const [pid] = living();
  assert.ok(pid);
  process.kill(pid, 'SIGSTOP');
  const asked = assert.rejects(writer.sum(small()), /did not answer "sum" within 3600 s/);
  await promisify(setImmediate)();
  timers.advance(hours(1));
  await asked;
  // It does not end by itself when its channel is closed, either.
  timers.advance(seconds(2));
  for (let look = 0; look < 5_000 && living().length > 0; look++) await promisify(setImmediate)();
  assert.deepEqual(living(), []);
  await writer.sum(small());
  assert.equal(living().length, 1);
});
