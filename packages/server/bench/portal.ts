/**
 * What a partner's portal costs beside a million trades of that partner: a page of trades by each
 * filter and the usual pairs, the first and one from the middle; the sums of what a filter leaves; the
 * overview of the day.
 *
 *   npm run bench -- portal [--trades 1000000] [--rounds 30]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@sampan/embedded-postgres';
import {
  addDays,
  type BusinessDate,
  hours,
  type PartnerId,
  startOfDay,
  type TradeId,
} from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import pg from 'pg';
import {
  findPartnerTrades,
  listPartnerTrades,
  type PartnerTradeFilter,
  sumPartnerTrades,
} from '#acquiring';
import { readOverview } from '#app-api';
import { BusinessClock, type Connection, migrate, Reader } from '#database';
import { median, percentile, sorted, table } from './figures.ts';
import { portalDays, portalPartner, seedPortal } from './seed/portal.ts';

/** The goal: a page in less, by the median. */
const goalMs = 100;
const limit = 100;

const partnerId = portalPartner as PartnerId;
const last = portalDays.last as BusinessDate;
const middle = addDays(last, -20);
const now = (startOfDay(last) + 20 * hours(1)) as ReturnType<typeof startOfDay>;
const week = { from: addDays(middle, -6), to: middle };

const filters: Readonly<Record<string, PartnerTradeFilter>> = {
  none: {},
  'status waiting': { status: 'waiting' },
  'status paid': { status: 'paid' },
  'status closed': { status: 'closed' },
  'status finished': { status: 'finished' },
  'a day': { from: middle, to: middle },
  'a week': week,
  'wallet kind': { inst: 'ALIPAYCN' },
  product: { product: 'merchant-qr' },
  store: { store: 'S_17' },
  'a rare store': { store: 'rare' },
  'a store that is not there': { store: 'none' },
  refunded: { returned: true },
  'status and wallet kind': { status: 'closed', inst: 'ALIPAYCN' },
  'status and store': { status: 'paid', store: 'S_17' },
  'status and a week': { status: 'closed', ...week },
  'wallet kind and product': { inst: 'ALIPAYCN', product: 'merchant-qr' },
  'store and a day': { store: 'S_17', from: middle, to: middle },
  'rare store and a week': { store: 'rare', ...week },
  'refunded and wallet kind': { returned: true, inst: 'ALIPAYCN' },
  'refunded and store': { returned: true, store: 'S_17' },
  'refunded and a week': { returned: true, ...week },
  'refunded, closed': { returned: true, status: 'closed' },
};

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      trades: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '30' },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'sampan-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  const reader = new Reader(
    { url: postgres.url, name: 'bench portal' },
    new BusinessClock(systemClock),
  );
  try {
    await migrate(postgres.ownerUrl, new URL(postgres.url).username);
    const owner = new pg.Client({ connectionString: postgres.ownerUrl });
    await owner.connect();
    await seedPortal(owner, Number(values.trades));
    await owner.end();
    const rounds = Number(values.rounds);
    const rows: string[][] = [];
    for (const [name, filter] of Object.entries(filters)) {
      const figures = [
        ...(await measure(reader, rounds, pageOf(filter, undefined))),
        ...(await measure(reader, rounds, pageOf(filter, middleId))),
        ...(await measure(reader, Math.min(rounds, 5), sumOf(filter))),
      ];
      rows.push([name, ...figures]);
    }
    rows.push(['any id', ...(await measure(reader, rounds, byId))]);
    rows.push(['overview', ...(await measure(reader, rounds, overview))]);
    const heading = ['filter', 'first page', 'p95', 'rows', 'middle page', 'p95', 'rows'];
    console.log(`${values.trades} trades of one partner; ${limit} rows a page; ms, median and p95`);
    console.log(table([[...heading, 'sums', 'p95', 'trades'], ...rows]));
    const slow = rows.filter((row) => [row[1], row[4]].some((each) => Number(each) >= goalMs));
    const names = slow.map(([name]) => name).join(', ');
    const verdict =
      names === '' ? `all are below ${goalMs} ms` : `not below ${goalMs} ms: ${names}`;
    console.log(`Medians of pages: ${verdict}.`);
  } finally {
    await reader.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Answers how many it has found. */
type Read = (connection: Connection) => Promise<number | bigint | string>;

const middleId = `${middle.replaceAll('-', '')}${'5'.repeat(20)}` as TradeId;

const pageOf =
  (filter: PartnerTradeFilter, after: TradeId | undefined): Read =>
  async (connection) => {
    const page = { after, limit: limit + 1, now };
    const { trades, scannedTo } = await listPartnerTrades(connection, partnerId, filter, page);
    return `${trades.length}${scannedTo === undefined ? '' : '…'}`;
  };

const sumOf =
  (filter: PartnerTradeFilter): Read =>
  async (connection) => {
    const sums = await sumPartnerTrades(connection, partnerId, filter, { now });
    return `${sums.trades}${sums.isPartial ? '…' : ''}`;
  };

const byId: Read = async (connection) =>
  (await findPartnerTrades(connection, partnerId, 'order-17', [])).length;

const overview: Read = async (connection) => {
  const asked = { partner: { id: partnerId, currency: 'HKD' }, day: last, now } as const;
  return (await readOverview(connection, asked)).paid.payments;
};

async function measure(reader: Reader, rounds: number, read: Read): Promise<readonly string[]> {
  const times: number[] = [];
  let found: number | bigint | string = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    found = (await reader.read(read)).result;
    times.push(performance.now() - start);
  }
  const inOrder = sorted(times);
  return [median(times).toFixed(1), percentile(inOrder, 0.95).toFixed(1), String(found)];
}
