/**
 * Goal: what a write has confirmed is there after a crash, whatever the crash tore.
 * Method: the file is cut at every byte and opened again; a property compares it with a map.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type FileStore, fileStore, memoryStore } from '@sampan/sdk';
import {
  array,
  asyncProperty,
  boolean,
  constantFrom,
  assert as property,
  string,
  tuple,
} from 'fast-check';

import { program } from '../../server/test-kit/index.ts';

let folder: string;
let files = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-store-'));
});
after(() => rm(folder, { recursive: true }));
const newPath = (): string => join(folder, `store-${++files}`);

test('texts are there again after a restart, and the open ones are named', async () => {
  const path = newPath();
  const store = await fileStore(path);
  await store.write('a', 'first', true);
  await store.write('b', '茶 "quoted"\n', true);
  await store.write('a', 'second', false);
  await store.close();
  const again = await fileStore(path);
  assert.equal(await again.read('a'), 'second');
  assert.equal(await again.read('b'), '茶 "quoted"\n');
  assert.equal(await again.read('c'), undefined);
  assert.deepEqual(await again.openKeys(), ['b']);
  await again.close();
});

test('cut at any byte, the file has the whole lines before it, and can be written on', async () => {
  const path = newPath();
  const store = await fileStore(path);
  for (const [key, text] of [
    ['a', '1'],
    ['b', '茶'],
    ['a', '2'],
  ] as const) {
    await store.write(key, text, true);
  }
  await store.close();
  const whole = await readFile(path);
  for (let length = 0; length <= whole.length; length++) {
    const cut = newPath();
    await writeFile(cut, whole.subarray(0, length));
    const lines = whole.subarray(0, length).toString().split('\n').length - 1;
    const torn = await fileStore(cut);
    assert.equal(await torn.read('a'), [undefined, '1', '1', '2'][lines]);
    assert.equal(await torn.read('b'), lines >= 2 ? '茶' : undefined);
    await torn.write('c', 'after', false);
    await torn.close();
    const again = await fileStore(cut);
    assert.equal(await again.read('c'), 'after');
    await again.close();
  }
});

test('one process at a time; a killed one does not keep the file', async () => {
  const path = newPath();
  const store = await fileStore(path);
  await assert.rejects(fileStore(path), new RegExp(`in use by process ${process.pid}`));
  await store.close();
  const { pid = 0 } = spawnSync(process.execPath, ['--version']);
  // Killed; and killed in a container, whose next process has the same number.
  for (const number of [pid, process.pid]) {
    await writeFile(`${path}.lock`, `${number} ${hostname()}`);
    await (await fileStore(path)).close();
  }
  await writeFile(`${path}.lock`, `${pid} another-machine`);
  await assert.rejects(fileStore(path), new RegExp(`in use by process ${pid} of another-machine`));
  await rm(`${path}.lock`);
  await writeFile(path, '{}\n["a","1",1]\n');
  await assert.rejects(fileStore(path), /damaged/);
  await assert.rejects(fileStore(path), /damaged/, 'a file that cannot be read is not locked');
});

test('a lock of a time before the machine was started is free, also when another process has its number', {
  skip: process.platform !== 'linux',
}, async () => {
  const path = newPath();
  const { pid, ppid } = process;
  await writeFile(`${path}.lock`, `${ppid} ${hostname()}`);
  await assert.rejects(fileStore(path), /in use by process/);
  await writeFile(`${path}.lock`, `${ppid} ${hostname()} 00000000-0000-0000-0000-000000000000`);
  const store = await fileStore(path);
  assert.match(await readFile(`${path}.lock`, 'utf8'), RegExp(`^${pid} `));
  await store.close();
});

test('of several that find the lock of a killed process at once, one gets the file', async () => {
  const { pid = 0 } = spawnSync(process.execPath, ['--version']);
  for (let round = 0; round < 200; round++) {
    const path = newPath();
    await writeFile(`${path}.lock`, `${pid} ${hostname()}`);
    // Each a little later than the one before, so that they overlap in every way.
    const opening: Promise<FileStore | undefined>[] = [];
    for (let count = 0; count < 4; count++) {
      opening.push(fileStore(path).catch(() => undefined));
      for (let turn = 0; turn < round % 10; turn++) await new Promise(setImmediate);
    }
    const stores = (await Promise.all(opening)).filter((each) => each !== undefined);
    assert.equal(stores.length, 1, `${stores.length} have the file`);
    for (const store of stores) await store.close();
    await (await fileStore(path)).close();
  }
});

test('a write that does not fit on the disk is refused, and the next one is kept', {
  skip: process.platform === 'win32',
}, () => {
  const path = newPath();
  const { flags, file } = program(new URL('full-disk.program.ts', import.meta.url));
  // A file may have 8 blocks of 512 or 1,024 bytes, by the shell.
  const limited = ['-c', 'ulimit -f 8; exec "$@"', 'sh', process.execPath, ...flags, file, path];
  const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
  assert.equal(stdout, 'kept EFBIG kept kept,after,undefined\n', stderr);
});

test('without room for a rewritten file the old one goes on', async () => {
  const path = newPath();
  await mkdir(`${path}.new`);
  const store = await fileStore(path, { staleLinesMax: 5 });
  for (let count = 0; count < 9; count++) await store.write('a', `${count}`, true);
  await rm(`${path}.new`, { recursive: true });
  const { size } = await stat(path);
  for (let count = 9; count < 20; count++) await store.write('a', `${count}`, true);
  assert.ok((await stat(path)).size < size);
  await store.close();
  const again = await fileStore(path);
  assert.equal(await again.read('a'), '19');
  await again.close();
});

test('a store in memory keeps what is open, and of the rest the newest', async () => {
  const store = memoryStore({ settledMax: 2 });
  await store.write('open', 'kept', true);
  for (const key of ['a', 'b', 'c']) await store.write(key, key, false);
  assert.equal(await store.read('open'), 'kept');
  assert.equal(await store.read('a'), undefined);
  assert.equal(await store.read('c'), 'c');
  await store.write('open', 'done', false);
  assert.deepEqual(await store.openKeys(), []);
  assert.equal(await store.read('open'), 'done');
});

test('a line that was damaged later is not passed over', async () => {
  const path = newPath();
  await writeFile(path, '["a","1",1]\nxx\n["b","1",1]\n');
  await assert.rejects(fileStore(path), /line 2 is damaged/);
});

test('it is rewritten when most lines are stale, and keeps the open and the newest texts', async () => {
  const path = newPath();
  const store = await fileStore(path, { staleLinesMax: 20, settledMax: 2 });
  await store.write('open', 'kept', true);
  for (let count = 0; count < 200; count++) await store.write(`k${count % 4}`, `${count}`, false);
  await store.close();
  assert.ok((await stat(path)).size < 1_000);
  const again = await fileStore(path);
  assert.equal(await again.read('open'), 'kept');
  assert.equal(await again.read('k3'), '199');
  await again.close();
});

test('writes at the same time share a sync, and each key has its last text', async () => {
  const writes = array(
    tuple(constantFrom('a', 'b', 'c'), string({ maxLength: 20, unit: 'binary' }), boolean()),
    { maxLength: 60 },
  );
  await property(
    asyncProperty(writes, async (given) => {
      const path = newPath();
      const store = await fileStore(path, { staleLinesMax: 10 });
      await Promise.all(given.map((each) => store.write(...each)));
      await store.close();
      const again = await fileStore(path);
      for (const key of ['a', 'b', 'c']) {
        const last = given.findLast(([name]) => name === key);
        assert.equal(await again.read(key), last && Buffer.from(last[1]).toString());
        assert.equal((await again.openKeys()).includes(key), last?.[2] ?? false);
      }
      await again.close();
    }),
    { numRuns: 30 },
  );
});
