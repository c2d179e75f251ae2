/**
 * What the file of a large day costs. In rounds, the transaction file is written by a process of its
 * own, beside a COPY of the same rows as a baseline; then payments go on while the server that
 * takes them writes such a file. Ratios are of one run.
 *
 *   npm run bench -- files [--rows 1000000] [--rounds 3] [--only file|payments]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@sampan/embedded-postgres';
import { systemClock, systemRandom } from '@sampan/primitives/node';
import pg from 'pg';
import { connect, inTransaction, migrate } from '#database';
import { insertPartner, newPartner } from '#partner';
import { median, table } from './figures.ts';
import type { Written } from './file-writer.program.ts';
import { closeSeededDay, seedDay } from './seed/day.ts';
import { addWallets } from './seed/wallets.ts';
import { dayDue, paymentsBesideFile } from './suite/beside-file.ts';

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

async function benchPayments(rows: number): Promise<void> {
  const { alone, beside } = await paymentsBesideFile(rows);
  const line = (name: string, of: readonly number[]): string[] => [
    name,
    median(of).toFixed(0),
    of.map((rate) => rate.toFixed(0)).join(' '),
  ];
  console.log(
    table([
      ['payments a second', 'median', 'each'],
      line('alone, before and after', alone),
      line(`while a file of ${rows} rows is written`, beside),
    ]),
  );
  console.log(`kept: ${((median(beside) / median(alone)) * 100).toFixed(0)} %`);
}

async function benchFile(rows: number, rounds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  try {
    await migrate(postgres.ownerUrl, new URL(postgres.url).username);
    const partnerId = await somePartner(postgres);
    const day = dayDue();
    await withOwner(postgres.ownerUrl, async (owner) => {
      const walletIds = await addWallets(owner, 1_000);
      await seedDay(owner, { partnerIds: [partnerId], walletIds, day, rows });
      await closeSeededDay(owner, { partnerIds: [partnerId], day });
    });
    const root = join(folder, 'files');
    const results: { copy: Written; file: Written }[] = [];
    for (let round = 0; round < rounds; round++) {
      const given = [postgres.url, root, partnerId, day];
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
