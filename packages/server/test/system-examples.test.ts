/**
 * Goal: every program of examples/ does what it says, against the real gateway.
 * Method: each is run as a process, on one server; the wallets pay, confirm or leave the prompt.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createPartner, type PartnerOptions } from '@sampan/sdk';
import { signNotification } from '@sampan/sdk/testing';
import { createTestDatabase } from '#test-kit';
import {
  compilePrograms,
  freePort,
  repository,
  runProgram,
  startProgram,
  workFolder,
} from './merchant-programs.ts';
import { type RunningSampan, startSampan } from './sampan-process.ts';

const folder = join(repository, 'examples');
const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
const key = '0123456789abcdef0123456789abcdef';
const [till, shop] = ['2088000000000001', '2088000000000002'];

let server: RunningSampan;
let work: Awaited<ReturnType<typeof workFolder>>;
before(async () => {
  work = await workFolder();
  const entries = names.map((name) => [name.slice(0, -3), join(folder, name)]);
  await compilePrograms(Object.fromEntries(entries), work.folder);
  server = await startSampan();
  for (const id of [till, shop]) {
    await server.ask('partner', 'create', '--contract', 'hk', '--id', id, '--md5-key', key);
  }
});
after(async () => {
  await server?.stop();
  await work?.remove();
});

const environment = (partner: string) => ({
  GATEWAY: String(server.addresses['gateway']),
  PARTNER_ID: partner,
  PARTNER_KEY: key,
});

/** Starts an example in a folder of its own, where it keeps its store. */
async function start(place: string, name: string, ...words: readonly string[]) {
  const cwd = join(work.folder, place);
  await mkdir(cwd, { recursive: true });
  const own = environment(place.startsWith('shop') ? shop : till);
  const port = String(await freePort());
  const program = join(work.folder, `${name}.mjs`);
  return {
    port,
    ...startProgram([process.execPath, program, ...words], {
      cwd,
      environment: { ...own, PORT: port },
    }),
  };
}

async function printed(place: string, name: string, ...words: readonly string[]) {
  const { code, stdout, stderr } = await (await start(place, name, ...words)).ended;
  assert.equal(stderr, '');
  return { code, stdout };
}

async function wallet(...options: readonly string[]) {
  const made = ['wallet', 'create', '--inst', 'ALIPAYHK', '--balance', '100.00', ...options];
  const id = String((await server.ask(...made))['walletId']);
  return {
    id,
    code: async () => String((await server.ask('wallet', 'code', id))['code']),
    balance: async () => (await server.ask('wallet', 'show', id))['balance'],
  };
}

const partnerOptions = (): PartnerOptions => ({
  gateway: String(server.addresses['gateway']),
  id: till,
  contract: 'hk',
  sign: { type: 'MD5', key },
});

test('each has at most forty lines, and the README names each with its command', () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const long = names.filter(
    (name) => readFileSync(join(folder, name), 'utf8').split('\n').length > 41,
  );
  assert.deepEqual(long, []);
  const programs = names.filter((name) => name !== 'partner.ts');
  assert.ok(programs.length >= 10);
  const others = ['python/till.py', 'php/till.php', 'java/Till.java'];
  const missing = [...programs, ...others].filter((name) => !readme.includes(`examples/${name}`));
  assert.deepEqual(missing, []);
});

test('collect takes the money, call asks for it, refund gives a part back', async () => {
  const buyer = await wallet();
  const { stdout } = await printed('till', 'collect', await buyer.code(), '39.25', 'T-1');
  assert.match(stdout, /^T-1 paid: hand over the goods \(trade \d{28}\)$/);
  assert.equal((await printed('till', 'call', 'T-1')).stdout, 'T-1 TRADE_SUCCESS 39.25');
  assert.equal(
    (await printed('till', 'call', 'T-9')).stdout,
    'T-9 TRADE_NOT_EXIST (final): There is no such trade',
  );
  assert.equal((await printed('till', 'refund', 'T-1', '9.25')).stdout, 'R-T-1 refunded');
  assert.equal(await buyer.balance(), '70.00');
  const other = await printed('till', 'collect', '134700000000000000', '39.25', 'T-2');
  assert.match(other.stdout, /^T-2 not paid: refused notOurCode .*WeChat/);
});

