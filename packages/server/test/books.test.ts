/**
 * Goal: the ledger that operators read is the ledger: every account's balance and entries, whether sums of closed days
 * stand behind it or not, and a trial balance that shows a difference.
 * Method: payments, refunds, cancels, top-ups and settlements over days; what is read is compared with sums that the
 * test takes from the transfers itself, before and after days are closed, by two processes at once, after an interruption.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  addDays,
  businessDate,
  type PartnerId,
  startOfDay,
  type WalletId,
} from '@sampan/primitives';
import { audit } from '#acquiring';
import {
  accountNamed,
  booksInvariants,
  readAccountLines,
  readTrialBalance,
  sumClosedDays,
} from '#books';
import { connect } from '#database';
import { feeByRate } from '#test-kit';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let partner: PartnerId;
let buyer: WalletId;

const today = () => businessDate(world.machine.now());

async function aDay(orders: readonly string[]): Promise<void> {
  for (const order of orders) await world.sell(partner, buyer, '12.34', `${today()}-${order}`);
  await world.refund(partner, `${today()}-${orders[0]}`, '2.00');
  await world.cancel(partner, `${today()}-${orders[1]}`);
}

const midnight = () => world.machine.set(startOfDay(addDays(today(), 1)));

before(async () => {
  world = await settlementWorld();
  world.at('2026-11-24 10:00');
  partner = await world.partner({ fee: feeByRate('0.01') });
  buyer = await world.wallet('1000.00');
  await aDay(['a', 'b', 'c']);
});
after(() => world.close());

/** Account → credits less debits, as the transfers say. */
async function told(): Promise<ReadonlyMap<string, bigint>> {
  const rows = await world.sql(`select account, sum(amount)::text as balance from (
      select credit as account, amount from transfers
      union all select debit, -amount from transfers) as each
    group by account order by account`);
  return new Map(rows.map((row) => [String(row['account']), BigInt(String(row['balance']))]));
}

async function shown(): Promise<ReadonlyMap<string, bigint>> {
  const { lines } = await readTrialBalance(world.connection);
  return new Map(
    lines.map(({ kind, account, balance }) => [
      account ?? `${kind}/${balance.currency}`,
      balance.minor,
    ]),
  );
}

async function expectBooks(): Promise<void> {
  const sums = await told();
  const books = await shown();
  const of = (start: string) =>
    [...sums]
      .filter(([name]) => name.startsWith(start))
      .reduce((total, [, each]) => total + each, 0n);
  assert.equal(books.get('wallet/HKD'), of('wallet/'));
  assert.equal(books.get('payable/HKD') ?? 0n, of('payable/'));
  for (const name of ['bank/HKD', 'fee-income/HKD']) assert.equal(books.get(name), of(name), name);
  assert.equal(
    [...books.values()].reduce((total, each) => total + each, 0n),
    0n,
  );
}

const summing = () => ({
  timers: world.platform.timers,
  openConnection: () => connect({ url: world.url, name: 'test sums' }),
});

describe('the trial balance', () => {
  test('is that of the transfers, on an open day, when it is closed, and on the next', async () => {
    await expectBooks();
    midnight();
    await expectBooks();
    await world.scheduler.closeDays();
    assert.equal((await readTrialBalance(world.connection)).summed, undefined);
    assert.ok((await sumClosedDays(summing())) > 0);
    assert.equal((await readTrialBalance(world.connection)).summed, addDays(today(), -1));
    await expectBooks();
    world.at(`${today()} 11:00`);
    await aDay(['d', 'e']);
    await expectBooks();
  });

  test('is the same when two processes sum at once, and nothing is summed twice', async () => {
    midnight();
    await world.scheduler.closeDays();
    await Promise.all([sumClosedDays(summing()), sumClosedDays(summing())]);
    assert.equal(await sumClosedDays(summing()), 0);
    await expectBooks();
    const kept = await world.sql(
      'select day::text, account from ledger_sums order by day, account',
    );
    assert.equal(new Set(kept.map((row) => JSON.stringify(row))).size, kept.length);
  });

  test('is the same after weeks in which nothing happened, and after an interruption', async () => {
    world.machine.set(startOfDay(addDays(today(), 30)));
    await world.scheduler.closeDays();
    assert.equal(await sumClosedDays({ ...summing(), isInterrupted: () => true }), 0);
    let asked = 0;
    assert.equal(await sumClosedDays({ ...summing(), isInterrupted: () => ++asked > 2 }), 2);
    assert.ok((await sumClosedDays(summing())) >= 1);
    assert.equal((await readTrialBalance(world.connection)).summed, addDays(today(), -1));
    await expectBooks();
  });

  test('shows a difference when a running figure is not what the transfers say', async () => {
    await world.sql('update wallets set balance = balance + 1 where wallet_id = $1', [buyer]);
    const total = [...(await shown()).values()].reduce((sum, each) => sum + each, 0n);
    assert.equal(total, 1n);
    await world.sql('update wallets set balance = balance - 1 where wallet_id = $1', [buyer]);
    await expectBooks();
  });

  test('stands on sums that the audit derives again', async () => {
    assert.deepEqual(await audit(world.connection, booksInvariants), []);
    await world.sql(
      `update ledger_sums set debit = debit + 1
        where account = 'bank/HKD' and day = (select max(day) from ledger_sums)`,
    );
    const [broken] = await audit(world.connection, booksInvariants);
    assert.equal(broken?.subject, 'bank/HKD');
    await world.sql(
      `update ledger_sums set debit = debit - 1
        where account = 'bank/HKD' and day = (select max(day) from ledger_sums)`,
    );
    await expectBooks();
  });
});

describe('the entries of an account', () => {
  const names = () => [`wallet/${buyer}`, `payable/${partner}/HKD`, 'fee-income/HKD', 'bank/HKD'];

  async function walked(name: string, limit: number, scanned: number) {
    const account = accountNamed(name);
    assert.ok(account);
    const found = [];
    let place: Parameters<typeof readAccountLines>[3];
    for (let pages = 0; pages < 1_000; pages++) {
      const page = await readAccountLines(world.connection, account, 'HKD', place, {
        limit,
        scanned,
      });
      found.push(...page.lines);
      if (!page.next) return found;
      place = page.next;
    }
    throw new Error('the pages do not end');
  }

  test('are each met once, in pages of any size, however little is scanned for a page', async () => {
    const sums = await told();
    for (const name of names()) {
      const whole = await walked(name, 500, 100_000);
      assert.equal(
        whole.reduce((total, { change }) => total + change.minor, 0n),
        sums.get(name),
        name,
      );
      assert.equal(whole[0]?.balance.minor, sums.get(name), name);
      assert.equal(whole.at(-1)?.balance.minor, whole.at(-1)?.change.minor, name);
      for (const [limit, scanned] of [
        [1, 100_000],
        [2, 7],
        [3, 4],
        [500, 3],
      ] as const) {
        assert.deepEqual(await walked(name, limit, scanned), whole, `${name} ${limit} ${scanned}`);
      }
    }
  });
});

test('names that no account can have are none', () => {
  const bad = [
    '',
    'wallet',
    'wallet/7',
    `wallet/${'2160'.padEnd(16, '0')}/HKD`,
    'bank/XXX',
    'fx/HKD/HKD/1',
    'payable/2088000000000016',
    'other/HKD',
  ];
  for (const name of bad) assert.equal(accountNamed(name), undefined, name);
  assert.equal(accountNamed('fx/CNY-HKD/CNY')?.kind, 'fx');
});
