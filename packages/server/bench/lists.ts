/**
 * What a page of each list costs beside a million trades: the first page and one from the middle, 100 rows
 * each, through the same read models and the same kind of reader as the operations API.
 *
 *   npm run bench -- lists [--trades 1000000] [--rounds 50]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@sampan/embedded-postgres';
import type {
  BusinessDate,
  Currency,
  Instant,
  PartnerId,
  TradeId,
  WalletId,
} from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import pg from 'pg';
import { listTrades, type TradeFilter } from '#acquiring';
import { BusinessClock, type Connection, migrate, Reader } from '#database';
import { listDeliveries } from '#notification';
import { listPartners } from '#partner';
import { listBatches, listPartnerDays } from '#settlement';
import { listFiles } from '#statement';
import { listWallets } from '#wallet';
import { median, percentile, table } from './figures.ts';
import { seedLists } from './seed/lists.ts';

/** The goal: a page in less, by the median. */
const goalMs = 50;
const limit = 100;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      trades: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '50' },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'sampan-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  const reader = new Reader(
    { url: postgres.url, name: 'bench lists' },
    new BusinessClock(systemClock),
  );
  try {
    await migrate(postgres.ownerUrl, new URL(postgres.url).username);
    const owner = new pg.Client({ connectionString: postgres.ownerUrl });
    await owner.connect();
    await seedLists(owner, Number(values.trades));
    await owner.end();
    const [rounds, total] = [Number(values.rounds), Number(values.trades)];
    const rows = [];
    for (const [name, read] of lists) {
      rows.push([name, ...(await measure(reader, { rounds, total }, read))]);
    }
    const heading = ['list', 'first page', 'p95', 'middle page', 'p95', 'rows'];
    console.log(`${values.trades} trades; ${limit} rows a page; ms, median and p95`);
    console.log(table([heading, ...rows]));
    const slow = rows.filter((row) => [row[1], row[3]].some((each) => Number(each) >= goalMs));
    const names = slow.map(([name]) => name).join(', ');
    const verdict =
      names === '' ? `all are below ${goalMs} ms` : `not below ${goalMs} ms: ${names}`;
    console.log(`Medians: ${verdict}.`);
  } finally {
    await reader.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Read = (
  connection: Connection,
  fromMiddle: boolean,
  total: number,
) => Promise<readonly unknown[]>;

const big = '2088000000000001' as PartnerId;
const busy = '2160000000000001' as WalletId;
/** A day in the middle of those that are seeded. */
const middleDay = '2026-04-20' as BusinessDate;
/** A trade in the middle of that day; `total` are seeded, as many on each day. */
const middleOf = (total: number) =>
  `20260420${String(Math.round(total * 0.505)).padStart(20, '0')}` as TradeId;

const trades =
  (filter: TradeFilter): Read =>
  (connection, fromMiddle, total) => {
    const after = fromMiddle ? middleOf(total) : undefined;
    return listTrades(connection, filter, { after, limit, now: systemClock.now() });
  };

const delivered = { createdAt: Date.parse(middleDay) as Instant, notifyId: '8' };
const onDay = { day: middleDay, partnerId: '2088000000001000' as PartnerId };
const hkd = 'HKD' as Currency;

/** The name of each list, and how a page of it is read. */
const lists: readonly (readonly [string, Read])[] = [
  [
    'partners',
    (connection, fromMiddle) =>
      listPartners(connection, fromMiddle ? onDay.partnerId : undefined, limit),
  ],
  [
    'wallets',
    (connection, fromMiddle) =>
      listWallets(connection, fromMiddle ? ('2160000000010000' as WalletId) : undefined, limit),
  ],
  ['trades', trades({})],
  ...(['waiting', 'paid', 'closed', 'finished'] as const).map(
    (status) => [`trades, ${status}`, trades({ status })] as const,
  ),
  ['trades of a day', trades({ day: middleDay })],
  ['trades of a partner', trades({ partnerId: big })],
  ...(['waiting', 'paid', 'closed', 'finished'] as const).map(
    (status) => [`trades of a partner, ${status}`, trades({ partnerId: big, status })] as const,
  ),
  ['trades of a partner and day', trades({ partnerId: big, day: middleDay })],
  ['trades of a wallet', trades({ walletId: busy })],
  ['trades of a wallet, closed', trades({ walletId: busy, status: 'closed' })],
  [
    'deliveries',
    (connection, fromMiddle) =>
      listDeliveries(connection, {}, fromMiddle ? delivered : undefined, limit),
  ],
  [
    'deliveries of a partner',
    (connection, fromMiddle) =>
      listDeliveries(connection, { partnerId: big }, fromMiddle ? delivered : undefined, limit),
  ],
  [
    'closed days',
    (connection, fromMiddle) =>
      listPartnerDays(connection, {}, fromMiddle ? { ...onDay, currency: hkd } : undefined, limit),
  ],
  [
    'batches',
    (connection, fromMiddle) => {
      const place = { settledOn: middleDay, partnerId: onDay.partnerId, currency: hkd };
      return listBatches(connection, {}, fromMiddle ? place : undefined, limit);
    },
  ],
  [
    'files',
    (connection, fromMiddle) => {
      const place = { ...onDay, kind: 'settlement' } as const;
      return listFiles(connection, {}, fromMiddle ? place : undefined, limit);
    },
  ],
];

/** Median and p95 of the first page and of one from the middle, and how many rows they have. */
async function measure(
  reader: Reader,
  { rounds, total }: { readonly rounds: number; readonly total: number },
  read: Read,
): Promise<readonly string[]> {
  const counts = new Set<number>();
  const figures: string[] = [];
  for (const fromMiddle of [false, true]) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const { result } = await reader.read((connection) => read(connection, fromMiddle, total));
      times.push(performance.now() - start);
      counts.add(result.length);
    }
    times.sort((left, right) => left - right);
    figures.push(median(times).toFixed(1), percentile(times, 0.95).toFixed(1));
  }
  return [...figures, [...counts].join('/')];
}
