/**
 * Goal: the commands that list partners, wallets and trades show all of them, page by page.
 * Method: the commands run in this process, against the operations API of a world with a stopped
 * clock.
 */
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { after, before, test } from 'node:test';
import { runCommand } from '@sampan/cli';
import type { PartnerId, WalletId } from '@sampan/primitives';
import { sampan as program } from '../src/main/commands.ts';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
let partner: PartnerId;
let wallet: WalletId;

before(async () => {
  world = await operationsWorld();
  partner = await world.partner({ name: 'Tea House' });
  wallet = await world.wallet('1000.00');
  await world.wallet('2.50');
  for (const order of ['one', 'two', 'three']) await world.pay(partner, wallet, '12.00', order);
});
after(() => world.close());

async function sampan(words: string) {
  const [stdout, stderr] = [written(), written()];
  const admin = ['--admin', `http://127.0.0.1:${world.port}`];
  const code = await runCommand(program, [...words.split(' '), ...admin], {
    stdout: stdout.stream,
    stderr: stderr.stream,
    environment: {},
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function written() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return { stream, text: () => text };
}

async function json(words: string) {
  const { code, stdout, stderr } = await sampan(`${words} --json`);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^\{.*\}\n$/, 'one object on one line');
  return JSON.parse(stdout) as { items: Record<string, unknown>[]; next: string | null };
}

test('partner list and wallet list', async () => {
  const partners = await sampan('partner list');
  assert.match(partners.stdout, /^ {2}partner +status +contract +settled in +created +name\n/);
  assert.match(partners.stdout, new RegExp(`^ {2}${partner} +active +hk +HKD .* Tea House$`, 'm'));
  const wallets = await json('wallet list --limit 1');
  assert.equal(wallets.items.length, 1);
  const rest = await json(`wallet list --limit 1 --after ${wallets.next}`);
  assert.equal(rest.next, null);
  const balances = [...wallets.items, ...rest.items].map(({ balance }) => balance);
  assert.deepEqual(balances.sort(), ['2.50', '964.00']);
  assert.match(
    (await sampan('wallet list')).stdout,
    /^ {2}\d{16} .* ALIPAYHK +active +2\.50 +HKD/m,
  );
});

test('trade list, its filters, and how to see more', async () => {
  const { items, next } = await json(`trade list --partner ${partner} --status paid --limit 2`);
  assert.deepEqual(
    items.map(({ partnerTransId }) => partnerTransId),
    ['three', 'two'],
  );
  const shown = await sampan('trade list --limit 2');
  const lines = shown.stdout.split('\n');
  assert.match(
    String(lines[1]),
    /^ {2}2026-11-22T10:00:00\+08:00 +\d{28} +paid +12\.00 +HKD +2088/,
  );
  assert.match(String(lines.at(-2)), /^There are more: --after [\w-]+$/);
  const rest = await json(`trade list --wallet ${wallet} --date 2026-11-22 --after ${next}`);
  assert.deepEqual([rest.items.length, rest.next], [1, null]);
  assert.equal((await sampan('trade list --status closed')).stdout, 'No such trades.\n');
});

const refused: readonly (readonly [words: string, code: number, says: RegExp])[] = [
  ['trade list --limit 0', 2, /: --limit must be 1 to 500/],
  ['trade list --limit many', 2, /: --limit needs a whole number/],
  ['trade list --after x', 2, /: --after must be the "next" of a page of this list/],
  ['trade list --status lost', 2, /: --status must be waiting or paid or closed or finished/],
  ['trade list --date soon', 2, /: --date must be a day such as "2026-11-22"/],
  ['trade list --partner 7', 2, /: --partner must be 16 digits that begin with 2088/],
  ['trade list --partner 2088999999999999', 1, /: There is no partner 2088999999999999/],
  ['partner list 7', 2, /"7" is one word too many/],
  ['wallet lst', 2, /did you mean "wallet list"\?/],
];
for (const [words, expected, says] of refused) {
  test(`sampan ${words} ends with ${expected}`, async () => {
    const { code, stdout, stderr } = await sampan(words);
    assert.equal(code, expected, stderr);
    assert.match(stderr, says);
    assert.equal(stdout, '');
  });
}

test('a server that is not there is named', async () => {
  const words = ['trade', 'list', '--data', join(tmpdir(), 'no-such-folder')];
  const stderr = written();
  const streams = { stdout: written().stream, stderr: stderr.stream };
  assert.equal(await runCommand(program, words, { ...streams, environment: {} }), 1);
  assert.match(stderr.text(), /No server runs on .*no-such-folder/);
});
