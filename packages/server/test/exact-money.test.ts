/**
 * Goal: no amount passes through a floating-point number, in the code or the database.
 * Method: amounts that floating point cannot represent are paid, refunded and read again; and the
 * sources that handle amounts are searched for conversions. Exceptions are listed with their
 * reason.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Money, money, required } from '@sampan/primitives';
import { readTrade } from '#acquiring';
import { type TestWorld, testWorld } from '#test-kit';

let world: TestWorld;
before(async () => {
  world = await testWorld();
});
after(() => world.close());

/** 2^53 + 1, the first whole number that a floating-point number loses, and an odd part of it. */
const beyond = 2n ** 53n + 1n;
const part = 2n ** 52n + 1n;

test('what a floating-point number cannot hold is paid, refunded and read exactly', async () => {
  assert.notEqual(BigInt(Number(beyond)), beyond, 'the amount is a fair trap');
  const hkd = (minor: bigint): Money => money('HKD', minor);
  const wallet = await world.wallet('0.00', { balance: hkd(4n * beyond) });
  const partnerId = await world.partner();
  const asked = world.payment(partnerId, await world.code(wallet), '1.00', 'large');
  const paid = await world.acquiring.pay({ ...asked, amount: hkd(2n * beyond + 1n) });
  assert.equal(paid.outcome, 'paid');
  const refunded = await world.acquiring.refund({
    partnerId,
    partnerTransId: 'large',
    tradeId: undefined,
    partnerRefundId: 'large-refund',
    amount: hkd(part),
    reason: '',
    mode: 'sync',
    notify: undefined,
  });
  assert.equal(refunded.outcome, 'refunded');

  assert.equal((await world.balance(wallet)).minor, 2n * beyond - 1n + part);
  const [row] = await world.sql('select trade_id from trades where partner_trans_id = $1', [
    'large',
  ]);
  const trade = required(
    await readTrade(world.connection, row?.['trade_id'] as never),
    'the trade',
  );
  assert.equal(trade.amount.minor, 2n * beyond + 1n);
  assert.equal(trade.payment?.refunded.minor, part);
  const transfers = await world.sql(
    `select amount::text from transfers t join entries e using (entry_id)
      where e.kind in ('payment', 'refund') order by t.amount`,
  );
  assert.deepEqual(
    transfers.map(({ amount }) => amount),
    [String(part), String(2n * beyond + 1n)],
  );
  assert.deepEqual(await world.audit(), []);
});

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where amounts, rates and fees are computed, stored and written. */
const handlesMoney: readonly RegExp[] = [
  /^primitives\/src\/(money|rate|currency)\.ts$/,
  /^protocol\/src\/kinds\/(money|channel-fee)\.ts$/,
  /^protocol\/src\/files\//,
  /^protocol\/src\/reconcile\//,
  /^server\/src\/ledger\//,
  /^server\/src\/partner\//,
  /^server\/src\/wallet\//,
  /^server\/src\/fx\//,
  /^server\/src\/acquiring\//,
  /^server\/src\/settlement\//,
  /^server\/src\/payout\//,
  /^server\/src\/statement\//,
  /^server\/src\/gateway\/services\//,
  /^server\/src\/gateway\/exchange-fields\.ts$/,
];

/** Everything that makes a floating-point number of something. */
const makesFloat =
  /\bNumber\(|\bparseFloat\(|\bparseInt\(|\bMath\.(?!max\b|min\b)\w+\(|\.toFixed\(|\.toPrecision\(|::(?:float|real|double)|(?<![\w.'"`-])\d+\.\d+(?![\w.'"`-])|Number\.parse/;

/** `file: text` that is no amount, and what it is. */
const noAmounts: readonly (readonly [path: RegExp, text: RegExp, reason: string])[] = [
  [/kinds\/money\.ts$/, /^ +type: /, 'the type of a field, in words for the reference'],
  [/files\/rate-file\.ts$/, /not of the form/, 'words of a refusal'],
  [/files\/cell-time\.ts$/, /const (?:number|hour|minute|second) =/, 'a time of day'],
  [/files\/transaction-file\.ts$/, /count: Number/, 'how many lines a file has'],
  [/acquiring\/read-received\.postgres\.ts$/, /firstOfMonth/, 'a day of the month'],
  [/settlement\/repair-time\.postgres\.ts$/, /offset_ms/, 'how far a clock was moved'],
  [/wallet\/passkey\.postgres\.ts$/, /counter: Number/, 'how often a device has signed'],
  [/acquiring\/live-hours\.postgres\.ts$/, /id\.slice\(8, 16\)/, 'the time of day in an id'],
  [/wallet\/retention\.postgres\.ts$/, /row\?\.(?:removed|seen)/, 'how many rows'],
  [/acquiring\/refund-runs\.ts$/, /hours\(1\)/, 'when the next run is'],
  [
    /settlement|payout|statement/,
    /\b(?:rows|size|items|added|count): Number\(/,
    'how many, how large',
  ],
  [/statement\/file-folder\.ts$/, /Number\(writer\)/, 'which process'],
  [/settlement\/close-days\.ts$/, /milliseconds\(/, 'how long to rest'],
];

test('no source that handles amounts makes a floating-point number', () => {
  const found = sources()
    .filter((path) => handlesMoney.some((pattern) => pattern.test(path)))
    .flatMap((path) =>
      withoutComments(readFileSync(`${root}${path}`, 'utf8'))
        .split('\n')
        .filter((line) => makesFloat.test(line))
        .filter((line) => !noAmounts.some(([where, what]) => where.test(path) && what.test(line)))
        .map((line) => `${path}: ${line.trim()}`),
    );
  assert.deepEqual(found, []);
});

// A module that was renamed was searched no more, and nothing said so.
test('every place where amounts are handled is still there', () => {
  const gone = handlesMoney.filter((pattern) => !sources().some((path) => pattern.test(path)));
  assert.deepEqual(gone, []);
});

test('every exception is still needed', () => {
  const needless = noAmounts.filter(
    ([where, what]) =>
      !sources().some(
        (path) =>
          where.test(path) &&
          readFileSync(`${root}${path}`, 'utf8')
            .split('\n')
            .some((line) => makesFloat.test(line) && what.test(line)),
      ),
  );
  assert.deepEqual(needless, []);
});

test('the search sees what it is meant to see', () => {
  for (const bad of [
    'const x = Number(minor);',
    'parseFloat(text)',
    'Number.parseFloat(text)',
    'Math.round(x * 100)',
    'Math.floor(amount / 3)',
    'amount.toFixed(2)',
    'const rate = 0.006;',
    'select amount::float8 from trades',
  ]) {
    assert.match(bad, makesFloat);
  }
  for (const good of [
    "rate('0.006')",
    'const minor = 3925n;',
    'Math.max(left, right)',
    "'4.877600'",
  ]) {
    assert.doesNotMatch(good, makesFloat);
  }
});

function sources(): readonly string[] {
  return ['primitives/src', 'protocol/src', 'server/src'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => `${folder}/${path}`),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<![:'"`\\])\/\/.*$/gm, '');
}
