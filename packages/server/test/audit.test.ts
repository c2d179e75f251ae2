/**
 * Goal: the audit reports every kind of corruption, and nothing while the books are right.
 * Method: a small honest world; each row plants one corruption as the owner of the tables, in a
 * transaction that is rolled back, and names the invariants that must be reported as broken.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { money } from '@sampan/primitives';
import { audit, moneyInvariants } from '#acquiring';
import { type Connection, connect } from '#database';
import { payoutInvariants } from '#payout';
import { settlementInvariants } from '#settlement';
import { feeByRate, hkd, type TestWorld, testWorld } from '#test-kit';

let world: TestWorld;
let owner: Connection;

before(async () => {
  world = await testWorld();
  owner = await connect({ url: world.ownerUrl, name: 'corruptor' });
  const partner = await world.partner({ fee: feeByRate('0.01') });
  const wallet = await world.wallet('1000.00');
  for (const order of ['paid', 'refunded', 'partly', 'cancelled']) {
    await world.pay(partner, wallet, '100.00', order);
  }
  const key = { partnerId: partner, tradeId: undefined };
  const refund = (order: string, amount: string, mode: 'sync' | 'async') =>
    world.acquiring.refund({
      ...key,
      partnerTransId: order,
      partnerRefundId: `${mode}-${order}`,
      amount: hkd(amount),
      reason: '',
      mode,
      notify: undefined,
    });
  await refund('refunded', '100.00', 'sync');
  await refund('partly', '30.00', 'sync');
  await refund('partly', '20.00', 'async');
  await world.acquiring.cancel({ ...key, partnerTransId: 'cancelled', service: 'cancel' });
  await world.acquiring.cancel({ ...key, partnerTransId: 'unknown', service: 'cancel' });
  const entryId = world.platform.ids.next(world.machine.now());
  await world.acquiring.withdraw({ walletId: wallet, amount: hkd('5.00'), entryId });
  await sellAbroad();
});

/** A standard partner's trade in AUD, of which a part was given back, and one that was as a whole. */
async function sellAbroad() {
  await world.rates({ AUD: '5.4194' });
  const partner = await world.partner({ contract: 'global', currency: 'AUD' });
  const wallet = await world.wallet('9000.00', { inst: 'ALIPAYCN' });
  for (const order of ['abroad', 'abroad-whole']) {
    await world.pay(partner, wallet, money('AUD', 36_930n), order);
    const refunded = await world.acquiring.refund({
      partnerId: partner,
      partnerTransId: order,
      tradeId: undefined,
      partnerRefundId: `refund-${order}`,
      amount: money('AUD', order === 'abroad' ? 100n : 36_930n),
      reason: '',
      mode: 'sync',
      notify: undefined,
    });
    assert.equal(refunded.outcome, 'refunded');
  }
}

after(async () => {
  await owner.close();
  await world.close();
});

/** The audit as it is seen from inside the corrupting transaction. */
function inside(connection: Connection): Connection {
  const isFrame = (text: string) => /^(begin|rollback)/.test(text);
  return {
    run: async (statement, values) =>
      isFrame(statement.text) ? [] : connection.run(statement, values),
    alive: true,
    close: async () => undefined,
  };
}

async function broken(corruption: string): Promise<ReadonlySet<string>> {
  const run = (text: string) => owner.run({ name: '', text });
  await run('begin');
  try {
    for (const text of corruption.split(';')) await run(text);
    return new Set((await audit(inside(owner))).map(({ invariant }) => invariant));
  } finally {
    await run('rollback');
  }
}

const trade = (order: string) =>
  `(select trade_id from trades where partner_trans_id = '${order}')`;
const entry = (order: string) =>
  `(select entry_id from trades where partner_trans_id = '${order}')`;

