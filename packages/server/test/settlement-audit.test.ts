/**
 * Goal: the audit reports every kind of corruption of items, days, batches and payouts, from which
 * files and payment orders are made.
 * Method: a small honest world, closed, settled and paid out; each row plants one corruption as the
 * owner of the tables, in a transaction that is rolled back, and names the invariant that breaks.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type BusinessDate, money } from '@sampan/primitives';
import { audit } from '#acquiring';
import { type Connection, connect } from '#database';
import { makePayoutOrder, payoutInvariants, putPartnerAccount, putPayoutSource } from '#payout';
import { settlementInvariants } from '#settlement';
import { feeByRate } from '#test-kit';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let owner: Connection;

before(async () => {
  world = await settlementWorld();
  owner = await connect({ url: world.ownerUrl, name: 'corruptor' });
  await world.rates({ AUD: '5.4194' });
  const partner = await world.partner({ fee: feeByRate('0.01') });
  const buyer = await world.wallet('1000.00');
  await world.sell(partner, buyer, '100.00', 'refunded');
  await world.refund(partner, 'refunded', '40.00', 'part');
  await world.sell(partner, buyer, '10.00', 'cancelled');
  await world.cancel(partner, 'cancelled');
  const abroad = await world.partner({
    contract: 'global',
    currency: 'AUD',
    fee: feeByRate('0.006'),
  });
  const mainland = await world.wallet('9000.00', { inst: 'ALIPAYCN' });
  await world.pay(abroad, mainland, money('AUD', 36_930n), 'abroad');
  const now = world.at('2026-11-17 16:00');
  await world.scheduler.closeDays();
  assert.equal((await world.scheduler.settleDue()).settled, 2);
  const account = { holder: 'Tea House', account: '012-345678-833', bank: undefined };
  await putPayoutSource(owner, 'HKD', account, now);
  await putPartnerAccount(owner, partner, account, now);
  const settledOn = '2026-11-17' as BusinessDate;
  assert.ok(
    await makePayoutOrder(owner, {
      settledOn,
      currency: 'HKD',
      madeAt: now,
      executedOn: settledOn,
    }),
  );
});
after(async () => {
  await owner.close();
  await world.close();
});

/** The audit as it is seen from inside the corrupting transaction. */
async function broken(corruption: string): Promise<readonly string[]> {
  const inside: Connection = {
    run: async (statement, values) =>
      /^(begin|rollback)/.test(statement.text) ? [] : owner.run(statement, values),
    alive: true,
    close: async () => undefined,
  };
  const run = (text: string) => owner.run({ name: '', text });
  await run('begin');
  try {
    await run(corruption);
    return (await audit(inside, invariants)).map(({ invariant }) => invariant);
  } finally {
    await run('rollback');
  }
}

const invariants = [...settlementInvariants, ...payoutInvariants];

const item = (changed: string, order = 'abroad') =>
  `update settlement_items set ${changed} where partner_trans_id = '${order}'`;
const ofBatch = `where batch_id = (select batch_id from payouts)`;

const taken = 'every payment, refund and cancel of a closed day is one item of that day';
const moved = 'an item is what its entry moved, amount and fee';
const named = 'an item names its trade, its refund and its time, and its fee in CNY';
const summed = "a partner's day is the sum of its items";
const hourly = "the hours of a partner's day are the sums of its items";
const settles =
  'a batch settles exactly its days, all of them over, and no day is settled by another';
const pays = "a batch's entry moves exactly its net from its partner to the bank, once";
const ordered = 'a payout is of a batch of its order, and every order has payouts';
const waits = 'what is not settled yet is what a partner is owed of closed days';

const rows: readonly [corruption: string, text: string, invariant: string][] = [
  ['an item that was lost', `delete from settlement_items where kind = 'refund'`, taken],
  ['an item of another day', item('day = day + 1'), taken],
  ['an item of another kind', item(`kind = 'cancel'`), taken],
  ['an amount', item('amount = amount + 1'), moved],
  ['a fee', item('fee = fee + 1'), moved],
  ['an amount in CNY', item('amount_cny = amount_cny + 1'), moved],
  ['a fee in CNY', item('fee_cny = fee_cny + 1'), named],
  ['amounts in CNY that were forgotten', item('amount_cny = null, fee_cny = null'), named],
  ['a time', item(`booked_at = booked_at + interval '1 second'`), named],
  ['our id of an order', item(`trade_id = 'another'`), named],
  ["the partner's id of an order", item(`partner_trans_id = 'cancelled'`, 'refunded'), named],
  [
    'the id of a refund',
    `${item(`partner_refund_id = 'x'`, 'refunded')} and kind = 'refund'`,
    named,
  ],
  [
    'the service of a cancel',
    `${item(`kind = 'reversal'`, 'cancelled')} and kind = 'cancel'`,
    named,
  ],
  ['a sum of a day', 'update partner_days set net = net + 1', summed],
  ['a number of items of a day', 'update partner_days set items = items + 1', summed],
  ['a sum of an hour', 'update partner_hours set paid = paid + 1', hourly],
  ['an hour that was lost', 'delete from partner_hours where refunds > 0', hourly],
  ['a day that is settled again', 'update partner_days set batch_id = null', waits],
  ['a batch that was lost', `delete from settlement_batches ${ofBatch}`, settles],
  ['a batch of a later day', 'update settlement_batches set settled_on = settled_on + 1', settles],
  [
    'a batch settled before its days were over',
    `update settlement_batches
      set settled_on = settled_on - 1, settled_at = settled_at - interval '1 day'`,
    settles,
  ],
  ['what a batch pays', 'update settlement_batches set net = net + 1', pays],
  ['an entry of a batch', 'update settlement_batches set entry_id = batch_id', pays],
  ['a payout of another day', 'update payouts set settled_on = settled_on + 1', ordered],
  ['a payout of an order that is none', 'update payouts set number = 2', ordered],
  ['an order without payouts', 'delete from payouts', ordered],
  ['a payout of a batch that is none', `update payouts set batch_id = 'another'`, ordered],
];

test('honest books have nothing to name', async () => {
  assert.deepEqual(await world.broken(), []);
});

describe('the audit names', () => {
  for (const [corruption, text, invariant] of rows) {
    test(corruption, async () => {
      const found = await broken(text);
      assert.ok(found.includes(invariant), `found only: ${found.join('; ')}`);
    });
  }

  test('every invariant it knows at least once in this list', () => {
    const untested = invariants.filter(
      ({ invariant }) => !rows.some(([, , named]) => named === invariant),
    );
    assert.deepEqual(untested, []);
  });
});
