/**
 * Goal: partners are paid what they are owed, on their working days, once; unpaid amounts wait and
 * are in a later batch (14 §1, 15 §5).
 * Method: a world with a manual clock; weeks with weekends and holidays, run in time and late.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { PartnerId, WalletId } from '@sampan/primitives';
import type { NewPartner, Partner } from '#partner';
import { feeByRate, hkd, time } from '#test-kit';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

// Monday to Friday, 16 to 20 November 2026, and the week after; no holidays of either calendar.
let world: SettlementWorld;
let partner: PartnerId;
let buyer: WalletId;

/** Each story has a world of its own, which begins on Monday, 16 November 2026. */
function story(name: string, tell: () => Promise<void>, startAt = '2026-11-16 10:00'): void {
  describe(name, () => {
    before(async () => {
      world = await settlementWorld({ startAt });
      buyer = await world.wallet('100000.00');
      await open();
    });
    after(() => world.close());
    test('is settled as it should be', async () => {
      await tell();
      assert.deepEqual(await world.broken(), []);
    });
  });
}

async function open(
  given: Partial<NewPartner> = {},
  change: Partial<Partner> = {},
): Promise<PartnerId> {
  partner = await world.partner({ fee: feeByRate('0.01'), ...given }, change);
  return partner;
}

/** Runs what is due at a time, as the scheduler does. */
async function run(text: string): Promise<Readonly<Record<string, number>>> {
  const now = world.at(text);
  const [closing, settling] = world.scheduler.jobs;
  await closing.runDue(now);
  return (await settling.runDue(now)).counts;
}

/** Steps to each due instant up to a time, as a sandbox's clock does; answers the instants. */
async function step(text: string): Promise<readonly string[]> {
  const until = time(text);
  const steps: string[] = [];
  for (;;) {
    const span = { after: world.machine.now(), until };
    const due = await Promise.all(world.scheduler.jobs.map((job) => job.nextDue(span)));
    const [next] = due.filter((at) => at !== undefined).sort((left, right) => left - right);
    if (next === undefined) break;
    assert.ok(next > world.machine.now());
    world.machine.set(next);
    steps.push(new Date(next + 8 * 3_600_000).toISOString().slice(5, 16));
    for (const job of world.scheduler.jobs) await job.runDue(next);
  }
  world.machine.set(until);
  return steps;
}

const none = { settled: 0, waiting: 0 };

story('a working day', async () => {
  const order = await world.sell(partner, buyer, '100.00');
  await world.refund(partner, order, '40.00');
  assert.deepEqual(await run('2026-11-17 00:00'), none);
  assert.deepEqual(await run('2026-11-17 15:45:59'), none);
  assert.deepEqual(await run('2026-11-17 15:46'), { settled: 1, waiting: 0 });
  assert.deepEqual(await world.batches(partner), ['2026-11-17 2026-11-17 15:46:00 2 5940']);
  assert.deepEqual(await world.days(partner), ['2026-11-16 2 5940 - settled']);
  assert.equal(await world.funds(partner), 0n);
  assert.deepEqual(await run('2026-11-18 15:46'), none);
});

story('the receipts of the settlement day', async () => {
  await world.sell(partner, buyer, '100.00');
  await run('2026-11-17 00:00');
  world.at('2026-11-17 12:00');
  await world.sell(partner, buyer, '10.00');
  await run('2026-11-17 15:46');
  assert.deepEqual(await world.batches(partner), ['2026-11-17 2026-11-17 15:46:00 1 9900']);
  assert.equal(await world.funds(partner), 990n);
  await run('2026-11-18 15:46');
  assert.deepEqual((await world.batches(partner)).slice(1), [
    '2026-11-18 2026-11-18 15:46:00 1 990',
  ]);
});

story(
  'Friday to Sunday',
  async () => {
    for (const day of ['20', '21', '22', '23']) {
      await run(`2026-11-${day} 10:00`);
      await world.sell(partner, buyer, '10.00');
    }
    await run('2026-11-23 15:46');
    assert.deepEqual(await world.batches(partner), ['2026-11-23 2026-11-23 15:46:00 3 2970']);
    await run('2026-11-24 15:46');
    assert.equal((await world.batches(partner)).length, 2);
  },
  '2026-11-20 00:30',
);

