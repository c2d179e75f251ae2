/**
 * How many notifications a second one process delivers to one fast receiver: alone, while payments
 * go on in another process, and while 100,000 others wait, some of them for a receiver that is dead.
 * From the stored fact to the recorded acknowledgement, on a PostgreSQL that syncs to the disk.
 *
 *   npm run bench -- notify [--notifications 10000] [--sign-type MD5]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type PartnerId, systemClock, systemTimers } from '@sampan/primitives';
import { BusinessClock, type Connection, connect, Reader, statement } from '#database';
import { createNotifier, type Notifier, sandboxSettings } from '#notification';
import { PartnerDirectory, platformKeys } from '#partner';
import { table } from './figures.ts';
import { measure as pay } from './pay.ts';
import { openWorld, type World } from './world.ts';

const waitingCount = 100_000;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      notifications: { type: 'string', default: '10000' },
      'sign-type': { type: 'string', default: 'MD5' },
    },
  });
  const count = Number(values.notifications);
  const world = await openWorld({ workers: 1 });
  const receiver = await openReceiver();
  const dead = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(dead, 'listening');
  const { notifier, connection, close } = await openNotifier(world);
  try {
    const partnerId = world.partners.MD5.id as PartnerId;
    const facts = (url: string, many: number) =>
      storeFacts(connection, { partnerId, url, count: many, signType: values['sign-type'] });
    const measure = async (): Promise<number> => {
      await facts(receiver.url, count);
      return delivered(notifier, count);
    };
    notifier.start();
    await facts(receiver.url, 1_000);
    await delivered(notifier, 1_000);

    const rows = [['notifications', 'a second', 'payments a second', 'memory MB']];
    const row = (name: string, perSecond: number, payments = 0): void => {
      const memory = (process.memoryUsage().rss / 2 ** 20).toFixed(0);
      rows.push([name, perSecond.toFixed(0), payments.toFixed(0), memory]);
    };
    row('alone', await measure());
    const payments = keepPaying(world);
    row('while payments go on', await measure(), await payments.stop());

    const { port } = dead.address() as { port: number };
    await facts(`http://127.0.0.1:${port}/`, 2_000);
    await storeWaiting(connection, partnerId, waitingCount);
    row(`while ${waitingCount} others wait`, await measure());
    console.log(table(rows));
  } finally {
    dead.unref();
    await close();
    receiver.process.disconnect();
    await world.close();
  }
}

/** Payments one after the other, four at a time, until it is enough; answers their rate. */
function keepPaying(world: World): { stop(): Promise<number> } {
  let enough = false;
  let paid = 0;
  let elapsedMs = 0;
  const running = (async () => {
    while (!enough) {
      const load = await pay(world, 'MD5', 2_000, 4);
      paid += load.answered;
      elapsedMs += load.elapsedMs;
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

async function openReceiver(): Promise<{ url: string; process: ChildProcess }> {
  const child = fork(fileURLToPath(new URL('./fast-receiver.ts', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}/notify`, process: child };
}

async function openNotifier({ databaseUrl }: World) {
  const clock = new BusinessClock(systemClock);
  const reader = new Reader({ url: databaseUrl, name: 'bench reader' }, clock);
  const { result: keys } = await reader.read(platformKeys);
  const open = () => connect({ url: databaseUrl, name: 'bench notifier', byIndexOnly: true });
  const connection = await open();
  const notifier = createNotifier({
    connect: open,
    reader,
    clock,
    directory: new PartnerDirectory(reader, systemTimers),
    keys,
    timers: systemTimers,
    settings: sandboxSettings,
    onFailure: (error) => console.error(error),
  });
  const close = async () => {
    await notifier.stop();
    await connection.close();
    await reader.close();
  };
  return { notifier, connection, close };
}

/** The rate at which that many more are acknowledged, recorded and all. */
async function delivered(notifier: Notifier, count: number): Promise<number> {
  const startedMs = systemTimers.monotonicMs();
  let left = count;
  await new Promise<void>((resolve) => {
    const stop = notifier.follow(({ next }) => {
      if (next.state !== 'delivered' || --left > 0) return;
      stop();
      resolve();
    });
    notifier.wake();
  });
  return (count / (systemTimers.monotonicMs() - startedMs)) * 1_000;
}

const insertFacts = statement({
  name: 'bench-insert-facts',
  text: `insert into facts (fact_id, partner_id, trade_id, kind, happened_at, notify, content)
    select id, $1, id, 'paid', $2, $3, replace($4, '@', id)
    from (select lpad(($6::bigint + number)::text, 28, '0')
      from generate_series(1, $5::integer) as number) as made (id)`,
});

let stored = 0;

async function storeFacts(
  connection: Connection,
  given: { partnerId: PartnerId; url: string; count: number; signType: string },
): Promise<void> {
  const { partnerId, url, count, signType } = given;
  const at = systemClock.now();
  const none = { currency: 'HKD', minor: { $: '0' } };
  const trade = {
    partnerId,
    partnerTransId: 'order-@',
    id: '@',
    product: 'transaction-qr',
    state: 'paid',
    amount: { currency: 'HKD', minor: { $: '3925' } },
    walletId: '2160000000000001',
    inst: 'ALIPAYHK',
    buyerLogin: '852-****0000',
    subject: 'Flat white',
    details: {},
    createdAt: at,
    expiresAt: at,
    payment: {
      paidAt: at,
      entryId: '@',
      feeRate: { numerator: { $: '0' }, scale: 0 },
      ...{ fee: none, feeReturned: none, refunded: none, refundReserved: none },
      refundUntil: at,
    },
  };
  const notify = JSON.stringify({ url, charset: 'UTF-8', signType });
  const happened = new Date(at).toISOString();
  const content = JSON.stringify({ trade });
  await connection.run(insertFacts, [partnerId, happened, notify, content, count, stored]);
  stored += count;
}

const insertWaiting = statement({
  name: 'bench-insert-waiting',
  text: `insert into deliveries (notify_id, partner_id, trade_id, receiver, url, sign_type, charset,
      fields, state, attempts, step, planned_at, created_at)
    select 'waiting' || number, $1, 'none', 'http://' || number % 1000, 'http://nowhere/', 'MD5',
      'UTF-8', '[]', 'waiting', 1, 1, timestamptz '2099-01-01', timestamptz '2026-01-01'
    from generate_series(1, $2::integer) as number`,
});

const storeWaiting = (connection: Connection, partnerId: PartnerId, count: number) =>
  connection.run(insertWaiting, [partnerId, count]);
