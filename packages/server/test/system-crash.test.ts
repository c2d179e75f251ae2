/**
 * Goal: after a kill at any moment, everything that was answered is stored once, and nothing is
 * partial.
 * Method: servers and PostgreSQL are killed at the n-th answer, on a separate data folder with
 * durable commits; then the answers are compared with the books.
 */
import assert from 'node:assert/strict';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { seededRandom } from '@sampan/primitives';
import { query } from './gateway-asked.ts';
import { type Books, readBooks } from './system-kit/books.ts';
import { type Home, openHome } from './system-kit/home.ts';
import {
  clusterOf,
  killPostgres,
  ownerUrl,
  postgresLog,
  postmasterOf,
} from './system-kit/postgres.ts';
import { kill } from './system-kit/processes.ts';
import {
  checkAnswers,
  checkQueries,
  doneInSilence,
  openSales,
  planSales,
  runSales,
  type Sale,
  settleSales,
  silences,
} from './system-kit/sales.ts';
import { type Server, sampan, startServer } from './system-kit/server.ts';
import { createPartner, createWallets, type Partner, showCodes, sql } from './system-kit/shop.ts';
import { isOpen, isSuccess, openTill, type Reply } from './system-kit/till.ts';

const walletCount = 12;
const saleCount = 300;
/** The blow falls at this answer; by then the server is in full swing. */
const blowAt = 100;
const tills = 32;
const timeout = 120_000;

let home: Home;
let server: Server;
let partner: Partner;
const random = seededRandom(1_969);

before(async () => {
  home = await openHome();
  server = await startServer(home.folder, { workers: 2 });
  partner = await createPartner(server.admin);
});
after(() => home?.close());

test('a worker process that is killed is replaced, and the others go on', {
  timeout,
}, async (t) => {
  const [, worker] = server.processes();
  assert.ok(worker, 'there are workers');
  const said = server.says(/A worker process ended; starting another/);
  const { sales, replies } = await sellUntil('worker', { onBlow: () => kill(worker.pid) });
  await said;
  assert.ok(replies.slice(blowAt).filter(isSuccess).length > 50, 'the others went on');
  await lanesAreBack();
  assert.equal(server.processes().length, 3);
  await compare(t, sales);
});

test('PostgreSQL that is killed is started again; until then no answer is a lie', {
  timeout,
}, async (t) => {
  const url = ownerUrl(home.folder);
  const outage = outageOf(home.folder);
  t.after(() => outage.end());
  const back = server.says(/PostgreSQL runs again/);
  const till = openTill({ ...partner, gateway: server.gateway });
  let opened = 0;
  let asked: Promise<Reply> | undefined;
  const { sales } = await sellUntil('postgres', {
    onBlow: () => {
      outage.begin();
      killPostgres(home.folder);
    },
    onReply(reply) {
      // While the database is down, a paid order must not be answered as unpaid.
      if (isOpen(reply)) opened += 1;
      if (opened === 1) asked ??= till.ask(query('postgres-2'));
      if (opened === 10) void asked?.then(() => outage.end());
    },
  });
  const reply = await asked;
  assert.ok(reply && isOpen(reply), JSON.stringify(reply));
  await back;
  till.close();
  assert.equal(ownerUrl(home.folder), url, 'where the lanes look for it');
  assert.match(postgresLog(home.folder), /not properly shut down; automatic recovery/);
  await compare(t, sales);
});

test('the server is killed: the next one takes PostgreSQL over', { timeout }, async (t) => {
  const postmaster = postmasterOf(home.folder);
  const { sales } = await sellUntil('server', {
    onBlow: () => server.kill(),
    endsWithSilence: true,
  });
  assert.equal(await server.ended, null);
  server = await startServer(home.folder, { workers: 2 });
  assert.equal(postmasterOf(home.folder), postmaster);
  await compare(t, sales);
});

test('server and PostgreSQL are killed: the next start repairs the files', {
  timeout,
}, async (t) => {
  const { sales } = await sellUntil('both', {
    onBlow() {
      server.kill();
      killPostgres(home.folder);
    },
    endsWithSilence: true,
  });
  assert.equal(await server.ended, null);
  server = await startServer(home.folder);
  assert.match(postgresLog(home.folder), /not properly shut down; automatic recovery/);
  await compare(t, sales);
});