story(
  'a holiday and its eve',
  async () => {
    // 1 July 2026, a Wednesday, is free in Hong Kong; the mainland works.
    const mainland = await open({ settlement: { calendars: ['cn'] } });
    const both = await open();
    for (const day of ['06-30', '07-01', '07-02']) {
      await run(`2026-${day} 10:00`);
      for (const each of [mainland, both]) await world.sell(each, buyer, '10.00');
      await run(`2026-${day} 15:46`);
    }
    assert.deepEqual(await world.batches(both), ['2026-07-02 2026-07-02 15:46:00 2 1980']);
    assert.deepEqual(await world.batches(mainland), [
      '2026-07-01 2026-07-01 15:46:00 1 990',
      '2026-07-02 2026-07-02 15:46:00 1 990',
    ]);
  },
  '2026-06-30 00:30',
);

story('T+3', async () => {
  await open({ settlement: { afterDays: 3 } });
  await world.sell(partner, buyer, '10.00');
  await run('2026-11-18 15:46');
  assert.deepEqual(await world.batches(partner), []);
  await run('2026-11-19 15:46');
  assert.deepEqual(await world.batches(partner), ['2026-11-19 2026-11-19 15:46:00 1 990']);
});

story('a negative net', async () => {
  const order = await world.sell(partner, buyer, '100.00');
  await run('2026-11-17 15:46');
  world.at('2026-11-17 16:00');
  await world.sell(partner, buyer, '50.00');
  await run('2026-11-18 01:00');
  await world.refund(partner, order, '30.00');
  await run('2026-11-18 15:46');
  // The 50.00 are due, but 30.00 have gone back since: less is left than they come to.
  assert.deepEqual((await world.batches(partner)).length, 1);
  assert.deepEqual((await world.days(partner)).slice(1), ['2026-11-17 1 4950 2026-11-18 open']);
  await run('2026-11-19 15:46');
  assert.deepEqual((await world.batches(partner)).slice(1), [
    '2026-11-19 2026-11-19 15:46:00 2 1980',
  ]);
  assert.equal(await world.funds(partner), 0n);
});

story('more given back than taken', async () => {
  const order = await world.sell(partner, buyer, '100.00');
  await run('2026-11-17 15:46');
  world.at('2026-11-17 16:00');
  await world.sell(partner, buyer, '5.00');
  world.at('2026-11-18 10:00');
  await world.sell(partner, buyer, '60.00');
  // Of Tuesday's 5.00 and Wednesday's 60.00, all but 5.00 go back on Wednesday.
  await world.refund(partner, order, '60.00');
  const late = '2026-11-18 23:00';
  world.at(late);
  await run('2026-11-19 15:46');
  assert.deepEqual((await world.batches(partner)).slice(1), [
    // Wednesday's settlement was missed, and is dated as it was planned.
    '2026-11-18 2026-11-18 15:46:00 1 495',
    '2026-11-19 2026-11-19 15:46:00 2 0',
  ]);
  const [nothing] = await world.sql(
    "select entry_id from settlement_batches where net = 0 and settled_on = '2026-11-19'",
  );
  assert.deepEqual(nothing, { entry_id: null });
});

story('the minimum', async () => {
  await open({ settlement: { minimum: hkd('20.00') } });
  await world.sell(partner, buyer, '10.00');
  assert.deepEqual(await run('2026-11-17 15:46'), { settled: 0, waiting: 1 });
  assert.deepEqual(await run('2026-11-17 15:47'), none);
  assert.deepEqual(await run('2026-11-18 15:46'), none);
  await world.sell(partner, buyer, '10.10');
  assert.deepEqual(await run('2026-11-19 15:46'), { settled: 0, waiting: 1 });
  await world.sell(partner, buyer, '1.00');
  assert.deepEqual(await run('2026-11-20 15:46'), { settled: 1, waiting: 0 });
  assert.deepEqual(await world.batches(partner), ['2026-11-20 2026-11-20 15:46:00 3 2089']);
});

story('a suspended partner', async () => {
  await world.sell(partner, buyer, '10.00');
  await world.changePartner(partner, { status: 'suspended' });
  assert.deepEqual(await run('2026-11-17 15:46'), { settled: 0, waiting: 1 });
  await world.changePartner(partner, { status: 'active' });
  // By hand at once, or together with the next day that is due.
  world.at('2026-11-18 09:30');
  // A batch takes every day up to its cut-off, so it is not fixed before all of these are closed.
  const early = await world.scheduler.settleNow();
  assert.deepEqual(early, { settled: 0, waiting: 0, notClosed: '2026-11-17' });
  const [, settling] = world.scheduler.jobs;
  const { counts } = await settling.runNow(world.machine.now());
  assert.deepEqual(counts, { settled: 1, waiting: 0 });
  assert.deepEqual(await world.batches(partner), ['2026-11-18 2026-11-18 09:30:00 1 990']);
});

