/**
 * Goal: commands keep their names, arguments, JSON keys and exit codes; the server starts, checks
 * its surroundings, and stops in order.
 * Method: every command runs against a server started on free ports, in this process; what reads
 * the process itself runs as a child.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase } from '#test-kit';
import {
  type Ended,
  type RunningSampan,
  sampan,
  sampanProcess,
  startSampan,
} from './sampan-process.ts';

let server: RunningSampan;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-cli-'));
  server = await startSampan();
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test('start prints its addresses and leaves them in the data folder', async () => {
  const { gateway, admin, sftp, data } = server.addresses;
  assert.match(String(gateway), /^http:\/\/127\.0\.0\.1:\d+\/gateway\.do$/);
  assert.match(String(admin), /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.match(String(sftp), /^127\.0\.0\.1:\d+$/);
  assert.equal(data, server.data);
  const left = JSON.parse(await readFile(join(server.data, 'server.json'), 'utf8'));
  assert.deepEqual({ ...left, gateway, admin }, left);
});

describe('commands, run one after the other', () => {
  test('partner create, with the key in either dress', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const pem = join(folder, 'key.pem');
    const bare = join(folder, 'key.txt');
    await writeFile(pem, publicKey.export({ type: 'spki', format: 'pem' }));
    await writeFile(bare, publicKey.export({ type: 'spki', format: 'der' }).toString('base64'));
    const [drawn, given] = await Promise.all([
      server.ask('partner', 'create', '--contract', 'hk', '--public-key', bare),
      server.ask(
        ...['partner', 'create', '--contract', 'global', '--id', '2088000000000077'],
        ...[
          '--name',
          'Tea',
          '--currency',
          'USD',
          '--md5-key',
          'a'.repeat(32),
          '--fee-rate',
          '0.006',
        ],
        ...['--public-key', pem],
      ),
    ]);
    assert.match(String(drawn['id']), /^2088[0-9]{12}$/);
    assert.match(String(drawn['md5Key']), /^[0-9a-z]{32}$/);
    assert.match(String(drawn['publicKey']), /^-----BEGIN PUBLIC KEY-----\n/);
    assert.equal(given['id'], '2088000000000077');
    assert.equal(given['md5Key'], 'a'.repeat(32));
    assert.equal(given['partnerPublicKey'], drawn['partnerPublicKey']);
    assert.notEqual(given['partnerPublicKey'], given['publicKey']);
  });

  test('partner create with a short secret: refused, and the rule is said', async () => {
    const refused = [
      { words: ['--md5-key', 'short'], rule: /md5.?key.*32 to 128 printable ASCII/i },
      { words: ['--sftp-password', 'x'], rule: /sftp.?password.*12 to 128 characters/i },
    ];
    for (const { words, rule } of refused) {
      const { code, stderr } = await server.run('partner', 'create', '--contract', 'hk', ...words);
      assert.notEqual(code, 0);
      assert.match(stderr, rule);
    }
  });

  test('wallet create, code, show', async () => {
    const wallet = await server.ask(
      ...['wallet', 'create', '--inst', 'ALIPAYCN', '--balance', '1000'],
      ...['--phone', '13712345678', '--pin', '135790', '--password-free-limit', '10.00'],
    );
    assert.match(String(wallet['walletId']), /^2088[0-9]{12}$/);
    assert.match(String(wallet['userId']), /^2088[0-9]{12}$/);
    assert.equal(wallet['loginId'], '13712345678');
    const [short, long, shown] = await Promise.all([
      server.ask('wallet', 'code', '13712345678'),
      server.ask('wallet', 'code', String(wallet['walletId']), '--digits', '24'),
      server.ask('wallet', 'show', '13712345678'),
    ]);
    assert.match(String(short['code']), /^[0-9]{18}$/);
    assert.match(String(long['code']), /^[0-9]{24}$/);
    assert.ok(!Number.isNaN(Date.parse(String(short['expiresAt']))));
    assert.equal(shown['balance'], '1000.00');
    assert.equal(shown['currency'], 'CNY');
    assert.deepEqual(shown['trades'], []);
  });

  test('partner key rotate, set and show', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const file = join(folder, 'next.pem');
    await writeFile(file, publicKey.export({ type: 'spki', format: 'pem' }));
    const {
      id,
      md5Key,
      publicKey: ours,
    } = await server.ask('partner', 'create', '--contract', 'hk');
    const partner = String(id);
    const rotated = await server.ask('partner', 'key', 'rotate', partner, '--overlap', '12h');
    assert.match(String(rotated['md5Key']), /^[0-9a-z]{32}$/);
    assert.notEqual(rotated['md5Key'], md5Key);
    await server.ask('partner', 'key', 'set', partner, '--public-key', file);
    const shown = await server.ask('partner', 'key', 'show', partner);
    assert.deepEqual([shown['md5Key'], shown['publicKey']], [rotated['md5Key'], ours]);
    const { stdout } = await server.run('partner', 'key', 'show', partner);
    assert.match(stdout, /MD5 +2 +current .*\n +MD5 +1 +overlapping .* until /);
    assert.match(stdout, /RSA +1 +current .*SHA256:[0-9a-f]{64}/);
    assert.match(stdout, /-----BEGIN PUBLIC KEY-----\n/);
    const short = await server.run('partner', 'key', 'rotate', partner, '--md5-key', 'short');
    assert.match(short.stderr, /--md5-key must be 32 to 128 printable ASCII/);
    const { stderr: group } = await server.run('partner', 'key');
    assert.match(group, /partner key rotate PID/);
  });

  test('partner set and show, wallet set and freeze', async () => {
    const { id } = await server.ask('partner', 'create', '--contract', 'hk');
    const partner = String(id);
    const terms = ['--fee-rate', '0.01', '--refund-period', '30', '--month-limit', '500'];
    const { walletId } = await server.ask('wallet', 'create', '--inst', 'ALIPAYHK');
    const wallet = String(walletId);
    const [set, limited] = await Promise.all([
      server.ask('partner', 'set', partner, '--status', 'suspended', ...terms),
      server.ask('wallet', 'set', wallet, '--password-free-limit', '0', '--day-limit', '9.5'),
    ]);
    assert.deepEqual(
      [set['status'], set['feeRate'], set['refundPeriod'], set['monthLimit']],
      ['suspended', '0.01', 30, '500.00'],
    );
    assert.deepEqual([limited['passwordFreeLimit'], limited['dayLimit']], ['0.00', '9.50']);
    const [shown, frozen] = await Promise.all([
      server.run('partner', 'show', partner),
      server.ask('wallet', 'freeze', wallet),
    ]);
    assert.match(shown.stdout, /^status +suspended$/m);
    assert.match(shown.stdout, /^limit per month +500\.00 HKD$/m);
    assert.equal(frozen['status'], 'frozen');
    assert.equal((await server.ask('wallet', 'freeze', wallet, '--off'))['status'], 'active');
  });

  test('clock show, advance, set: forward only', async () => {
    const shown = await server.ask('clock', 'show');
    const advanced = await server.ask('clock', 'advance', '2h');
    const hours = (Date.parse(String(advanced['now'])) - Date.parse(String(shown['now']))) / 3.6e6;
    assert.ok(hours >= 2 && hours < 2.1, String(hours));
    const set = await server.ask('clock', 'set', '2040-11-22T00:20:00+08:00');
    assert.match(String(set['now']), /^2040-11-22T00:20:0\d\+08:00$/);
    const back = await server.run('clock', 'set', '2039-01-01T00:00:00Z');
    assert.equal(back.code, 1);
    assert.match(back.stderr, /only moves forward/);
  });

  test('audit says that every invariant holds, and fails with a list when one does not', async () => {
    const whole = await server.run('audit');
    assert.equal(whole.code, 0, whole.stderr);
    assert.match(whole.stdout, /^Every invariant holds \(\d+\):\n {2}a wallet balance/);
    const { walletId } = await server.ask('wallet', 'create', '--inst', 'ALIPAYHK');
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    await owner.query('update wallets set balance = 1 where wallet_id = $1', [walletId]);
    const broken = await server.run('audit', '--json');
    const told = await server.run('audit');
    await owner.query('update wallets set balance = 0 where wallet_id = $1', [walletId]);
    await owner.end();
    assert.equal(broken.code, 1);
    const report = JSON.parse(broken.stdout);
    assert.equal(report.holds, false);
    assert.equal(report.broken[0].subject, walletId);
    assert.equal(told.code, 1);
    assert.match(told.stdout, /Broken: a wallet balance/);
  });
});

const wrongUsage: readonly (readonly [words: string, says: RegExp])[] = [
  ['wallet', /"wallet" needs one more word[\s\S]*wallet freeze WALLET/],
  ['walet show', /no command "walet show"; did you mean "wallet show"\?/],
  ['partner shwo', /did you mean "partner show"\?/],
  ['partner create --contrct hk', /'--contrct'; did you mean --contract\?/],
  ['partner create --contract hk --fee-rate 2', /: --fee-rate must be a rate below 1/],
  [
    'partner create --contract hk --fee-minimum 1',
    /: --fee-minimum must be given together with --fee-rate/,
  ],
  ['partner set 2088100000000016', /No option says what to change/],
  ['partner set 2088100000000016 --day-limit 0', /: --day-limit must be an amount of HKD above/],
  ['wallet set 852-90000001 --day-limit x', /: --day-limit must be an amount of HKD above/],
  ['wallet confirm 852-90000001 --trade 1', /: --trade must be a trade id/],
  ['wallet code', /WALLET is missing/],
  ['wallet code a b', /"b" is one word too many/],
  ['start --trust-proxy pay.example', /--trust-proxy: pay.example is no address or network/],
  ['wallet top-up 2160', /AMOUNT is missing/],
  ['wallet code a --digits 20', /--digits must be 18 or 24/],
  ['wallet code a --colour red', /colour/],
  ['wallet create', /--inst is missing/],
  ['wallet create --inst ALIPAYHK --balance 1,000', /: --balance must be an amount/],
  ['wallet create --inst ALIPAYHK --balance -5', /'--balance' argument is ambiguous\nSee/],
  ['partner create --contract eu', /--contract must be hk or global/],
  ['partner create --contract hk --public-key /nowhere', /cannot be read/],
  ['partner create --contract hk --public-key package.json', /RSA public key/],
  ['clock advance soon', /: DURATION must be a duration/],
  ['wallet top-up 852-90000001 5.001', /: AMOUNT must be an amount of HKD/],
  ['payouts 2026-13-01', /: DATE must be a day/],
  ['clock show --admin nowhere', /no http address/],
  ['start --roles cook', /no role "cook"/],
];

test('wrong usage ends with 2, says why on stderr, and prints nothing', async (t) => {
  await inPairs(wrongUsage, async ([words, says]) => {
    const { code, stdout, stderr } = await server.run(...words.split(' '), '--json');
    await t.test(words, () => {
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
      assert.equal(stdout, '');
    });
  });
});

const refused: readonly (readonly [words: string, says: RegExp])[] = [
  ['wallet show nobody', /There is no wallet nobody/],
  ['wallet freeze nobody', /There is no wallet nobody/],
  ['partner show 2088999999999999', /There is no partner 2088999999999999/],
  ['partner set nobody --status active', /There is no partner nobody/],
  ['wallet confirm 852-90000001', /Nothing waits/],
  ['trade show 2026112200000000000000000000', /There is no trade/],
  ['clock show --admin http://127.0.0.1:1', /No server answers at http:\/\/127\.0\.0\.1:1/],
];

test('what the server refuses ends with 1 and its reason on stderr', async (t) => {
  await inPairs(refused, async ([words, says]) => {
    const { code, stdout, stderr } = await server.run(...words.split(' '), '--json');
    await t.test(words, () => {
      assert.equal(code, 1, stderr);
      assert.match(stderr, says);
      assert.equal(stdout, '');
    });
  });
});

test('without a server, a command says how to start one', async () => {
  const { code, stderr } = await sampan(['clock', 'show', '--data', folder]);
  assert.equal(code, 1);
  assert.match(stderr, /No server runs on .*; run sampan start/);
});

test('help lists a group of commands, and the version is printed', async () => {
  const [group, version] = await Promise.all([
    sampan(['partner', '--help']),
    sampan(['--version']),
  ]);
  assert.equal(group.code, 0);
  for (const name of ['create', 'show PID', 'set PID', 'sftp PID', 'payout PID']) {
    assert.match(group.stdout, new RegExp(`^ {2}partner ${name} `, 'm'));
  }
  assert.doesNotMatch(group.stdout, /wallet/);
  assert.deepEqual(version, { code: 0, stdout: 'sampan 0.1.0\n', stderr: '' });
});

test('every command explains itself', async () => {
  const { stdout } = await sampan(['--help']);
  for (const words of [
    'partner create',
    'wallet code',
    'trade show',
    'clock set',
    'audit',
    'demo',
  ]) {
    assert.match(stdout, new RegExp(`^ {2}${words}`, 'm'));
  }
  const help = await sampan(['wallet', 'create', '--help']);
  assert.equal(help.code, 0);
  for (const option of [
    'inst',
    'balance',
    'phone',
    'password-free-limit',
    'admin',
    'data',
    'json',
  ]) {
    assert.match(help.stdout, new RegExp(`--${option}`));
  }
});

describe('what the server insists on', () => {
  const production = { NODE_ENV: 'production' };

  async function start(environment: Readonly<Record<string, string>>, ...words: string[]) {
    const data = await mkdtemp(join(folder, 'start-'));
    const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];
    return sampan(['start', '--data', data, ...ports, ...words], environment);
  }

  test('no sandbox in production', async () => {
    const demo = await start(production, '--demo');
    assert.equal(demo.code, 2);
    assert.match(demo.stderr, /sandbox does not run with NODE_ENV=production/);
  });

  test('production refuses one role for all, and a database that does not keep its word', async () => {
    const database = await createTestDatabase();
    try {
      const words = ['start', '--data', folder];
      const one: Ended = await sampanProcess(words, {
        ...production,
        DATABASE_URL: database.ownerUrl,
      });
      assert.equal(one.code, 1);
      // The PostgreSQL of the tests runs without fsync; this is said first.
      assert.match(one.stderr, /fsync=off.*Production does not run like this/);
      assert.equal(one.stdout, '');
    } finally {
      await database.drop();
    }
  });

  test('outside the sandbox the command line finds the token, and the clock does not move', async () => {
    const own = await startSampan([]);
    try {
      await own.said(/"level":"warn".*PostgreSQL runs with fsync=off/);
      const shown = await own.ask('partner', 'create', '--contract', 'hk');
      assert.match(String(shown['id']), /^2088/);
      const moved = await own.run('clock', 'advance', '1s');
      assert.equal(moved.code, 1);
      assert.match(moved.stderr, /Only the clock of a sandbox/);
      const response = await fetch(`${own.addresses['admin']}/admin/partners`);
      assert.equal(response.status, 401);
    } finally {
      assert.equal(await own.stop(), 0);
    }
  });
});

/** Two at a time: as many as a small machine has processors. */
async function inPairs<Row>(
  rows: readonly Row[],
  each: (row: Row) => Promise<void>,
): Promise<void> {
  const waiting = [...rows];
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) await each(row);
  };
  await Promise.all([work(), work()]);
}
