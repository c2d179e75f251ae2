/**
 * Goal: neither slow reads nor a flood of requests delay a payment.
 * Method: a public port on a real PostgreSQL, whose other readers are all blocked by statements
 * that sleep until the test ends them.
 */
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import type { PartnerId, WalletId } from '@sampan/primitives';
import { systemClock, systemTimers } from '@sampan/primitives/node';
import { openLog } from '#log';
import { createMetrics } from '#platform';
import { Opened } from '#shutdown';
import { makeSystemKeys, type TestWorld, testSecrets, testWorld } from '#test-kit';
import { thisMachine } from '../src/main/machine.ts';
import { openPublicServer, type PublicServer } from '../src/main/public-server.ts';
import { payment, query } from './gateway-asked.ts';
import { type Asked, exchange, md5Key, signedRequest } from './gateway-world.ts';

let world: TestWorld;
let opened: Opened;
let server: PublicServer;
let partner: PartnerId;
let wallet: WalletId;

before(async () => {
  world = await testWorld();
  await makeSystemKeys(world.ownerUrl, systemClock.now());
  const log = openLog({ level: 'error', terminal: undefined, write: () => undefined });
  opened = new Opened({ timers: systemTimers, log: () => undefined });
  const settings = {
    databaseUrl: world.url,
    host: '127.0.0.1',
    port: { port: 0 },
    sandbox: true,
    record: true,
    dataFolder: tmpdir(),
    roles: ['gateway', 'wallet'],
    publicUrl: undefined,
    publicHost: '127.0.0.1',
    trustedProxies: [],
    notification: {},
  } as const;
  server = await openPublicServer(settings, testSecrets, {
    machine: thisMachine,
    opened,
    log,
    metrics: createMetrics(),
  });
  partner = await world.partner({ md5Key });
  wallet = await world.wallet('100.00');
});
after(async () => {
  await opened?.close();
  await world?.close();
});

async function ask(asked: Asked) {
  const { query: sent, body } = await signedRequest({ partner, ...asked });
  const response = await fetch(`http://127.0.0.1:${server.port}/gateway.do?${sent}`, {
    method: 'POST',
    ...(body !== undefined && { body }),
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return (await exchange(response.status, response.headers.get('content-type'), bytes)).fields;
}

async function pay(order: string): Promise<string | undefined> {
  const code = await world.code(wallet, systemClock.now());
  const fields = await ask(payment(partner, code, { partner_trans_id: order }));
  return fields['result_code'];
}

test('a payment and a query are answered while lists, histories and buyers’ reads all hang', async () => {
  const { readers } = server.platform;
  const hanging = [readers.lists, readers.pages, readers.buyer, readers.operations].flatMap(
    (reader) =>
      [1, 2, 3, 4].map(() =>
        reader.read((connection) => connection.run({ name: '', text: 'select pg_sleep(3600)' })),
      ),
  );
  let isHanging = true;
  const ends = Promise.allSettled(hanging).finally(() => {
    isHanging = false;
  });
  try {
    assert.equal(await pay('beside-lists'), 'SUCCESS');
    assert.equal((await ask(query('beside-lists')))['alipay_trans_status'], 'TRADE_SUCCESS');
  } finally {
    // As the role whose sessions they are; also those whose client has given them up.
    const text = `select pg_cancel_backend(pid) from pg_stat_activity
      where datname = current_database() and query = 'select pg_sleep(3600)' and state = 'active'`;
    while ((await world.connection.run({ name: '', text })).length > 0 || isHanging);
  }
  assert.ok((await ends).every(({ status }) => status === 'rejected'));
});

test('lists and pages are stopped after five seconds, what is quick has no such limit', async () => {
  const limits = async (name: 'gateway' | 'buyer' | 'operations' | 'lists' | 'pages') => {
    const text = "select current_setting('statement_timeout') as longest";
    const read = server.platform.readers[name].read((connection) =>
      connection.run({ name: '', text }),
    );
    return (await read).result[0]?.['longest'];
  };
  assert.deepEqual(await Promise.all([limits('lists'), limits('pages')]), ['5s', '5s']);
  assert.deepEqual(await Promise.all([limits('gateway'), limits('buyer')]), ['0', '0']);
});