story('by hand before the time', async () => {
  await world.sell(partner, buyer, '10.00');
  world.at('2026-11-17 09:00');
  const [, settling] = world.scheduler.jobs;
  assert.deepEqual((await settling.runNow(world.machine.now())).counts, { settled: 1, waiting: 0 });
  assert.deepEqual((await settling.runNow(world.machine.now())).counts, none);
  assert.deepEqual(await run('2026-11-17 15:46'), none);
  assert.deepEqual(await world.batches(partner), ['2026-11-17 2026-11-17 09:00:00 1 990']);
});

story('by hand before the time, in vain', async () => {
  await open({ settlement: { minimum: hkd('20.00') } });
  await world.sell(partner, buyer, '10.00');
  world.at('2026-11-17 09:00');
  await world.scheduler.closeDays();
  assert.deepEqual(await world.scheduler.settleNow(), { settled: 0, waiting: 1 });
  await world.changePartner(partner, { settlement: { minimum: hkd('0') } });
  // The planned time still has its try.
  assert.deepEqual(await run('2026-11-17 15:46'), { settled: 1, waiting: 0 });
  assert.deepEqual(await world.batches(partner), ['2026-11-17 2026-11-17 15:46:00 1 990']);
});

story('by hand on a weekend', async () => {
  await world.sell(partner, buyer, '10.00');
  await run('2026-11-17 15:46');
  world.at('2026-11-20 12:00');
  await world.sell(partner, buyer, '20.00');
  world.at('2026-11-21 12:00');
  assert.deepEqual(await world.scheduler.settleNow(), none);
  assert.equal(await world.funds(partner), 1980n);
});

story('a week of standstill', async () => {
  for (const day of ['16', '17', '18', '19', '20']) {
    world.at(`2026-11-${day} 12:00`);
    await world.sell(partner, buyer, '10.00');
  }
  // Nothing ran by the clock until Monday noon; each batch is dated as it was planned.
  assert.deepEqual(await run('2026-11-23 12:00'), { settled: 4, waiting: 0 });
  assert.deepEqual(await world.batches(partner), [
    '2026-11-17 2026-11-17 15:46:00 1 990',
    '2026-11-18 2026-11-18 15:46:00 1 990',
    '2026-11-19 2026-11-19 15:46:00 1 990',
    '2026-11-20 2026-11-20 15:46:00 1 990',
  ]);
  assert.deepEqual(await run('2026-11-23 15:46'), { settled: 1, waiting: 0 });
});

story('what was tried in vain is never settled on a day that is over', async () => {
  await open({ settlement: { minimum: hkd('20.00') } });
  await world.sell(partner, buyer, '10.00');
  await run('2026-11-17 15:46');
  await world.changePartner(partner, { settlement: { minimum: hkd('0') } });
  world.at('2026-11-18 09:00');
  await world.sell(partner, buyer, '1.00');
  await run('2026-11-19 15:46');
  assert.deepEqual(await world.batches(partner), ['2026-11-19 2026-11-19 15:46:00 2 1089']);
});

story('a sandbox that moves a year', async () => {
  await world.sell(partner, buyer, '10.00');
  assert.deepEqual(await step('2027-11-10 00:00'), [
    '11-17T00:00',
    '11-17T15:46',
    // The settlement is an entry of its own day.
    '11-18T00:00',
  ]);
  assert.deepEqual(await world.batches(partner), ['2026-11-17 2026-11-17 15:46:00 1 990']);
});

story('a partner that waits does not stop the clock again and again', async () => {
  await open({ settlement: { minimum: hkd('20.00') } });
  await world.sell(partner, buyer, '10.00');
  assert.deepEqual(await step('2027-11-10 00:00'), ['11-17T00:00', '11-17T15:46']);
});

story('a standard partner', async () => {
  await world.rates({ AUD: '5.4194' });
  const abroad = await open({
    contract: 'global',
    currency: 'AUD',
    fee: feeByRate('0.006', 'AUD'),
  });
  const mainland = await world.wallet('5000.00', { inst: 'ALIPAYCN' });
  await world.pay(abroad, mainland, { currency: 'AUD', minor: 369_30n });
  await run('2026-11-17 15:46');
  assert.deepEqual(await world.batches(abroad), ['2026-11-17 2026-11-17 15:46:00 1 36708']);
});
