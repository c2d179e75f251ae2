/**
 * Goal: one server holds a hundred worlds, each at its own date with its own days closed and its own payments; memory
 * and connections stay bounded, and the jobs of one world never wait for another's.
 * Method: one server in this process; worlds are made, paid in and moved over HTTP, four at a time.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { NewWorldView } from '@sampan/api';
import { required } from '@sampan/primitives';
import pg from 'pg';
import { callerOf, type WorldsHere, worldsHere } from './worlds-here.ts';

const worldsCount = 100;
const lanes = 4;
/** Twelve worlds are open at most, and an open one holds about five connections. */
const connectionsMax = 75;
const heapGrowthMax = 24e6;
const dayMs = 86_400_000;

let here: WorldsHere;
let client: pg.Client;
before(async () => {
  here = await worldsHere();
  client = new pg.Client({ connectionString: here.ownerUrl });
  await client.connect();
});
after(async () => {
  await client.end();
  await here.close();
});

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Those to the databases of worlds, template and spares. */
async function connectionsOfWorlds(): Promise<number> {
  const found = await client.query<{ count: number }>(
    `select count(*)::integer as count from pg_stat_activity
      where starts_with(datname, current_database() || '_')`,
  );
  return required(found.rows[0], 'a count is one row').count;
}

const walletOf = ({ wallets }: NewWorldView) =>
  required(wallets[0], 'a world has wallets').walletId;

async function pay(world: NewWorldView, order: string): Promise<void> {
  const paid = { world: world.world, wallet: walletOf(world), amount: '1.00', order };
  const { succeeded, reply } = await here.pay(callerOf(world), paid);
  assert.ok(succeeded, reply.xml);
}

async function now(world?: string): Promise<number> {
  const { body } = await here.admin('GET', '/admin/clock', undefined, world);
  return Date.parse(String(body['now']));
}

async function items(path: string, world: string): Promise<readonly Record<string, unknown>[]> {
  const { status, body } = await here.admin('GET', path, undefined, world);
  assert.equal(status, 200, JSON.stringify(body));
  return body['items'] as Record<string, unknown>[];
}

/** Two days at least, so that the day of the first payment is closed. */
const daysOf = (index: number): number => index + 2;
const ordersOf = (index: number) => [`W${index}-before`, `W${index}-after`] as const;

async function live(index: number): Promise<NewWorldView> {
  const world = await here.create();
  const [first, second] = ordersOf(index);
  await pay(world, first);
  const by = `${daysOf(index)}d`;
  const moved = await here.admin('POST', '/admin/clock/advance', { by }, world.world);
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  await pay(world, second);
  await check(world, index);
  return world;
}

async function check({ world, partners }: NewWorldView, index: number): Promise<void> {
  const ids = partners.map(({ id }) => id);
  const ahead = Math.round(((await now(world)) - (await now())) / dayMs);
  assert.equal(ahead, daysOf(index));
  const days = await items('/admin/days', world);
  assert.deepEqual(
    days.map(({ partnerId, items: count }) => [ids.includes(String(partnerId)), count]),
    [[true, 1]],
  );
  const exchanges = JSON.stringify(await items('/admin/exchanges', world));
  const seen = new Set(exchanges.match(/W\d+-(?:before|after)/g));
  assert.deepEqual([...seen].sort(), [...ordersOf(index)].sort());
  assert.equal((await items('/admin/trades', world)).length, 2);
}

/** Runs `work` for each index, some at a time. */
async function inLanes<Result>(
  indexes: readonly number[],
  work: (index: number) => Promise<Result>,
): Promise<Result[]> {
  const waiting = [...indexes];
  const results: Result[] = [];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next] = await work(next);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

test('a hundred worlds in one server', async (t) => {
  const startedAt = performance.now();
  const indexes = Array.from({ length: worldsCount }, (_, index) => index);
  let [connections, heapOfTwenty, done] = [0, 0, 0];
  const worlds = await inLanes(indexes, async (index) => {
    const world = await live(index);
    connections = Math.max(connections, await connectionsOfWorlds());
    done += 1;
    if (done === 20) heapOfTwenty = heapUsed();
    return world;
  });
  const madeMs = performance.now() - startedAt;

  // Those made later have changed nothing in the earlier ones, which have been closed since.
  const again = indexes.filter((index) => index % 10 === 0);
  await inLanes(again, async (index) => {
    await check(required(worlds[index], 'it was made'), index);
    connections = Math.max(connections, await connectionsOfWorlds());
  });
  const growth = heapUsed() - heapOfTwenty;
  const allMs = performance.now() - startedAt;
  t.diagnostic(
    `${worldsCount} worlds made, paid in and moved in ${Math.round(madeMs)} ms, ` +
      `${again.length} read again in ${Math.round(allMs - madeMs)} ms; at most ${connections} connections; heap grew by ` +
      `${(growth / 1e6).toFixed(1)} MB from world 20 to world ${worldsCount}`,
  );
  assert.ok(connections <= connectionsMax, `${connections} connections`);
  assert.ok(growth <= heapGrowthMax, `the heap grew by ${growth} bytes`);
});

test('the jobs of one world do not wait for those of another', async () => {
  const [held, free] = [await here.create(), await here.create()];
  const holder = await holdDays(held.world);
  const advance = (by: string, { world }: NewWorldView) =>
    here.admin('POST', '/admin/clock/advance', { by }, world);
  let isMoving = true;
  const moving = advance('2d', held).finally(() => {
    isMoving = false;
  });
  try {
    while (isMoving && !(await holder.isWaitedFor()));
    assert.ok(isMoving, 'the jobs of the held world wait');
    for (const by of ['2d', '1d']) assert.equal((await advance(by, free)).status, 200);
    assert.ok(isMoving, 'they still wait');
  } finally {
    await holder.release();
  }
  assert.equal((await moving).status, 200);
});

/** Holds the table of closed days of a world, so that its jobs wait. */
async function holdDays(world: string) {
  const found = await client.query<{ database: string }>(
    'select database from sampan_worlds.databases where world = $1',
    [world],
  );
  const url = new URL(here.ownerUrl);
  url.pathname = `/${required(found.rows[0], 'it was made').database}`;
  const holder = new pg.Client({ connectionString: url.href });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table business_days in access exclusive mode');
  return {
    async isWaitedFor(): Promise<boolean> {
      const waiting = await holder.query(
        `select from pg_locks where not granted and relation = 'business_days'::regclass`,
      );
      return waiting.rows.length > 0;
    },
    release: () => holder.end(),
  };
}
