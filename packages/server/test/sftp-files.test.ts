/**
 * Goal: a partner's program fetches the file of its sales.
 * Method: payments of one day, closed and filed, and the file server over the shelf with the files.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PartnerId, secret } from '@sampan/primitives';
import { hashSecret, systemTimers } from '@sampan/primitives/node';
import { readTransactionFile } from '@sampan/protocol';
import { SftpServer } from '@sampan/sftp-server';
import { closeDays } from '#settlement';
import { changeSftpUser, hostKeys, LogIn, sharedFolder } from '#sftp';
import { makeSystemKeys, testSecrets, time } from '#test-kit';
import { codeOf, connectSftp, noSuchFile } from '../../sftp-server/test/sftp-client.ts';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
let server: SftpServer<PartnerId>;
let port: number;
let partner: PartnerId;
let other: PartnerId;

before(async () => {
  world = await operationsWorld();
  const { clock, reader } = world.platform;
  await makeSystemKeys(world.ownerUrl, world.machine.now());
  server = new SftpServer({
    hostKeys: await hostKeys(world.connection, testSecrets),
    logIn: new LogIn({ reader, timers: systemTimers, openToAll: true }),
    shelf: world.files.shelf,
    folder: sharedFolder,
    clock,
    timers: systemTimers,
    onFailure: (error) => world.failures.push(error),
  });
  port = await server.listen('127.0.0.1', 0);
  [partner, other] = [await world.partner(), await world.partner()];
  const password = await hashSecret(secret('secret'), world.random);
  for (const id of [partner, other]) {
    await changeSftpUser(world.connection, id, { password }, world.machine.now());
  }
  const buyer = await world.wallet('1000.00');
  for (const amount of ['39.25', '0.01', '100.00']) await world.pay(partner, buyer, amount);
  world.machine.set(time('2026-11-23 09:00'));
  await closeDays(world.platform);
  await world.files.jobs.runDue(world.machine.now());
});
after(async () => {
  await server.stop();
  await world.close();
});

test("the file of a day's transactions, in the root and in /download/", async () => {
  const name = `${partner}_transaction_20261122.txt`;
  const client = await connectSftp(port, partner);
  assert.deepEqual(await client.names('/download/'), [name]);
  assert.deepEqual((await client.names('/')).sort(), [name, 'download'].sort());
  const bytes = await client.fetch(`/download/${name}`);
  assert.ok(bytes.equals(await client.fetch(name)));
  assert.equal((await client.stat(name)).size, bytes.length);
  assert.equal((await client.stat(name)).mtime, time('2026-11-23 09:00') / 1_000);
  const read = readTransactionFile(bytes.toString('utf8'));
  assert.ok(read.ok);
  assert.deepEqual(
    read.value.records.map(({ kind, amount }) => `${kind} ${amount.minor}`),
    ['payment 3925', 'payment 1', 'payment 10000'],
  );
  await client.end();
});

test('no other partner sees it', async () => {
  const client = await connectSftp(port, other);
  assert.deepEqual(await client.names('/'), ['download']);
  const name = `${partner}_transaction_20261122.txt`;
  for (const path of [name, `/download/${name}`, `../${partner}/${name}`, `/${partner}/${name}`]) {
    await assert.rejects(client.fetch(path), (error) => codeOf(error) === noSuchFile, path);
  }
  await client.end();
});

test('a lost database is answered as a failure, and the server continues', async () => {
  const client = await connectSftp(port, partner);
  await world.sql('alter table partner_files rename to lost');
  await assert.rejects(client.names('/'), /cannot be read at the moment/);
  await world.sql('alter table lost rename to partner_files');
  assert.equal(world.failures.length, 1);
  assert.equal((await client.names('/')).length, 2);
  await client.end();
});
