/**
 * Goal: a silent database stops payments, notifications, jobs, and live updates only while it is
 * silent, and does not prevent the server from stopping.
 * Method: a whole platform with short limits over a proxy that swallows everything and closes
 * nothing, under load; then the proxy serves again; then it goes silent for good.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import {
  milliseconds,
  type PartnerId,
  seconds,
  settlesWithin,
  type WalletId,
} from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { WalletHints } from '#app-api';
import { connectTo, failureOf, NotCarriedOut, waitForOlderTransactions } from '#database';
import { leaderOf, type Platform } from '#platform';
import { Opened } from '#shutdown';
import { type FaultProxy, faultProxy, type TestWorld, testPlatform, testWorld } from '#test-kit';
import { thisMachine } from '../src/main/machine.ts';

/** What a server waits for 8 and 4 seconds. */
const silence = { max: milliseconds(500) };
const heartbeat = milliseconds(200);

/** Far more than those limits allow, and far less than a lost connection of the system lives. */
const soonMax = seconds(30);

/** Names of what happens, and how to wait for it. */
class Events {
  readonly #seen = new Set<string>();
  #waiting: ((name: string) => boolean)[] = [];

  add(name: string): void {
    this.#seen.add(name);
    this.#waiting = this.#waiting.filter((wants) => !wants(name));
  }

  /** Settles with the next one. */
  next(): Promise<string> {
    return this.#wait(() => true);
  }

  /** Settles when it has happened. */
  async has(name: string): Promise<void> {
    if (!this.#seen.has(name)) await this.#wait((each) => each === name);
  }

  #wait(wants: (name: string) => boolean): Promise<string> {
    return new Promise((resolve) => {
      this.#waiting.push((name) => {
        if (!wants(name)) return false;
        resolve(name);
        return true;
      });
    });
  }
}

let world: TestWorld;
let road: FaultProxy;
let receiver: Server;
let platform: Platform;
let opened: Opened;
let partner: PartnerId;
let buyer: WalletId;
const lines: string[] = [];
const notified = new Events();
const hinted = new Events();

before(async () => {
  world = await testWorld();
  road = await faultProxy(world.url);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => {
      body += bytes.toString();
    });
    request.on('end', () => {
      response.end('success');
      notified.add(new URLSearchParams(body).get('out_trade_no') ?? '');
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const limits = { orderly: seconds(3), broken: seconds(2), least: seconds(1) };
  opened = new Opened({ timers: systemTimers, log: (line) => lines.push(line), limits });
  const { signal } = opened;
  const { url } = road;
  platform = await testPlatform({
    url,
    connect: connectTo({ url, signal, silence, heartbeat }),
    clock: thisMachine.businessClock(),
    lanes: 2,
  });
  opened.foundation('the database', () => platform.close());
  opened.entrance('notifications', () => platform.notifier.stop());
  platform.notifier.start();
  // Another process, which gets changes only through the database.
  const hints = new WalletHints({
    connect: platform.connect,
    timers: systemTimers,
    onError: () => undefined,
  });
  await hints.open();
  opened.entrance('live updates', () => hints.close());
  hints.subscribe((walletIds) => {
    for (const id of walletIds ?? []) hinted.add(id);
  });
  partner = await world.partner();
  buyer = await world.wallet('100000.00');
});
after(async () => {
  await opened.close();
  await road.close();
  await world.close();
  receiver.close();
  receiver.closeAllConnections();
});

test('all sessions vanish under load: everything resumes when the database is back', async () => {
  const leader = leaderOf(platform);
  opened.entrance('jobs', () => leader.close());
  const job = startJob(leader);
  opened.entrance('a job', () => job.stop());
  const load = startLoad();
  await Promise.all([soon(load.paid.next()), soon(job.done.next())]);

  road.vanish();
  // Everyone has met the silence.
  await Promise.all([soon(load.failed.next()), soon(job.failed.next())]);
  road.heal();

  const order = await soon(load.paid.next());
  await soon(notified.has(order));
  await soon(job.done.next());
  await soon(hinted.next());
  await load.stop();
  assert.deepEqual(await world.audit(), []);
});

test('a server is stopped while the database is silent, and says so', async () => {
  const load = startLoad();
  await soon(load.paid.next());
  road.vanish();
  await soon(load.failed.next());
  const givenUp = await soon(opened.close());
  await load.stop();
  assert.deepEqual(givenUp, []);
  assert.ok(!lines.some((line) => /Gave up/.test(line)), lines.join('\n'));
  assert.deepEqual(await world.audit(), []);
});

test('nothing opens a connection after that', async () => {
  await assert.rejects(
    platform.connect({ name: 'test' }),
    (error) => failureOf(error) === 'connection-lost',
  );
});

interface Load {
  readonly paid: Events;
  readonly failed: Events;
  stop(): Promise<void>;
}

/** Four tills that pay one after the other and go on after a failure. */
function startLoad(): Load {
  const { port } = receiver.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  const [paid, failed] = [new Events(), new Events()];
  let isStopping = false;
  const till = async (): Promise<void> => {
    while (!isStopping) {
      const code = await world.code(buyer, platform.clock.now());
      const request = world.payment(partner, code, '0.10');
      const notify = { url, charset: 'UTF-8', signType: 'MD5' };
      try {
        const { outcome } = await platform.acquiring.pay({ ...request, details: { notify } });
        assert.equal(outcome, 'paid');
        paid.add(request.partnerTransId);
      } catch (error) {
        assert.ok(error instanceof NotCarriedOut, String(error));
        failed.add(request.partnerTransId);
      }
    }
  };
  const tills = Promise.all([1, 2, 3, 4].map(till));
  return {
    paid,
    failed,
    async stop() {
      isStopping = true;
      await tills;
    },
  };
}

/** What a scheduled job does: it runs where its process leads, over connections of its own. */
function startJob(leader: ReturnType<typeof leaderOf>) {
  const [done, failed] = [new Events(), new Events()];
  let isStopping = false;
  const run = async (): Promise<void> => {
    if (!(await leader.leads())) return;
    const connection = await platform.openConnection();
    try {
      await waitForOlderTransactions(connection, { timers: systemTimers, patience: soonMax });
      done.add('done');
    } finally {
      await connection.close();
    }
  };
  const running = (async () => {
    while (!isStopping) {
      await run().catch(() => failed.add('failed'));
      await systemTimers.sleep(milliseconds(20));
    }
  })();
  return {
    done,
    failed,
    async stop() {
      isStopping = true;
      await running;
    },
  };
}

async function soon<Result>(promise: Promise<Result>): Promise<Result> {
  assert.ok(await settlesWithin(soonMax, promise, systemTimers), 'it waits for ever');
  return promise;
}
