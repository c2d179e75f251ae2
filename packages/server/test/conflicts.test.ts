/**
 * Goal: the system itself repeats commands after database conflicts, and callers never see them:
 * the cause is the server's first error, and transactions set their isolation level whatever the
 * default is.
 * Method: a foreign transaction and a gate determine who closes the cycle, and so who loses; the
 * database gets other defaults.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import pg from 'pg';
import type { Acquiring } from '#acquiring';
import { type TestWorld, testWorld } from '#test-kit';
import { undo } from './undo.ts';

let world: TestWorld;
let foreign: pg.Client;
let gate: pg.Client;

before(async () => {
  world = await testWorld();
  foreign = new pg.Client({ connectionString: world.ownerUrl, application_name: 'foreign' });
  gate = new pg.Client({ connectionString: world.ownerUrl, application_name: 'gate' });
  await Promise.all([foreign.connect(), gate.connect()]);
  // It never finds out that it waits in a circle, so the session that closes the circle loses.
  await foreign.query("set deadlock_timeout = '1h'");
});
after(async () => {
  await Promise.all([foreign.end(), gate.end()]);
  await world.close();
});

/** Settles when that many sessions of that name wait for a lock. */
async function queue(length: number, name: string): Promise<void> {
  const text = `select from pg_stat_activity where datname = current_database()
    and application_name = $1 and wait_event_type = 'Lock'`;
  // Of another role's session the server says nothing, so its owner asks.
  const ask =
    name === 'foreign'
      ? world.sql
      : (sql: string, values: readonly unknown[] = []) =>
          world.connection.run({ name: '', text: sql }, values);
  for (let looks = 0; looks < 10_000; looks++) {
    if ((await ask(text, [name])).length >= length) return;
  }
  assert.fail(`fewer than ${length} sessions wait`);
}

const hold = (text: string, values: unknown[]) =>
  foreign.query('begin').then(() => foreign.query(text, values));

/** Partners with a sale of 10.00 called `sold`, in the order in which they are locked. */
async function partnersWithSales(count: number): Promise<PartnerId[]> {
  const wallet = await world.wallet('1000.00');
  const partners = [];
  for (let made = 0; made < count; made++) partners.push(await world.partner());
  for (const partner of partners) await world.pay(partner, wallet, '10.00', 'sold');
  return partners.sort();
}

for (const [what, carryOut] of Object.entries(undo)) {
  // What locks the funds is nested; the statements behind it fail too, and their callers hear first.
  test(`a ${what} that loses a deadlock inside a nested load is carried out afterwards`, async () => {
    const failures: unknown[] = [];
    const process = await world.process({
      lockTimeoutMs: 10_000,
      onFailure: (error) => failures.push(error),
    });
    const [one, two] = (await partnersWithSales(2)) as [PartnerId, PartnerId];
    const lockAccount = 'select from partner_accounts where partner_id = $1 for update';
    try {
      await gate.query('begin');
      await gate.query(lockAccount, [two]);
      await hold('select from partner_funds where partner_id = $1 for update', [one]);
      const answers = Promise.all([one, two].map((each) => carryOut(process, each, 'sold')));
      // The lane has locked the first account, and waits at the gate for the second.
      await queue(1, 'sampan lane');
      const blocked = foreign.query(lockAccount, [one]);
      await queue(1, 'foreign');
      // Behind the gate it wants the first partner's funds, and so closes the circle.
      await gate.query('commit');
      await blocked;
      await foreign.query('commit');
      for (const { outcome } of await answers) assert.match(outcome, /^(refunded|cancelled)$/);
      assert.deepEqual(
        failures.map((error) => (error as { code?: string }).code),
        ['40P01'],
      );
    } finally {
      await Promise.all([foreign, gate].map((client) => client.query('rollback')));
    }
  });
}

for (const level of ['repeatable read', 'serializable']) {
  test(`a database whose default is ${level} refuses no refund and no cancel`, async () => {
    const failures: unknown[] = [];
    const name = new URL(world.ownerUrl).pathname.slice(1);
    await world.sql(`alter database ${name} set default_transaction_isolation = '${level}'`);
    try {
      const options = { lockTimeoutMs: 5_000, onFailure: (error: unknown) => failures.push(error) };
      const processes = [await world.process(options), await world.process(options)];
      const [partner] = (await partnersWithSales(1)) as [PartnerId];
      const wallet = await world.wallet('100.00');
      const orders = Array.from({ length: 8 }, (_, index) => `sold-${index}`);
      for (const order of orders) await world.pay(partner, wallet, '10.00', order);
      await hold('update partner_funds set balance = balance where partner_id = $1', [partner]);
      const answers = orders.map((order, index) => {
        const carryOut = index % 4 < 2 ? undo.refund : undo.cancel;
        return carryOut(processes[index % 2] as Acquiring, partner, order);
      });
      await queue(2, 'sampan lane');
      await foreign.query('commit');
      for (const { outcome } of await Promise.all(answers))
        assert.match(outcome, /^(refunded|cancelled)$/);
      assert.deepEqual(failures, []);
      assert.deepEqual(await world.audit(), []);
    } finally {
      await foreign.query('rollback');
      await world.sql(`alter database ${name} reset default_transaction_isolation`);
    }
  });
}