test('a till that was killed while the buyer typed the password finishes the sale', async () => {
  const buyer = await wallet('--password-free-limit', '20.00');
  const killed = await start('till', 'collect', await buyer.code(), '30.00', 'T-3');
  const partner = createPartner(partnerOptions());
  for (let waits = false; !waits; ) {
    const asked = await partner.services.query({ partner_trans_id: 'T-3' });
    waits = asked.outcome === 'success';
  }
  killed.child.kill('SIGKILL');
  await killed.ended;
  await server.ask('wallet', 'confirm', buyer.id);
  assert.equal((await printed('till', 'settle-open')).stdout, 'sale T-3: paid (refund)');
  assert.equal((await printed('till', 'settle-open')).stdout, 'Nothing is open.');
  partner.close();
});

test('charge shows a code in the terminal, and waits for the buyer', async () => {
  const buyer = await wallet();
  const running = await start('till', 'charge', '12.00', 'Q-1');
  const shown = await running.line(/^HKD 12\.00: scan /);
  await server.ask('wallet', 'scan', buyer.id, shown.split('scan ')[1] ?? '');
  const { stdout } = await running.ended;
  assert.match(stdout, /▀▀▀▀▀▀▀/);
  assert.match(stdout, /^Q-1 paid, after \d+ calls$/m);
});

for (const name of ['notifications-node', 'notifications-fastify']) {
  test(`${name} receives the payment of a shop’s code`, async () => {
    const receiver = await start(`shop ${name}`, name);
    await receiver.line(/^Listening on/);
    const address = `http://127.0.0.1:${receiver.port}/notify`;
    const made = await printed('shop', 'merchant-code', `S-${name}`, 'Kam Wah Cafe', address);
    const code = /^Code: (.*)$/m.exec(made.stdout)?.[1] ?? made.stdout;
    await server.ask('wallet', 'scan', (await wallet()).id, code, '--amount', '30.00');
    assert.match(await receiver.line(/TRADE_SUCCESS/), /^\S+ TRADE_SUCCESS 30\.00$/);
    receiver.child.kill();
    await receiver.ended;
  });
}

test('notifications-web answers a notification of the web standard, once', async () => {
  const fields = { out_trade_no: 'T-1', trade_status: 'TRADE_SUCCESS', total_fee: '39.25' };
  const { body, contentType } = await signNotification(fields, { key });
  const program = `
    const { default: app } = await import('./notifications-web.mjs');
    const headers = { 'content-type': '${contentType}' };
    const send = async (url, body) => {
      const request = new Request(url, { method: 'POST', headers, body });
      const response = await app.fetch(request);
      console.log(response.status, await response.text());
    };
    for (const body of ['${body}', '${body}', '${body}x']) await send('http://a/notify', body);
    await send('http://a/other', '');`;
  const words = [process.execPath, '--input-type=module', '--eval', program];
  const cwd = work.folder;
  const { stdout } = await runProgram(words, { cwd, environment: environment(shop) });
  assert.equal(stdout, 'T-1 TRADE_SUCCESS 39.25\n200 success\n200 success\n200 fail\n404 ');
});

test('till.test.ts passes with a gateway in memory and a real one', async () => {
  const database = await createTestDatabase();
  const { code, stdout } = await runProgram(
    [process.execPath, '--test', '--test-reporter=tap', join(work.folder, 'till.test.mjs')],
    {
      cwd: work.folder,
      environment: { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl },
    },
  );
  await database.drop();
  assert.match(stdout, /^# pass 2$/m, stdout);
  assert.equal(code, 0);
});

test('the file of the day is read and compared with the store, both ways', async () => {
  await server.ask('clock', 'advance', '2d');
  const { files } = (await server.ask('files', 'list')) as {
    readonly files: readonly { readonly partner: string; readonly name: string }[];
  };
  const file = files.find(
    ({ partner, name }) => partner === till && name.includes('_transaction_'),
  );
  const path = join(work.folder, 'day.txt');
  await server.run('files', 'get', till, file?.name ?? '', '--out', path);
  const read = await printed('till', 'read-file', path);
  assert.equal(read.stdout, '4 rows, HKD 72.00');
  const compared = await printed('till', 'reconcile', path);
  assert.match(compared.stdout, /^\d{4}-\d\d-\d\d: 4 rows, 0 breaks$/);
  assert.equal(compared.code, 0);
  const empty = await printed('till without sales', 'reconcile', path);
  assert.match(empty.stdout, /4 breaks\nmissing-here /);
  assert.equal(empty.code, 1);
});
