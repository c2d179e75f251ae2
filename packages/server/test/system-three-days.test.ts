/**
 * Goal: two shops' sales of three days match their files, the ledger and the payouts; and exactly
 * the errors in a book are found.
 * Method: a server, `sampan demo --days 3`, then the files as a partner's programs fetch them. Sums
 * are computed from entries and transfers, without the server.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { addDays, type BusinessDate, businessDate, startOfDay } from '@sampan/primitives';
import {
  readSettlementFile,
  readTransactionFile,
  type SettlementRecord,
  type TransactionRecord,
} from '@sampan/protocol';
import { reconcile } from '@sampan/protocol/reconcile';
import { connectSftp } from '../../sftp-server/test/sftp-client.ts';
import { type RunningSampan, sampan, startSampan } from './sampan-process.ts';
import {
  type Booked,
  type DaysFile,
  type DaysPartner,
  type DemoDays,
  netOf,
  readBooked,
  sumsOf,
} from './system-kit/days.ts';
import { bookOf, readBookLines, spoil } from './system-kit/own-books.ts';

let server: RunningSampan;
let folder: string;
let demo: DemoDays;
/** As they came over SFTP, by name. */
const fetched = new Map<string, Buffer>();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-days-'));
  server = await startSampan(['--demo']);
  demo = (await server.ask('demo', '--days', '3')) as unknown as DemoDays;
  for (const partner of demo.partners) await fetchAll(partner);
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const sftpPort = () => Number(String(server.addresses['sftp']).split(':')[1]);

async function fetchAll({ id, sftpPassword: password }: DaysPartner): Promise<void> {
  const client = await connectSftp(sftpPort(), id, { password });
  for (const name of await client.names('/download/')) {
    const bytes = await client.fetch(`/download/${name}`);
    fetched.set(name, bytes);
    await writeFile(join(folder, name), bytes);
  }
  await client.end();
}

const filesOf = ({ id }: DaysPartner, kind: DaysFile['kind']): readonly DaysFile[] =>
  demo.files.filter((file) => file.partner === id && file.kind === kind);

function transactionsIn({ name }: DaysFile): readonly TransactionRecord[] {
  const read = readTransactionFile(textOf(name));
  assert.ok(read.ok, name);
  return read.value.records;
}

function settledIn({ name }: DaysFile): readonly SettlementRecord[] {
  const read = readSettlementFile(textOf(name));
  assert.ok(read.ok, name);
  return read.value.records;
}

const textOf = (name: string): string => fetched.get(name)?.toString('utf8') ?? '';

/** The days that are free by a partner's calendars, and the weekend days that are worked. */
async function holidays(partner: DaysPartner): Promise<ReadonlyMap<string, string>> {
  const of = partner.contract === 'hk' ? ['hk', 'cn'] : ['cn'];
  const found = new Map<string, string>();
  const years = new Set(demo.files.map(({ day }) => day.slice(0, 4)));
  for (const year of years) {
    const answer = await fetch(`${server.addresses['admin']}/admin/calendar?year=${year}`);
    const { days } = (await answer.json()) as {
      days: Record<'calendar' | 'day' | 'kind', string>[];
    };
    for (const { calendar, day, kind } of days) if (of.includes(calendar)) found.set(day, kind);
  }
  return found;
}

const weekday = (day: BusinessDate): number => new Date(`${day}T00:00:00Z`).getUTCDay();

test('the days follow each other, and among them are a Friday and a public holiday', async () => {
  assert.equal(demo.days.length, 3);
  const [first = '' as BusinessDate] = demo.days;
  assert.deepEqual(demo.days, [first, addDays(first, 1), addDays(first, 2)]);
  assert.ok(demo.days.some((day) => weekday(day) === 5));
  const [hongKong] = demo.partners;
  assert.ok(hongKong);
  const free = await holidays(hongKong);
  assert.ok(demo.days.some((day) => free.get(day) === 'holiday' && weekday(day) % 6 !== 0));
});

test('every partner finds its files over SFTP, and they are those that were promised', () => {
  assert.deepEqual(
    [...fetched].map(([name, { length }]) => `${name} ${length}`).sort(),
    demo.files.map(({ name, size }) => `${name} ${size}`).sort(),
  );
  for (const partner of demo.partners) {
    const days = filesOf(partner, 'transaction').map(({ day }) => day);
    assert.deepEqual(days, demo.days, partner.contract);
    assert.ok(filesOf(partner, 'settlement').length >= 1);
  }
  for (const file of demo.files) {
    const records = file.kind === 'transaction' ? transactionsIn(file) : settledIn(file);
    assert.equal(records.length, file.rows, file.name);
  }
});

const isInstalled = spawnSync('sftp', ['-h']).error === undefined;