/** The shortest unmistakable part of an invariant's words. */
const rows: readonly [corruption: string, text: string, invariant: string][] = [
  ['a wallet with a cent too much', 'update wallets set balance = balance + 1', 'a wallet balance'],
  ['a wallet that was deleted', 'delete from wallets', 'a wallet balance'],
  [
    'receipts that were written over',
    'update partner_funds set balance = balance - 1',
    'what a partner is owed',
  ],
  ['receipts that were forgotten', 'delete from partner_funds', 'what a partner is owed'],
  [
    'a transfer that was deleted',
    `delete from transfers where entry_id = ${entry('paid')}`,
    'every entry has transfers',
  ],
  [
    'an entry that was deleted',
    `delete from entries where entry_id = ${entry('paid')}`,
    'every entry has transfers',
  ],
  [
    'an amount that was changed in the books',
    `update transfers set amount = amount + 1 where entry_id = ${entry('paid')} and position = 0`,
    'every entry moves exactly',
  ],
  [
    'a fee that was booked and not agreed',
    `update trades set fee = fee - 1 where partner_trans_id = 'paid'`,
    'every entry moves exactly',
  ],
  [
    'a fee that was agreed and not booked',
    `delete from transfers where entry_id = ${entry('paid')} and position = 1`,
    'every entry moves exactly',
  ],
  [
    'a payment taken twice in one entry',
    `insert into transfers select entry_id, 9, debit, credit, currency, amount from transfers
      where entry_id = ${entry('paid')} and position = 0`,
    'every entry moves exactly',
  ],
  [
    'money that was sent elsewhere',
    `update transfers set credit = 'wallet/2160999999999999'
      where entry_id = ${entry('paid')} and position = 0`,
    'every entry moves exactly',
  ],
  [
    'a cancel that gave back too little',
    `update transfers set amount = amount - 1 where position = 1 and entry_id =
      (select entry_id from entries where kind = 'cancel')`,
    'every entry moves exactly',
  ],
  [
    'a top-up that came from a partner',
    `update transfers set debit = 'payable/x' where entry_id in
      (select entry_id from entries where kind = 'top-up')`,
    'a top-up moves money',
  ],
  [
    'a withdrawal that went to a partner',
    `update transfers set credit = 'payable/x' where entry_id in
      (select entry_id from entries where kind = 'withdrawal')`,
    'a withdrawal moves money',
  ],
  [
    'a top-up that is done and was not booked',
    `insert into bank_transfers values ('2026112299990000000000000001', '2160000000000016', 'top-up', 'HKD',
      100, 'done', null, '2026-11-22 02:00Z', '2026-11-22 02:00Z')`,
    'a bank transfer that is done',
  ],
  [
    'a payment whose entry belongs to another',
    `update trades set entry_id = ${entry('refunded')} where partner_trans_id = 'paid'`,
    'every paid trade has its entry',
  ],
  [
    'an entry without a cause',
    `update entries set cause = 'nobody' where entry_id = ${entry('paid')}`,
    'every entry has its cause',
  ],
  [
    'an entry of an unknown kind',
    `update entries set kind = 'gift' where entry_id = ${entry('paid')}`,
    'every entry has its cause',
  ],
  [
    'a trade that was deleted',
    `delete from trades where partner_trans_id = 'paid'`,
    'every entry has its cause',
  ],
  [
    'a refund that the trade does not count',
    `update trades set refunded = 0 where partner_trans_id = 'partly'`,
    'the refunds of a trade',
  ],
  [
    'a reservation without a refund',
    `update trades set refund_reserved = 0 where partner_trans_id = 'partly'`,
    'the refunds of a trade',
  ],
  [
    'a refund that was deleted',
    `delete from refunds where partner_refund_id = 'sync-partly'`,
    'the refunds of a trade',
  ],
  [
    'a refund of no trade',
    `update refunds set partner_trans_id = 'other' where state = 'accepted'`,
    'every refund belongs to a trade',
  ],
  [
    'a returned fee that nobody returned',
    `update trades set fee_returned = fee where partner_trans_id = 'partly'`,
    'the refunds of a trade',
  ],
  [
    'a cancelled trade without its entry',
    `delete from transfers using entries where kind = 'cancel' and entries.entry_id = transfers.entry_id;
      delete from entries where kind = 'cancel'`,
    'a cancelled trade gave back',
  ],
  [
    'a trade cancelled twice',
    `insert into entries select 'again', kind, cause, booked_at from entries where kind = 'cancel'`,
    'a cancelled trade gave back',
  ],
  [
    'a paid trade that nobody has paid',
    `update trades set state = 'paid', trade_id = 't', amount = 1
      where partner_trans_id = 'unknown'`,
    'the state of a trade',
  ],
  [
    'a paid trade that is said to wait',
    `update trades set state = 'waiting' where partner_trans_id = 'paid'`,
    'the state of a trade',
  ],
  [
    'a refunded trade that is still open',
    `update trades set state = 'paid', closed_at = null where partner_trans_id = 'refunded'`,
    'the state of a trade',
  ],
  [
    'a closed trade that kept the money',
    `update trades set state = 'closed', closed_at = paid_at where partner_trans_id = 'paid'`,
    'the state of a trade',
  ],
  [
    'a buyer abroad who got more CNY than the refund says',
    `update trades set charge_returned = charge_returned + 1 where partner_trans_id = 'abroad'`,
    'what a trade gave back is what its refunds say, in every currency',
  ],
  [
    'a whole refund that kept a cent of CNY',
    `update trades set charge_returned = charge_returned - 1
      where partner_trans_id = 'abroad-whole'`,
    'a trade that was given back as a whole leaves nothing',
  ],
  [
    'an FX position that was helped a little',
    `update transfers set amount = amount + 1 where credit = 'fx/AUD-CNY/CNY'`,
    'the FX position is what the trades have not given back',
  ],
  [
    'a code that paid twice',
    `update trades set payment_code =
      (select payment_code from trades where partner_trans_id = 'paid')`,
    'a payment code has paid',
  ],
  [
    'a code that paid twice, and once more after a year',
    `update trades set payment_code =
      (select payment_code from trades where partner_trans_id = 'paid');
    update trades set created_at = created_at + interval '1 year'
      where partner_trans_id = 'paid'`,
    'a payment code has paid',
  ],
  [
    'a code that could be used again',
    `update payment_codes set trade_id = null where trade_id = ${trade('paid')}`,
    'a used payment code names',
  ],
];

