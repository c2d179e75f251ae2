/**
 * How many notifications a second one server process delivers to one fast receiver: alone, while it
 * takes payments, and while 100,000 others wait, 2,000 of them for a receiver that is dead. From the
 * stored fact to the acknowledgement, on a PostgreSQL that syncs to the disk.
 *
 *   npm run bench -- notify [--notifications 10000] [--sign-type MD5]
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { parseArgs, promisify } from 'node:util';
import type { PartnerId } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import type pg from 'pg';
import { table } from './figures.ts';
import { openReceiver } from './load/fast-receiver.ts';
import { storeFacts } from './seed/facts.ts';
import { pay } from './suite/pay-load.ts';
import { openWorld, type World } from './system/world.ts';

const waitingCount = 100_000;
const deadCount = 2_000;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      notifications: { type: 'string', default: '10000' },
      'sign-type': { type: 'string', default: 'MD5' },
    },
  });
  const count = Number(values.notifications);
  const signType = values['sign-type'];
  const world = await openWorld({ workers: 1 });
  const receiver = await openReceiver();
  const partnerId = world.partners.MD5.id as PartnerId;
  try {
    /** The rate at which that many more are acknowledged. */
    const measure = async (many: number): Promise<number> => {
      const startedMs = systemTimers.monotonicMs();
      await storeFacts(world.owner, { partnerId, url: receiver.url, count: many, signType });
      await receiver.hasGot(many);
      return (many / (systemTimers.monotonicMs() - startedMs)) * 1_000;
    };
    await measure(1_000);
    const rows = [['notifications', 'a second', 'payments a second', 'memory MB']];
    const row = async (name: string, perSecond: number, payments = 0): Promise<void> => {
      const memory = await memoryOf(world);
      rows.push([name, perSecond.toFixed(0), payments.toFixed(0), memory]);
    };
    await row('alone', await measure(count));
    const payments = keepPaying(world);
    await row('while payments go on', await measure(count), await payments.stop());

    const dead = createServer(() => undefined).listen(0, '127.0.0.1');
    dead.unref();
    await once(dead, 'listening');
    const url = `http://127.0.0.1:${(dead.address() as AddressInfo).port}/`;
    await storeFacts(world.owner, { partnerId, url, count: deadCount, signType });
    await storeWaiting(world.owner, partnerId, waitingCount - deadCount);
    await row(`while ${waitingCount} others wait`, await measure(count));
    console.log(table(rows));
    await world.audit();
  } finally {
    receiver.close();
    await world.close();
  }
}

async function memoryOf({ serverPid }: World): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(serverPid)]);
  return (Number(stdout) / 1_024).toFixed(0);
}

/** Payments one after the other, four at a time, until it is enough; answers their rate. */
function keepPaying(world: World): { stop(): Promise<number> } {
  let enough = false;
  let paid = 0;
  let elapsedMs = 0;
  const running = (async () => {
    while (!enough) {
      const load = await pay(world, 'MD5', 2_000, 4);
      paid += load.count;
      elapsedMs += (load.count / load.perSecond) * 1_000;
    }
  })();
  return {
    async stop() {
      enough = true;
      await running;
      return (paid / elapsedMs) * 1_000;
    },
  };
}

const insertWaiting = `insert into deliveries (notify_id, partner_id, trade_id, receiver, url, sign_type, charset,
      fields, state, attempts, step, planned_at, created_at)
    select 'waiting' || number, $1, 'none', 'http://' || number % 1000, 'http://nowhere/', 'MD5',
      'UTF-8', '[]', 'waiting', 1, 1, timestamptz '2099-01-01', timestamptz '2026-01-01'
    from generate_series(1, $2::integer) as number`;

const storeWaiting = (client: pg.Client, partnerId: PartnerId, count: number) =>
  client.query(insertWaiting, [partnerId, count]);
