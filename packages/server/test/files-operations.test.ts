/**
 * Goal: an operator can list and fetch partners' files, and find out when the bookings no longer
 * reproduce them.
 * Method: payments of one day, closed and filed; requests over real sockets, and the commands.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PartnerId } from '@sampan/primitives';
import { readTransactionFile } from '@sampan/protocol';
import { closeDays } from '#settlement';
import { time } from '#test-kit';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
let partnerId: PartnerId;
let other: PartnerId;
let name: string;
let text: string;

before(async () => {
  world = await operationsWorld();
  [partnerId, other] = [await world.partner(), await world.partner()];
  const buyer = await world.wallet('1000.00');
  for (const amount of ['39.25', '0.01', '100.00']) await world.pay(partnerId, buyer, amount);
  world.machine.set(time('2026-11-23 09:00'));
  await closeDays(world.platform);
  assert.deepEqual(await world.files.jobs.runDue(world.machine.now()), { made: 1 });
  name = `${partnerId}_transaction_20261122.txt`;
  text = (await world.get(`/admin/files/${partnerId}/${name}`)).text;
});
after(() => world.close());

const sha256 = () => createHash('sha256').update(text).digest('hex');

test('a file holds what the partner has sold', () => {
  const read = readTransactionFile(text);
  assert.ok(read.ok);
  assert.equal(read.value.partnerId, partnerId);
  assert.deepEqual(
    read.value.records.map(({ kind, amount }) => `${kind} ${amount.minor}`),
    ['payment 3925', 'payment 1', 'payment 10000'],
  );
});

test('files are listed, of all partners, of one, of a day', async () => {
  const file = {
    partner: partnerId,
    name,
    kind: 'transaction',
    day: '2026-11-22',
    rows: 3,
    size: Buffer.byteLength(text),
    sha256: sha256(),
    madeAt: '2026-11-23T09:00:00+08:00',
  };
  for (const query of ['', `?partner=${partnerId}`, '?date=2026-11-22', '?limit=1']) {
    assert.deepEqual(
      (await world.get(`/admin/files${query}`)).body,
      { items: [file], next: null },
      query,
    );
  }
  for (const query of [`?partner=${other}`, '?date=2026-11-23']) {
    assert.deepEqual(
      (await world.get(`/admin/files${query}`)).body,
      { items: [], next: null },
      query,
    );
  }
});

test('what is asked wrongly is refused', async () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ['/admin/files?partner=2088999999999999', 404, 'partner-unknown'],
    ['/admin/files?partner=x', 404, 'partner-unknown'],
    ['/admin/files?date=2026-13-01', 400, 'invalid-field'],
    ['/admin/files?limit=0', 400, 'invalid-field'],
    [`/admin/files/${other}/${name}`, 404, 'file-unknown'],
    [`/admin/files/${partnerId}/${name.replace('22.txt', '21.txt')}`, 404, 'file-unknown'],
    [`/admin/files/${other}/..%2F${partnerId}%2F${name}`, 404, 'file-unknown'],
    ['/admin/files/2088999999999999/x', 404, 'partner-unknown'],
  ];
  for (const [path, status, code] of cases) {
    const told = await world.get(path);
    assert.deepEqual([told.status, told.error?.['code']], [status, code], path);
  }
  assert.deepEqual(world.failures, []);
});

test('verifying makes every file again, and names those that come out different', async () => {
  const verify = async (body: object = {}) =>
    (await world.post('/admin/files/verify', body)).body as { verified: number; broken: object[] };
  assert.deepEqual(await verify(), { verified: 1, broken: [] });
  assert.deepEqual(await verify({ partner: other }), { verified: 0, broken: [] });
  await world.sql(`update trades set details = '{"storeName":"Elsewhere"}' where amount = 3925`);
  const { broken } = await verify({ partner: partnerId, date: '2026-11-22' });
  assert.equal(broken.length, 1);
  const [found] = broken as { name: string; sha256: string; made: { sha256: string } }[];
  assert.equal(found?.name, name);
  assert.equal(found?.sha256, sha256());
  assert.notEqual(found?.made.sha256, sha256());
  await world.sql('update partner_days set items = items + 1');
  assert.equal((await verify()).broken.length, 1);
  await world.sql('update partner_days set items = items - 1');
  await world.sql(`update trades set details = '{}' where amount = 3925`);
  assert.deepEqual(await verify(), { verified: 1, broken: [] });
});

test('the commands list, fetch and verify', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-fetched-'));
  const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));
  const sampan = async (...words: string[]) => {
    const args = [...words, '--admin', `http://127.0.0.1:${world.port}`, '--data', folder];
    return promisify(execFile)(process.execPath, [launcher, ...args]);
  };
  try {
    const listed = await sampan('files', 'list', '--partner', partnerId, '--json');
    assert.equal(JSON.parse(listed.stdout).files[0].name, name);
    assert.match((await sampan('files', 'list')).stdout, new RegExp(`${name} +3 +`));
    assert.equal((await sampan('files', 'get', partnerId, name)).stdout, text);
    const out = join(folder, 'fetched.txt');
    const fetched = await sampan('files', 'get', partnerId, name, '--out', out, '--json');
    const size = Buffer.byteLength(text);
    assert.deepEqual(JSON.parse(fetched.stdout), {
      ...{ partner: partnerId, name, out, size, sha256: sha256() },
    });
    assert.equal(await readFile(out, 'utf8'), text);
    assert.match((await sampan('files', 'verify')).stdout, /as it was \(1\)/);
    await assert.rejects(sampan('files', 'get', other, name, '--out', `${out}2`), {
      code: 1,
      stderr: /There is no file/,
    });
    await assert.rejects(sampan('files', 'get', partnerId, name, '--json'), { code: 2 });
    assert.deepEqual(await readdir(folder), ['fetched.txt']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