test('honest books have nothing to name', async () => {
  assert.deepEqual(await world.audit(), []);
});

describe('the audit names', () => {
  for (const [corruption, text, invariant] of rows) {
    test(corruption, async () => {
      const found = [...(await broken(text))];
      assert.ok(
        found.some((each) => each.startsWith(invariant)),
        `found only: ${found.join('; ')}`,
      );
    });
  }

  test('every invariant it knows at least once in this list', () => {
    const untested = moneyInvariants.filter(
      (each) => !rows.some(([, , invariant]) => each.invariant.startsWith(invariant)),
    );
    assert.deepEqual(untested, []);
  });
});

test('each broken invariant comes with the row that shows it', async () => {
  await owner.run({ name: '', text: 'begin' });
  await owner.run({ name: '', text: 'update wallets set balance = balance + 1' });
  const [found] = await audit(inside(owner));
  await owner.run({ name: '', text: 'rollback' });
  assert.match(found?.subject ?? '', /^2160/);
  assert.match(found?.detail ?? '', /^holds \d+, transfers say \d+$/);
});

test('no invariant is checked row by row, which would take a day of a long history', async () => {
  const invariants = [...moneyInvariants, ...settlementInvariants, ...payoutInvariants];
  const perRow: string[] = [];
  for (const { invariant, text } of invariants) {
    const plan = await owner.run({ name: '', text: `explain ${text}` });
    const lines = plan.map((row) => String(row['QUERY PLAN']));
    assert.ok(lines.length > 1, invariant);
    if (lines.some((line) => /SubPlan/.test(line))) perRow.push(invariant);
  }
  assert.deepEqual(perRow, []);
});
