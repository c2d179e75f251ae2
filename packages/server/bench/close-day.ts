/**
 * How fast a day is closed, and how much of their speed payments keep beside it. Days of half and of
 * all the rows are closed in quiet, so that one sees whether time grows with the rows; then each round
 * measures payments alone, before and after, and payments beside a closing, on one server and one PostgreSQL.
 *
 *   npm run bench -- close-day [--rows 1000000] [--rounds 1] [--payments 4000]
 */
import { parseArgs } from 'node:util';
import { addDays, type BusinessDate, businessDate } from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import type pg from 'pg';
import { median, table } from './figures.ts';
import { seedDay } from './seed/day.ts';
import { pay, warmUp } from './suite/pay-load.ts';
import { openWorld, type World } from './system/world.ts';

interface Round {
  readonly alone: number;
  readonly beside: number;
  readonly itemsPerSecond: number;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '1' },
      payments: { type: 'string', default: '4000' },
    },
  });
  const [rows, rounds, payments] = [values.rows, values.rounds, values.payments].map(Number) as [
    number,
    number,
    number,
  ];
  const world = await openWorld({ workers: 1 });
  const client = world.owner;
  // Days that are over, in order, the last of them yesterday.
  let day = addDays(businessDate(systemClock.now()), -(rounds + 3));
  const nextDay = (): BusinessDate => {
    day = addDays(day, 1);
    return day;
  };
  const business = { partnerIds: [world.partners.RSA2.id], walletIds: world.walletIds };
  try {
    await warmUp(world, payments);
    const quiet: { rows: number; seconds: number }[] = [];
    for (const count of [Math.ceil(rows / 2), rows]) {
      const day = nextDay();
      await seedDay(client, { ...business, day, rows: count });
      quiet.push({ rows: count, seconds: await closed(client, day) });
    }
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const day = nextDay();
      await seedDay(client, { ...business, day, rows });
      // What the seeding has left to be done is not to be done beside the payments.
      await client.query('vacuum analyze');
      const alone: number[] = [];
      for (let part = 0; part < 5; part++) alone.push(await rate(world, payments));
      const beside: number[] = [];
      let isClosed = false;
      const closing = closed(client, day).finally(() => {
        isClosed = true;
      });
      while (!isClosed) beside.push(await rate(world, payments));
      // The last part may have had the database for itself.
      const whole = beside.length > 1 ? beside.slice(0, -1) : beside;
      const itemsPerSecond = rows / (await closing);
      for (let part = 0; part < 5; part++) alone.push(await rate(world, payments));
      measured.push({ alone: median(alone), beside: median(whole), itemsPerSecond });
    }
    report(quiet, measured);
    await world.audit();
  } finally {
    await world.close();
  }
}

const rate = async (world: World, payments: number): Promise<number> =>
  (await pay(world, 'MD5', payments)).perSecond;

/** Seconds from the moment at which a day is open, with its entries, to that at which it is closed. */
async function closed(client: pg.Client, day: BusinessDate): Promise<number> {
  // The server has closed the days up to yesterday when it started; this one has come after.
  await client.query('delete from business_days where day >= $1', [day]);
  const started = performance.now();
  for (;;) {
    const { rowCount } = await client.query(
      'select from business_days where day = $1 and closed_at is not null',
      [day],
    );
    if (rowCount === 1) return (performance.now() - started) / 1_000;
    await client.query('select pg_sleep(0.1)');
  }
}

function report(
  quiet: readonly { rows: number; seconds: number }[],
  rounds: readonly Round[],
): void {
  console.log(
    table([
      ['closing in quiet', 'rows', 'seconds', 'rows a second'],
      ...quiet.map(({ rows, seconds }) => [
        '',
        String(rows),
        seconds.toFixed(1),
        (rows / seconds).toFixed(0),
      ]),
    ]),
  );
  console.log(
    table([
      ['payments a second', 'alone', 'beside', 'kept', 'rows closed a second'],
      ...rounds.map(({ alone, beside, itemsPerSecond }, index) => [
        `round ${index + 1}`,
        alone.toFixed(0),
        beside.toFixed(0),
        `${((100 * beside) / alone).toFixed(0)} %`,
        itemsPerSecond.toFixed(0),
      ]),
    ]),
  );
}
