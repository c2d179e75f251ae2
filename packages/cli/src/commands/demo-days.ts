/** `sampan demo --days N`: what it prints. */
import { join } from 'node:path';
import {
  type DaysPlayed,
  type Operations,
  playDays,
  prepareFolder,
  type Teller,
  totalsOf,
  totalsView,
} from '@sampan/demo';
import { type Input, UsageError } from '../command.ts';
import { dataFolderPath, readRunning } from '../running-server.ts';
import {
  dayLines,
  doneLine,
  endingLines,
  type SftpAddress,
  settlingLine,
  sftpCommand,
  type Where,
} from './demo-days-lines.ts';

/** More would move the clock further than anybody wants. */
const daysMax = 31;

export interface RunDays {
  readonly operations: Operations;
  readonly gateway: string;
}

/** Plays the days against a sandbox; exit code 1 when a book and a file disagree. */
export async function runDays(input: Input, sandbox: RunDays): Promise<number | undefined> {
  const count = readCount(input);
  const where = await findPlaces(input);
  // Before anything is sold.
  await prepareFolder(where.booksFolder).catch((cause: Error) => {
    throw new UsageError(`No books can be written to ${where.booksFolder}: ${cause.message}`, {
      cause,
    });
  });
  const say = (lines: readonly string[]): void => {
    if (!input.json) input.stdout.write(`${lines.join('\n')}\n`);
  };
  const teller: Teller = {
    day: (day, holidays) => say(dayLines(day, holidays)),
    done: (done) => say([doneLine(done)]),
    settling: () => say(['', settlingLine]),
  };
  const played = await playDays(sandbox, { count, booksFolder: where.booksFolder }, teller);
  say(endingLines(played, where));
  if (input.json) input.stdout.write(`${JSON.stringify(view(played, where))}\n`);
  return played.breaks === 0 ? undefined : 1;
}

function readCount(input: Input): number {
  const count = input.count('days') ?? 0;
  if (count >= 1 && count <= daysMax) return count;
  throw new UsageError(`--days must be 1 to ${daysMax}`);
}

/** The books lie beside the server's data, or, when that is elsewhere, where one is. */
async function findPlaces(input: Input): Promise<Where> {
  const data = dataFolderPath(input.option('data'));
  const isElsewhere = input.option('admin') !== undefined;
  const running = isElsewhere ? undefined : await readRunning(data);
  const usual = running ? join(data, 'demo-books') : 'demo-books';
  return { booksFolder: input.option('out') ?? usual, sftp: addressOf(running?.sftp) };
}

function addressOf(address: string | undefined): SftpAddress | undefined {
  const [, host, port] = /^(.+):(\d+)$/.exec(address ?? '') ?? [];
  return host === undefined || port === undefined ? undefined : { host, port };
}

const view = ({ days, results, breaks }: DaysPlayed, where: Where) => ({
  days,
  partners: results.map(({ shop }) => ({
    id: shop.id,
    name: shop.name,
    contract: shop.contract,
    currency: shop.currency,
    feeRate: shop.feeRate,
    sftpPassword: shop.sftpPassword,
    sftpCommand: sftpCommand(shop.id, where),
  })),
  files: results.flatMap(({ shop, files }) =>
    files.map(({ name, kind, day, rows, size, totals }) => ({
      partner: shop.id,
      name,
      kind,
      day,
      rows,
      size,
      totals: totalsView(totals),
    })),
  ),
  books: results.flatMap(({ books }) => [...books.values()]),
  totals: results.map(({ shop }) => ({
    partner: shop.id,
    ...totalsView(totalsOf(shop.book.rows, shop.currency)),
  })),
  breaks,
});
