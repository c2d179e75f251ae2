/**
 * How large a partner's day may be. First days of a quarter, a half and the whole number of rows are
 * closed, which must take longer in proportion; then the transaction file of the largest is written
 * in rounds, each beside a COPY of the same rows that nobody looks at; last, payments go on while the
 * server that takes them closes a day of this size and writes its file. Ratios are of one run.
 *
 *   npm run bench -- files [--rows 1000000] [--rounds 3] [--only file|payments]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import {
  addDays,
  type BusinessDate,
  businessDate,
  seconds,
  systemClock,
  systemRandom,
  systemTimers,
} from '@sampan/primitives';
import pg from 'pg';
import { BusinessClock, connect, inTransaction, migrate, Reader } from '#database';
import { insertPartner, newPartner } from '#partner';
import { closeDays } from '#settlement';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/main/postgres/index.ts';
import { median, table } from './figures.ts';
import type { Written } from './file-writer.program.ts';
import { measure as pay, perSecond } from './pay.ts';
import { seedDay } from './seed-day.ts';
import { openWorld, type World } from './world.ts';

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string' },
    },
  });
  const rows = Number(values.rows);
  const rounds = Number(values.rounds);
  if (values.only !== 'payments') await benchFile(rows, rounds);
  if (values.only !== 'file') await benchPayments(rows);
}

const yesterday = (): BusinessDate => addDays(businessDate(systemClock.now()), -1);

async function benchFile(rows: number, rounds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  try {
    await migrate(postgres.ownerUrl, new URL(postgres.url).username);
    const partnerId = await somePartner(postgres);
    const closed = [['closing a day', 'seconds', 'µs a row']];
    for (const [index, share] of [4, 2, 1].entries()) {
      const size = Math.ceil(rows / share);
      const seconds = await closeOne(postgres, partnerId, addDays(yesterday(), index - 2), size);
      closed.push([`${size} rows`, seconds.toFixed(1), ((seconds * 1e6) / size).toFixed(1)]);
    }
    console.log(`${table(closed)}\n`);

    const root = join(folder, 'files');
    const results: { copy: Written; file: Written }[] = [];
    for (let round = 0; round < rounds; round++) {
      const given = [postgres.url, root, partnerId, yesterday()];
      results.push({ copy: await child('copy', given), file: await child('file', given) });
    }
    report(rows, results);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function report(rows: number, results: readonly { copy: Written; file: Written }[]): void {
  const line = (name: string, of: readonly Written[]): string[] => [
    name,
    ...of.map(({ elapsedMs }) => (elapsedMs / 1_000).toFixed(2)),
    median(of.map(({ elapsedMs }) => elapsedMs / 1_000)).toFixed(2),
    (Math.max(...of.map(({ bytes }) => bytes)) / 1e6).toFixed(0),
    Math.max(...of.map(({ residentMb }) => residentMb)).toFixed(0),
  ];
  const header = ['seconds', ...results.map((_, index) => `round ${index + 1}`), 'median'];
  console.log(
    table([
      [...header, 'MB', 'resident MB, most'],
      line(
        `COPY of ${rows} rows to nobody`,
        results.map(({ copy }) => copy),
      ),
      line(
        'the file of them, on the disk',
        results.map(({ file }) => file),
      ),
    ]),
  );
  const ratios = results.map(({ copy, file }) => file.elapsedMs / copy.elapsedMs);
  console.log(`file for each COPY, median: ${median(ratios).toFixed(2)}\n`);
}

async function child(what: 'copy' | 'file', given: readonly string[]): Promise<Written> {
  const program = fileURLToPath(new URL('./file-writer.program.ts', import.meta.url));
  const args = [...process.execArgv, program, what, ...given];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Written;
}

async function somePartner(postgres: EmbeddedPostgres): Promise<string> {
  const connection = await connect({ url: postgres.url, name: 'bench' });
  const partner = newPartner({ contract: 'hk' }, systemClock.now(), systemRandom);
  await inTransaction(connection, () => insertPartner(connection, partner));
  await connection.close();
  return partner.id;
}

/** Books a day and closes it; answers how many seconds the closing took. */
async function closeOne(
  { url, ownerUrl }: EmbeddedPostgres,
  partnerId: string,
  day: BusinessDate,
  rows: number,
): Promise<number> {
  await withOwner(ownerUrl, (owner) => seedDay(owner, { partnerId, day, rows }));
  const clock = new BusinessClock(systemClock);
  const reader = new Reader({ url, name: 'bench reader' }, clock);
  const openConnection = () => connect({ url, name: 'bench closing' });
  const startedMs = systemTimers.monotonicMs();
  const { items } = await closeDays({ reader, clock, timers: systemTimers, openConnection });
  const elapsedMs = systemTimers.monotonicMs() - startedMs;
  await reader.close();
  if (items !== rows) throw new Error(`${items} of ${rows} rows were taken up`);
  return elapsedMs / 1_000;
}