test('SIGTERM finishes running requests and stops PostgreSQL in order', { timeout }, async (t) => {
  const { sales } = await sellUntil('sigterm', {
    onBlow: () => server.terminate(),
    endsWithSilence: true,
  });
  assert.equal(await server.ended, 0, server.lines());
  assert.equal(postmasterOf(home.folder), undefined);
  assert.match(postgresLog(home.folder), /database system is shut down/);
  server = await startServer(home.folder);
  assert.doesNotMatch(postgresLog(home.folder), /not properly shut down/);
  // Accepted requests were answered normally; refused ones have had no effect.
  assert.ok(silences(sales).every((why) => !/^HTTP/.test(why)));
  assert.deepEqual(doneInSilence(sales, await readBooks(ownerUrl(home.folder))), []);
  await compare(t, sales);
});

interface Blow {
  readonly onBlow: () => void;
  readonly onReply?: (reply: Reply) => void;
  readonly endsWithSilence?: boolean;
}

/** Sells from all tills; at the n-th answer the blow falls. */
async function sellUntil(prefix: string, { onBlow, onReply, endsWithSilence = false }: Blow) {
  const url = ownerUrl(home.folder);
  const [durable] = await sql(
    url,
    `select current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as commit`,
  );
  assert.deepEqual(durable, { fsync: 'on', commit: 'on' });
  const wallets = await createWallets(server.admin, walletCount, '200.00');
  const payers = Array.from(
    { length: saleCount },
    (_, index) => wallets[index % walletCount] ?? '',
  );
  const codes = await showCodes(url, payers);
  const sales = planSales({ ...partner, prefix, wallets: payers, codes, random });

  const till = openTill({ ...partner, gateway: server.gateway });
  const replies: Reply[] = [];
  await runSales(till, sales, {
    tills,
    endsWithSilence,
    onReply(reply) {
      replies.push(reply);
      if (replies.length === blowAt) onBlow();
      onReply?.(reply);
    },
  });
  till.close();
  assert.ok(replies.length > blowAt, 'the blow fell in the middle');
  assert.ok(openSales(sales).length > 0, 'something was under way');
  return { sales, replies };
}

/** The answers and the books, before and after what was left open is asked again. */
async function compare(t: TestContext, sales: readonly Sale[]): Promise<void> {
  const url = ownerUrl(home.folder);
  const books = await readBooks(url);
  checkAnswers(sales, books);
  t.diagnostic(figures(sales, books));
  const till = openTill({ ...partner, gateway: server.gateway });
  await checkQueries(till, openSales(sales), books);
  await settleSales(till, sales);
  till.close();
  assert.deepEqual(openSales(sales), []);
  checkAnswers(sales, await readBooks(url));
  const audit = await sampan('audit', '--json', '--data', home.folder);
  assert.deepEqual([audit.code, JSON.parse(audit.stdout).broken], [0, []], audit.stderr);
}

function figures(sales: readonly Sale[], { orders }: Books): string {
  const steps = sales.flatMap(({ pay, next }) => [pay, ...(next ? [next] : [])]);
  const replies = steps.flatMap(({ reply }) => reply ?? []);
  const open = openSales(sales);
  const whole = open.filter(({ order }) => orders.has(order)).length;
  return (
    `${replies.length} requests, ${replies.filter(isSuccess).length} answered with success, ` +
    `${open.length} left open: ${whole} of these sales are there, ${open.length - whole} are not`
  );
}

/** Each process of the server has two lanes; all of them are connected. */
async function lanesAreBack(): Promise<void> {
  const text = `select count(*)::int as lanes from pg_stat_activity
    where application_name = 'sampan lane'`;
  for (;;) {
    const [row] = await sql(ownerUrl(home.folder), text);
    if (row?.['lanes'] === 6) return;
  }
}

/**
 * Keeps a PostgreSQL that is killed from starting again until the outage ends: it finds no settings.
 * Certain, unlike taking its port, which it may win back.
 */
function outageOf(folder: string) {
  const settings = join(clusterOf(folder) ?? '', 'postgresql.conf');
  const away = `${settings}.away`;
  return {
    begin: () => renameSync(settings, away),
    end() {
      if (existsSync(away)) renameSync(away, settings);
    },
  };
}
