/**
 * Several days of business at two shops, from the first sale until everything is paid out and
 * filed.
 */
import { Readable } from 'node:stream';
import { addDays, assert, type BusinessDate } from '@sampan/primitives';
import { reconcile } from '@sampan/protocol/reconcile';
import { findCast } from '../cast.ts';
import { writeBooks } from './book-files.ts';
import { chooseDays, spanToSearch } from './choose-days.ts';
import { type AcceptedRefund, opening } from './day-plan.ts';
import { type Holiday, readHolidays } from './holidays.ts';
import { bookText } from './own-book.ts';
import { type Done, playDay } from './play-day.ts';
import { instantAt, readNow, readToday, type Sandbox } from './sandbox.ts';
import { settleUp } from './settle-up.ts';
import { gelateria, noodleBar, openShop, type Shop } from './shop.ts';
import { fetchFile, listFiles, type ReadShopFile } from './shop-files.ts';

export interface DaysToPlay {
  readonly count: number;
  /** Existing folder for the shops' books. */
  readonly booksFolder: string;
}

/** Progress callback. */
export interface Teller {
  day(day: BusinessDate, holidays: readonly Holiday[]): void;
  done(done: Done): void;
  settling(): void;
}

export interface ShopResult {
  readonly shop: Shop;
  readonly files: readonly ReadShopFile[];
  readonly books: ReadonlyMap<BusinessDate, string>;
}

export interface DaysPlayed {
  readonly days: readonly BusinessDate[];
  readonly results: readonly ShopResult[];
  /** Rows in which a book and its transaction file differ; expected to be empty. */
  readonly breaks: number;
}

export async function playDays(
  sandbox: Sandbox,
  { count, booksFolder }: DaysToPlay,
  teller: Teller,
): Promise<DaysPlayed> {
  const first = await firstDay(sandbox);
  const holidays = await readHolidays(sandbox, spanToSearch(first));
  const days = chooseDays(first, count, holidays);
  const shops: Shop[] = [];
  try {
    for (const terms of [noodleBar, gelateria]) shops.push(await openShop(sandbox, terms));
    await sell(sandbox, { shops, days, holidays, teller });
    teller.settling();
    await settleUp(sandbox, shops);
    const results: ShopResult[] = [];
    for (const shop of shops) {
      const files: ReadShopFile[] = [];
      for (const file of await listFiles(sandbox, shop)) {
        files.push(await fetchFile(sandbox, shop, file));
      }
      results.push({ shop, files, books: await writeBooks(booksFolder, shop) });
    }
    return { days, results, breaks: await countBreaks(results) };
  } finally {
    for (const { receiver } of shops) await receiver.close();
  }
}

/** Today, unless it is already past the shops' opening time. */
async function firstDay(sandbox: Sandbox): Promise<BusinessDate> {
  const today = await readToday(sandbox);
  return (await readNow(sandbox)) < instantAt(today, opening) ? today : addDays(today, 1);
}

interface ToSell {
  readonly shops: readonly Shop[];
  readonly days: readonly BusinessDate[];
  readonly holidays: readonly Holiday[];
  readonly teller: Teller;
}

async function sell(sandbox: Sandbox, { shops, days, holidays, teller }: ToSell): Promise<void> {
  const awaited: AcceptedRefund[] = [];
  for (const [index, day] of days.entries()) {
    teller.day(
      day,
      holidays.filter((holiday) => holiday.day === day),
    );
    // Top up wallets that run short.
    const [hongKong = '', mainland = ''] = (await findCast(sandbox.operations)).buyers;
    const isLast = index === days.length - 1;
    const buyers = { hongKong, mainland };
    for await (const done of playDay(sandbox, { shops, day, index, isLast, buyers, awaited })) {
      teller.done(done);
    }
  }
  assert(awaited.length === 0, 'what was accepted is done before the last day ends');
}

async function countBreaks(results: readonly ShopResult[]): Promise<number> {
  let breaks = 0;
  for (const { shop, files } of results) {
    for (const { kind, day, bytes, name } of files) {
      if (kind !== 'transaction') continue;
      const own = Buffer.from(bookText(shop.book.rowsOf(day)));
      const found = await reconcile(Readable.from([bytes]), Readable.from([own]), 'UTF-8');
      if (!found.ok) throw new Error(`${name}: ${found.problem.reason}`);
      breaks += found.value.breaks.length;
    }
  }
  return breaks;
}