const payments = 20_000;
const alone = 3;
const patience = seconds(900);
const lookEvery = seconds(0.2);

/** The server that takes the payments closes the day and writes the file, as soon as it sees it. */
async function benchPayments(rows: number): Promise<void> {
  const world = await openWorld({ workers: 1 });
  // Its files are due, whatever the hour.
  const day = addDays(yesterday(), -1);
  try {
    await pay(world, 'MD5', Math.ceil(payments / 4));
    const rates: Record<'alone' | 'closing' | 'file', number[]> = {
      alone: await payTimes(world, alone),
      closing: [],
      file: [],
    };
    await withOwner(world.databaseUrl, async (owner) => {
      await seedDay(owner, { partnerId: world.partners.MD5.id, day, rows });
      rates.closing = await payWhile(world, until(owner, dayIsClosed, day));
      rates.file = await payWhile(world, until(owner, fileIsMade, day));
    });
    rates.alone.push(...(await payTimes(world, alone)));
    const line = (name: string, of: readonly number[]): string[] => [
      name,
      median(of).toFixed(0),
      `${((median(of) / median(rates.alone)) * 100).toFixed(0)} %`,
      of.map((rate) => rate.toFixed(0)).join(' '),
    ];
    console.log(
      table([
        ['payments a second', 'median', 'kept', 'each'],
        line('alone, before and after', rates.alone),
        line(`while ${rows} rows are closed`, rates.closing),
        line('while their file is written', rates.file),
      ]),
    );
  } finally {
    await world.close();
  }
}

async function payTimes(world: World, times: number): Promise<number[]> {
  const rates: number[] = [];
  for (let time = 0; time < times; time++) {
    rates.push(perSecond(await pay(world, 'MD5', payments)));
  }
  return rates;
}

/** A load in which it came to its end counts only when there is no other. */
async function payWhile(world: World, end: Promise<void>): Promise<number[]> {
  const rates: number[] = [];
  let over = false;
  const ended = end.finally(() => {
    over = true;
  });
  // It is told below, when the load that is under way has ended.
  ended.catch(() => undefined);
  while (!over) {
    const load = await pay(world, 'MD5', payments);
    if (!over || rates.length === 0) rates.push(perSecond(load));
  }
  await ended;
  return rates;
}

const dayIsClosed = 'select from business_days where day = $1 and closed_at is not null';
const fileIsMade = 'select from partner_files where day = $1';

async function until(owner: pg.Client, found: string, day: BusinessDate): Promise<void> {
  const endMs = systemTimers.monotonicMs() + patience;
  while (systemTimers.monotonicMs() < endMs) {
    if ((await owner.query(found, [day])).rowCount === 1) return;
    await systemTimers.sleep(lookEvery);
  }
  throw new Error(`in ${patience / 1_000} s nothing came of: ${found}`);
}

async function withOwner<Result>(
  url: string,
  use: (owner: pg.Client) => Promise<Result>,
): Promise<Result> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    return await use(owner);
  } finally {
    await owner.end();
  }
}
