/**
 * Goal: a process with a wrong clock decides nothing meanwhile, and causes no lasting damage.
 * Method: processes with a manual clock, on a database with the machine's clock.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  addDays,
  businessDate,
  type Clock,
  type Duration,
  days,
  hours,
  idSource,
  after as later,
  milliseconds,
  type PartnerId,
  seconds,
  type WalletId,
} from '@sampan/primitives';
import { systemClock, systemTimers } from '@sampan/primitives/node';
import type { Acquiring } from '#acquiring';
import {
  BusinessClock,
  ClocksDiffer,
  connect,
  endDay,
  NotCarriedOut,
  Reader,
  Writer,
} from '#database';
import { closeDays } from '#settlement';
import { type TestWorld, testWorld } from '#test-kit';

let world: TestWorld;
let partner: PartnerId;
let wallet: WalletId;

/** How far the machine's clock is off. */
let by: Duration;
const machine: Clock = { now: () => later(systemClock.now(), by) };
const bound = { differenceMax: seconds(2), timers: systemTimers };

before(async () => {
  world = await testWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000.00');
});
beforeEach(() => {
  by = milliseconds(0);
});
after(() => world.close());

async function pay(acquiring: Acquiring): Promise<string> {
  const code = await world.code(wallet, systemClock.now());
  return (await acquiring.pay(world.payment(partner, code, '1.00'))).outcome;
}

async function refused(answer: Promise<unknown>): Promise<void> {
  await assert.rejects(
    answer,
    (error) =>
      error instanceof NotCarriedOut &&
      error.outcome === 'nothing-stored' &&
      error.cause instanceof ClocksDiffer,
  );
}

for (const [what, wrong] of [
  ['two days ahead', days(2)],
  ['an hour behind', milliseconds(-hours(1))],
] as const) {
  test(`a gateway that is ${what} for one payment takes the next one`, async () => {
    const acquiring = await world.process({ clock: new BusinessClock(machine, { bound }) });
    assert.equal(await pay(acquiring), 'paid');
    const before = await world.sql('select count(*) from entries');
    by = wrong;
    await refused(pay(acquiring));
    assert.deepEqual(await world.sql('select count(*) from entries'), before);
    by = milliseconds(0);
    assert.equal(await pay(acquiring), 'paid');
  });
}

test('ids that were made in a time told wrongly do not stop what comes after', async () => {
  const ids = idSource(world.random);
  const acquiring = await world.process({ clock: new BusinessClock(machine, { bound }), ids });
  ids.next(later(systemClock.now(), days(2)));
  assert.equal(await pay(acquiring), 'paid');
});

test('a writer whose clock was moved writes nothing, since no transaction would undo it', async () => {
  const clock = new BusinessClock(machine, { bound });
  const writer = new Writer({ url: world.url, name: 'test writer' }, clock);
  let asked = 0;
  const ask = async (): Promise<void> => {
    asked += 1;
  };
  try {
    await writer.write(ask);
    by = days(3);
    await assert.rejects(writer.write(ask), ClocksDiffer);
    assert.equal(asked, 1);
    by = milliseconds(0);
    await writer.write(ask);
    assert.equal(asked, 2);
  } finally {
    await writer.close();
  }
});

test('a leader that is three days ahead for a moment ends no day that is not over', async () => {
  const clock = new BusinessClock(machine, { bound });
  const reader = new Reader({ url: world.url, name: 'test jobs' }, clock);
  const openConnection = () => connect({ url: world.url, name: 'test jobs' });
  const closing = { reader, clock, timers: systemTimers, openConnection };
  const closed = () => world.sql('select day::text from closed_days order by day');
  const connection = await openConnection();
  try {
    by = days(3);
    await assert.rejects(closeDays(closing), ClocksDiffer);
    const today = businessDate(systemClock.now());
    await assert.rejects(endDay(connection, clock, addDays(today, 2)), ClocksDiffer);
    assert.deepEqual(await closed(), []);
    by = milliseconds(0);
    await assert.rejects(endDay(connection, clock, addDays(today, 1)), /is not over/);
    await closeDays(closing);
    const [last] = (await closed()).slice(-1);
    assert.ok(String(last?.['day']) < businessDate(systemClock.now()));
    assert.ok(String(last?.['day']) >= addDays(today, -1));
  } finally {
    await Promise.all([connection.close(), reader.close()]);
  }
});