test("the sftp program fetches the same bytes, by the demo's own words", {
  skip: isInstalled ? false : 'it is not installed',
}, async () => {
  for (const { id, sftpPassword, sftpCommand } of demo.partners) {
    const own = await mkdtemp(join(folder, 'sftp-'));
    const ask = join(own, 'ask');
    await writeFile(ask, `#!/bin/sh\necho '${sftpPassword}'\n`);
    await chmod(ask, 0o700);
    const [, options = '', remote = ''] = /^sftp (-P \d+) '(.*)' \S+$/.exec(sftpCommand) ?? [];
    const unasked = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'];
    const child = spawn('sftp', ['-F', 'none', ...unasked, ...options.split(' '), remote, own], {
      env: { ...process.env, SSH_ASKPASS: ask, SSH_ASKPASS_REQUIRE: 'force' },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 30_000,
    });
    const said = text(child.stderr);
    assert.deepEqual(await once(child, 'close'), [0, null], await said);
    const names = (await readdir(own)).filter((name) => name.endsWith('.txt')).sort();
    const promised = demo.files.filter(({ partner }) => partner === id).map(({ name }) => name);
    assert.deepEqual(names, promised.sort());
    for (const name of names) assert.deepEqual(await readFile(join(own, name)), fetched.get(name));
  }
});

test('the totals of a day are those of the ledger: payments, refunds, cancels, fees', async () => {
  for (const partner of demo.partners) {
    const booked = await readBooked(server.ownerUrl, partner);
    const traded = booked.filter(({ kind }) => kind !== 'settlement');
    const said = filesOf(partner, 'transaction').flatMap((file) =>
      sumsOf(transactionsIn(file)).map((sums): Booked => ({ day: file.day, ...sums })),
    );
    assert.deepEqual(said, traded);
    assert.ok(
      traded.every(({ gross, fee }) => gross > 0n && fee > 0n),
      'none of it is nothing',
    );
    assert.equal(new Set(traded.map(({ kind, day }) => kind + day)).size, 9, 'all on every day');
  }
});

test('all products, both wallets and every way back are in the files', () => {
  const seen = (pick: (record: TransactionRecord) => string | undefined, partner: DaysPartner) =>
    [...new Set(filesOf(partner, 'transaction').flatMap(transactionsIn).map(pick))].sort();
  for (const partner of demo.partners) {
    assert.deepEqual(
      seen(({ kind }) => kind, partner),
      ['cancel', 'payment', 'refund', 'reversal'],
    );
    const scenes = ['paymentQrCode', 'shopQrCode', 'transactionQrCode'];
    assert.deepEqual(
      seen(({ orderScene }) => orderScene, partner),
      scenes,
    );
    const wallets = partner.contract === 'hk' ? ['ALIPAYCN', 'ALIPAYHK'] : [undefined];
    assert.deepEqual(
      seen(({ issue }) => issue, partner),
      wallets,
    );
    const all = filesOf(partner, 'transaction').flatMap(transactionsIn);
    assert.ok(!all.some(({ partnerTransactionId }) => partnerTransactionId.includes('no-show')));
    const back = all.filter(({ kind }) => kind === 'refund');
    const paid = new Map(
      all.filter(({ kind }) => kind === 'payment').map((row) => [row.transactionId, row]),
    );
    const dayOf = ({ at }: TransactionRecord) => businessDate(at);
    const isLater = (row: TransactionRecord) => {
      const payment = paid.get(row.transactionId);
      return payment !== undefined && dayOf(payment) < dayOf(row);
    };
    assert.ok(back.some(isLater) && !back.every(isLater), 'on the same day and on a later one');
    const atNight = back.filter(({ at }) => (at - startOfDay(businessDate(at))) / 3_600_000 >= 23);
    assert.ok(atNight.length >= 2, 'in the night batch');
  }
});

test('what was sold is settled exactly once, and the net of each file was paid out', async () => {
  // A settlement file tells a reversal from a refund only by its id (14 §4.2).
  const said = ({ kind, transactionId, amount, fee, at }: TransactionRecord) =>
    [kind === 'payment' ? 'P' : 'R', transactionId, amount.minor, fee.minor, at].join(' ');
  for (const partner of demo.partners) {
    const settlements = filesOf(partner, 'settlement');
    assert.deepEqual(
      settlements.flatMap(settledIn).map(said).sort(),
      filesOf(partner, 'transaction').flatMap(transactionsIn).map(said).sort(),
    );
    const booked = await readBooked(server.ownerUrl, partner);
    assert.deepEqual(
      settlements.map((file) => ({ day: file.day, gross: netOf(settledIn(file)) })),
      booked.filter(({ kind }) => kind === 'settlement').map(({ day, gross }) => ({ day, gross })),
    );
    for (const row of settlements.flatMap(settledIn)) {
      assert.equal(row.net.minor, row.amount.minor - row.fee.minor);
    }
    assert.equal(leftOf(booked), 0n, 'nothing is owed any more');
  }
});

/** What is left on a partner's account, from transfers. */
const leftOf = (booked: readonly Booked[]): bigint =>
  booked.reduce((sum, { kind, gross, fee }) => {
    return kind === 'payment' ? sum + gross - fee : sum - gross + fee;
  }, 0n);

