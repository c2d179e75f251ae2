/**
 * Goal: `sampan reconcile` is what a finance department runs by hand and a script by night.
 * Method: the command without any server, on files in a folder of the test.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { clientCommands, runCommand } from '@sampan/cli';
import { createPartner } from '@sampan/sdk';
import { memoryGateway, virtualTime } from '@sampan/sdk/testing';
import {
  book,
  type Entry,
  settlementText,
  transactionText,
} from '../../protocol/test/money-files.ts';
import { openStore, storeKinds } from '../../sdk/test-kit/open-store.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-reconcile-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

const rows: readonly Entry[] = [
  { kind: 'payment', id: 'P-1', amount: '100.00', fee: '0.60' },
  { kind: 'refund', id: 'R-1', amount: '40.00', fee: '0.24' },
  { kind: 'payment', id: 'P-2', amount: '55.00', fee: '0.33' },
];
const [paid, refunded, lacking] = rows as readonly [Entry, Entry, Entry];
const spoiled = book([paid, { ...refunded, amount: '41.00' }, { ...paid, id: 'P-9' }]);

test('a book that agrees: exit 0, and it says so', async () => {
  const file = await written('agrees.txt', settlementText(rows, 'global'));
  const own = await written('agrees.csv', book(rows));
  const [said, json] = await Promise.all([
    sampan(['reconcile', file, '--against', own]),
    sampan(['reconcile', file, '--against', own, '--json']),
  ]);
  assert.deepEqual([said.code, said.stderr], [0, '']);
  assert.match(said.stdout, /No breaks: all 3 rows agree/);
  assert.equal(json.code, 0);
  const answer = JSON.parse(json.stdout);
  assert.deepEqual([answer.breaks, answer.matched, answer.file.kind], [[], 3, 'settlement']);
});

test('a book that does not: exit 1, as JSON on one line, as CSV and as a table', async () => {
  const file = await written('differs.txt', transactionText(rows));
  const own = await written('differs.csv', spoiled);
  const run = (...words: readonly string[]) =>
    sampan(['reconcile', file, '--against', own, ...words]);
  const [said, json, csv] = await Promise.all([run(), run('--json'), run('--csv')]);
  for (const { code, stderr } of [said, json, csv]) assert.deepEqual([code, stderr], [1, '']);

  assert.match(json.stdout, /^\{.*\}\n$/);
  const { breaks } = JSON.parse(json.stdout);
  assert.deepEqual(
    breaks.map(({ id, kind }: Record<string, unknown>) => [id, kind]),
    [
      ['R-1', 'amount'],
      [lacking.id, 'missing-here'],
      ['P-9', 'missing-there'],
    ],
  );
  assert.deepEqual(breaks[0].here, { line: 3, type: 'REFUND', amount: '41.00', fee: '0.24' });

  assert.deepEqual(csv.stdout.split('\n'), [
    'id,kind,transaction_id,here_line,here_type,here_amount,here_currency,here_fee,' +
      'there_line,there_type,there_amount,there_currency,there_fee',
    'R-1,amount,T-R-1,3,REFUND,41.00,,0.24,4,REFUND,40.00,HKD,0.24',
    'P-2,missing-here,T-P-2,,,,,,5,PAYMENT,55.00,HKD,0.33',
    'P-9,missing-there,,4,PAYMENT,100.00,,0.60,,,,,',
    '',
  ]);

  assert.match(said.stdout, /amount +REFUND +R-1 +41\.00 \(line 3\) +40\.00 HKD \(line 4\)/);
  assert.match(said.stdout, /3 breaks: 1 missing-here, 1 missing-there, 1 amount\./);
});

test('a file that cannot be read: exit 1, with its name and the line', async () => {
  const file = await written('broken.txt', transactionText(rows).replace(':3\n', ':4\n'));
  const own = await written('whole.csv', book(rows));
  const { code, stdout, stderr } = await sampan(['reconcile', file, '--against', own, '--json']);
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /broken\.txt, line 5: the file has 3 records, its header says 4/);
});

for (const kind of storeKinds) {
  test(`the ${kind} store of a till that runs: exit 0, and 1 when it differs`, async () => {
    const partnerId = '2088000000000001';
    const path = join(folder, `${kind}-store`);
    const store = await openStore(kind, path);
    const time = virtualTime(Date.UTC(2024, 2, 4, 2));
    const key = 'k'.repeat(32);
    const gateway = memoryGateway({ key, time });
    const partner = createPartner({
      gateway: 'test',
      id: partnerId,
      contract: 'hk',
      sign: { type: 'MD5', key },
      transport: gateway.transport,
      time,
      store,
    });
    const terms = { id: 'P-1', amount: '100.00', currency: 'HKD', subject: 'Tea' } as const;
    const { tradeId = '' } = await partner.collect(terms, '289216843756120934');
    const agreeing = transactionText([{ ...paid, order: tradeId }]);
    const file = await written(`${partnerId}_transaction_20240304.txt`, agreeing);
    const said = await sampan(['reconcile', file, '--store', path]);
    assert.deepEqual([said.code, said.stderr], [0, '']);
    assert.match(said.stdout, /transaction file, 1 row, 2024-03-04\n\nNo breaks with the store/);

    const other = transactionText([{ ...paid, order: tradeId, amount: '99.00' }, lacking]);
    const differing = await written('differing.txt', other);
    const run = ['reconcile', differing, '--store', path, '--partner', partnerId];
    const [table, json] = await Promise.all([sampan(run), sampan([...run, '--json'])]);
    assert.deepEqual([table.code, json.code], [1, 1]);
    assert.match(table.stdout, /amount +P-1 +100\.00 +99\.00 \(line 3\)/);
    const answer = JSON.parse(json.stdout);
    assert.deepEqual(answer.breaks, [
      { kind: 'amount', id: 'P-1', line: 3, here: '100.00', there: '99.00' },
      { kind: 'missing-here', id: 'P-2', line: 4, there: 'payment 55.00' },
    ]);
    assert.deepEqual(answer.file.days, ['2024-03-04']);
    await store.close();
  });
}

test('a store that is none: exit 1, and why', async () => {
  const file = await written('2088000000000001_settlement_20240305.txt', settlementText([paid]));
  const book = await written('no-store.csv', 'a,b\n["a","b",1]\n');
  const { code, stderr } = await sampan(['reconcile', file, '--store', book]);
  assert.equal(code, 1);
  assert.match(stderr, /no-store\.csv: line 1 is damaged/);
});

test('a wrong call: exit 2', async () => {
  const file = await written('file.txt', transactionText(rows));
  const own = await written('own.csv', book(rows));
  const calls: readonly (readonly [words: readonly string[], said: RegExp])[] = [
    [['--against', own], /FILE is missing/],
    [[file], /--against is missing/],
    [[file, '--store', own], /--partner is missing/],
    [[file, '--store', own, '--against', own], /--against and --store exclude each other/],
    [[file, '--store', own, '--csv'], /--store and --csv exclude each other/],
    [[file, '--store', join(folder, 'none')], /--store: .*none cannot be read/],
    [[file, '--against', join(folder, 'none.csv')], /--against: .*none\.csv cannot be read/],
    [[join(folder, 'none.txt'), '--against', own], /FILE: .*none\.txt cannot be read/],
    [[folder, '--against', own], /FILE: .* cannot be read/],
    [[file, '--against', own, '--csv', '--json'], /--json and --csv exclude each other/],
    [[file, '--against', own, '--charset', 'BIG5'], /--charset must be UTF-8 or GBK/],
  ];
  const ended = await Promise.all(calls.map(([words]) => sampan(['reconcile', ...words])));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, calls[index]?.[1] ?? /never/);
  }
});

test('--help tells every kind of break', async () => {
  const { code, stdout } = await sampan(['reconcile', '--help']);
  assert.equal(code, 0);
  for (const kind of ['missing-here', 'missing-there', 'status', 'currency', 'amount', 'fee']) {
    assert.ok(stdout.includes(kind), kind);
  }
});

const program = { commands: clientCommands, version: () => '' };

async function sampan(words: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await runCommand(program, words, { stdout, stderr, environment: {} });
  stdout.end();
  stderr.end();
  const [output, errors] = await said;
  return { code, stdout: output, stderr: errors };
}