test('a day is settled on the next working day, and never on a weekend or a holiday', async () => {
  const several: DaysFile[] = [];
  for (const partner of demo.partners) {
    const calendar = await holidays(partner);
    const isWorked = (day: BusinessDate) =>
      calendar.has(day) ? calendar.get(day) === 'working' : weekday(day) % 6 !== 0;
    const nextWorked = (day: BusinessDate): BusinessDate => {
      const next = addDays(day, 1);
      return isWorked(next) ? next : nextWorked(next);
    };
    for (const file of filesOf(partner, 'settlement')) {
      assert.ok(isWorked(file.day), `${file.name} is of a working day`);
      const records = settledIn(file);
      for (const { at, settledAt } of records) {
        assert.equal(nextWorked(businessDate(at)), file.day);
        assert.equal(businessDate(settledAt), file.day);
      }
      if (new Set(records.map(({ at }) => businessDate(at))).size > 1) several.push(file);
    }
  }
  assert.ok(several.length > 0, 'the days before free days were settled together');
});

/** The own books of all days of which a file tells. */
const ownLines = (file: DaysFile) => {
  const records = file.kind === 'transaction' ? transactionsIn(file) : settledIn(file);
  const days = [...new Set(records.map(({ at }) => businessDate(at)))].sort();
  return readBookLines(demo.books, file.partner, days);
};

async function reconciled(file: DaysFile, book: string) {
  const own = join(folder, `${file.name}.csv`);
  await writeFile(own, book);
  const ended = await sampan(['reconcile', join(folder, file.name), '--against', own, '--json']);
  assert.equal(ended.stderr, '');
  return { code: ended.code, ...(JSON.parse(ended.stdout) as Reconciled) };
}

interface Reconciled {
  readonly matched: number;
  readonly breaks: readonly { readonly id: string; readonly kind: string }[];
}

test('honest books agree with every file, of transactions and of settlements', async () => {
  for (const file of demo.files) {
    const own = Buffer.from(bookOf(await ownLines(file)));
    const there = fetched.get(file.name) ?? Buffer.alloc(0);
    const found = await reconcile(Readable.from([there]), Readable.from([own]), 'UTF-8');
    assert.ok(found.ok, file.name);
    const { matched, breaks } = found.value;
    assert.deepEqual({ matched, breaks }, { matched: file.rows, breaks: [] }, file.name);
  }
});

test('sampan reconcile says so, for the books that the demo wrote', async () => {
  const ended = await Promise.all(
    demo.partners.map(async (partner) => {
      const [file] = filesOf(partner, 'transaction');
      assert.ok(file);
      const own = demo.books.find((path) => path.endsWith(`${partner.id}_${file.day}.csv`));
      assert.ok(own);
      return sampan(['reconcile', join(folder, file.name), '--against', own]);
    }),
  );
  for (const { code, stdout } of ended) {
    assert.equal(code, 0);
    assert.match(stdout, /No breaks: all 1\d rows agree\.\n$/);
  }
});

test('every kind of break that was planted in a book is found, and nothing else', async () => {
  const files = demo.partners.flatMap((partner) => [
    ...filesOf(partner, 'transaction').slice(-1),
    ...filesOf(partner, 'settlement').slice(-1),
  ]);
  const results = await Promise.all(
    files.map(async (file) => {
      const { lines, planted } = spoil(await ownLines(file));
      return { file, planted, found: await reconciled(file, bookOf(lines)) };
    }),
  );
  for (const { file, planted, found } of results) {
    assert.equal(found.code, 1);
    const seen = found.breaks.map(({ kind, id }) => `${kind} ${id}`);
    assert.deepEqual(seen.sort(), planted.map(([kind, id]) => `${kind} ${id}`).sort(), file.name);
  }
});

test('the books of the house hold, and make every file once more', async () => {
  const [audit, verified] = await Promise.all([server.ask('audit'), server.ask('files', 'verify')]);
  assert.equal(audit['holds'], true);
  assert.deepEqual([verified['verified'], verified['broken']], [demo.files.length, []]);
});

test('the demo plays again on the same server, days later', async () => {
  const out = join(folder, 'again');
  const { code, stdout, stderr } = await server.run('demo', '--days', '1', '--out', out);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^ {2}09:15 {2}Demo Noodle Bar .*payment code/m);
  assert.match(stdout, /paid out AUD \d+\.\d\d for \d{4}-\d\d-\d\d$/m);
  assert.match(stdout, /Every book agrees with its files of transactions\.\n/);
  assert.equal((await readdir(out)).length, 2);
});

test('a wrong call is refused before anything is sold', async () => {
  const calls: readonly (readonly [words: readonly string[], said: RegExp])[] = [
    [['--days', '0'], /--days must be 1 to 31/],
    [['--days', '32'], /--days must be 1 to 31/],
    [['--days', 'three'], /--days needs a whole number/],
    [['--out', folder], /--out goes with --days/],
    [['--days', '1', '--out', '/dev/null/books'], /No books can be written to \/dev\/null\/books/],
  ];
  const before = await server.ask('clock', 'show');
  const ended = await Promise.all(calls.map(([words]) => server.run('demo', ...words)));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, calls[index]?.[1] ?? /never/);
  }
  const after = await server.ask('clock', 'show');
  assert.equal(String(after['now']).slice(0, 13), String(before['now']).slice(0, 13));
});
