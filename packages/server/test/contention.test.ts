/**
 * Goal: processes that compete for the same rows answer as if they had run one after the other.
 * Method: a foreign transaction holds a row until the chosen sessions queue behind it, so the order
 * of the queue decides every race.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { after as later, money, seconds } from '@sampan/primitives';
import pg from 'pg';
import type { Acquiring, GiveRefund } from '#acquiring';
import { BusinessClock, connect, moveClock, NotCarriedOut } from '#database';
import { FundsBook, loadFunds, storeFunds } from '#partner';
import { feeByRate, hkd, type TestWorld, testWorld } from '#test-kit';
import { undo } from './undo.ts';

let world: TestWorld;
let first: Acquiring;
let second: Acquiring;
let foreign: pg.Client;

before(async () => {
  world = await testWorld();
  first = await world.process({ lockTimeoutMs: 5_000 });
  second = await world.process({ lockTimeoutMs: 5_000 });
  foreign = new pg.Client({ connectionString: world.ownerUrl });
  await foreign.connect();
});
after(async () => {
  await foreign.end();
  await world.close();
});

/** Settles when that many sessions wait for a lock. */
async function queue(length: number): Promise<void> {
  const text = `select from pg_stat_activity where datname = current_database()
    and application_name = 'sampan lane' and wait_event_type = 'Lock'`;
  for (let looks = 0; looks < 10_000; looks++) {
    if ((await world.connection.run({ name: '', text })).length >= length) return;
  }
  assert.fail(`fewer than ${length} sessions wait`);
}

const hold = (text: string, values: unknown[]) =>
  foreign.query('begin').then(() => foreign.query(text, values));

const holdWallet = (wallet: string) =>
  hold('select from wallets where wallet_id = $1 for update', [wallet]);

test('the same payment through two processes is answered paid twice, and charged once', async () => {
  const [partner, wallet] = [await world.partner(), await world.wallet('30.00')];
  const request = world.payment(partner, await world.code(wallet), '30.00');
  await holdWallet(wallet);
  const answers = [first.pay(request)];
  await queue(1);
  // It has seen no order yet, and waits for a code that will be used when it gets it.
  answers.push(second.pay(request));
  await queue(2);
  await foreign.query('commit');
  const [one, two] = await Promise.all(answers);
  assert.equal(one?.outcome, 'paid');
  assert.deepEqual(two, one);
  assert.deepEqual(await world.balance(wallet), hkd('0.00'));
});

test('so is its repeat with another code of the buyer, whose money is gone by then', async () => {
  const [partner, wallet] = [await world.partner(), await world.wallet('30.00')];
  const request = world.payment(partner, await world.code(wallet), '30.00');
  await holdWallet(wallet);
  const answers = [first.pay(request)];
  await queue(1);
  answers.push(second.pay({ ...request, paymentCode: await world.code(wallet) }));
  await queue(2);
  await foreign.query('commit');
  const [one, two] = await Promise.all(answers);
  assert.equal(one?.outcome, 'paid');
  assert.deepEqual(two, one);
});

test('a refusal that meets no such payment stands', async () => {
  const [partner, wallet] = [await world.partner(), await world.wallet('30.00')];
  const answer = await world.pay(partner, wallet, '30.01');
  assert.deepEqual(answer, { outcome: 'refused', refusal: 'balance-not-enough' });
});

test('a cancel that overtakes its payment wins; the payment finds the tombstone', async () => {
  const [partner, wallet] = [await world.partner(), await world.wallet('30.00')];
  const request = world.payment(partner, await world.code(wallet), '30.00');
  const order = { partnerId: partner, partnerTransId: request.partnerTransId };
  await holdWallet(wallet);
  const paying = first.pay(request);
  await queue(1);
  const cancelled = await second.cancel({ ...order, tradeId: undefined, service: 'cancel' });
  assert.equal(cancelled.outcome === 'cancelled' && cancelled.action, undefined);
  await foreign.query('commit');
  assert.deepEqual(await paying, { outcome: 'refused', refusal: 'trade-closed' });
  assert.deepEqual(await world.balance(wallet), hkd('30.00'));
});

test('a cancel of an unpaid order does not wait for commands on the partner’s receipts', async () => {
  const partner = await world.partner();
  const wallet = await world.wallet('100.00', { passwordFreeLimit: hkd('10.00') });
  assert.equal((await world.pay(partner, wallet, '30.00', 'asked')).outcome, 'unknown');
  await world.pay(partner, wallet, '10.00', 'sold');
  try {
    await hold('select from partner_accounts where partner_id = $1 for update', [partner]);
    await foreign.query('select from partner_funds where partner_id = $1 for update', [partner]);
    for (const [order, action] of [
      ['never seen', undefined],
      ['asked', 'close'],
      // Closed, and again: its first answer.
      ['asked', 'close'],
    ] as const) {
      const cancelled = await undo.cancel(second, partner, order);
      assert.ok(cancelled.outcome === 'cancelled' && cancelled.action === action, order);
    }
    const refunded = await undo.refund(second, partner, 'not sold');
    assert.deepEqual(refunded, { outcome: 'refused', refusal: 'trade-unknown' });
    // Of a sale, money has to come back: this one waits.
    const cancelling = undo.cancel(second, partner, 'sold');
    await queue(1);
    await foreign.query('commit');
    const cancelled = await cancelling;
    assert.ok(cancelled.outcome === 'cancelled' && cancelled.action === 'refund');
  } finally {
    await foreign.query('rollback');
  }
  assert.deepEqual(await world.audit(), []);
});

test('an order that is paid while its cancel waits for it is given back all the same', async () => {
  const partner = await world.partner();
  const wallet = await world.wallet('100.00', { passwordFreeLimit: hkd('10.00') });
  const asked = await world.pay(partner, wallet, '30.00', 'asked');
  assert.ok(asked.outcome === 'unknown');
  try {
    await holdWallet(wallet);
    const trade = { walletId: wallet, partnerId: partner, tradeId: asked.trade.id };
    const confirming = first.confirm({ ...trade, answer: 'confirm' });
    await queue(1);
    const cancelling = undo.cancel(second, partner, 'asked');
    await queue(2);
    await foreign.query('commit');
    assert.equal((await confirming).outcome, 'paid');
    const cancelled = await cancelling;
    assert.ok(cancelled.outcome === 'cancelled' && cancelled.action === 'refund');
  } finally {
    await foreign.query('rollback');
  }
  assert.deepEqual(await world.balance(wallet), hkd('100.00'));
  assert.deepEqual(await world.audit(), []);
});

test('a payment and its cancel in one batch are carried out one after the other, at once', async () => {
  const failures: unknown[] = [];
  const process = await world.process({ onFailure: (error) => failures.push(error) });
  const [partner, wallet] = [await world.partner(), await world.wallet('30.00')];
  const request = world.payment(partner, await world.code(wallet), '30.00', 'at once');
  const answers = [process.pay(request), undo.cancel(process, partner, 'at once')] as const;
  const [paid, cancelled] = await Promise.all(answers);
  assert.ok(paid.outcome === 'paid' && cancelled.outcome === 'cancelled');
  assert.equal(cancelled.action, 'refund');
  assert.deepEqual(failures, []);
});

test('two refunds of one sale at once never give back more than the sale', async () => {
  const [partner, wallet] = [await world.partner(), await world.wallet('30.00')];
  await world.pay(partner, wallet, '30.00', 'sold');
  const refund = (id: string): GiveRefund => ({
    partnerId: partner,
    partnerTransId: 'sold',
    tradeId: undefined,
    partnerRefundId: id,
    amount: hkd('20.00'),
    reason: '',
    mode: 'sync',
    notify: undefined,
  });
  await hold('select from partner_accounts where partner_id = $1 for update', [partner]);
  const answers = [first.refund(refund('a'))];
  await queue(1);
  answers.push(second.refund(refund('b')));
  await queue(2);
  await foreign.query('commit');
  const [one, two] = await Promise.all(answers);
  assert.equal(one?.outcome, 'refunded');
  assert.deepEqual(two, { outcome: 'refused', refusal: 'amount-exceeds-rest' });
});

test('a refund beside the first payments of other lanes sees all that was received before it', async () => {
  const partner = await world.partner({ fee: feeByRate('0') });
  const wallet = await world.wallet('90.00');
  await world.pay(partner, wallet, '30.00', 'sold');
  // Parts of three lanes, begun at the same time as they are summed.
  const requests = await Promise.all(
    ['a', 'b'].map(async (order) =>
      world.payment(partner, await world.code(wallet), '10.00', order),
    ),
  );
  const [one, two, back] = await Promise.all([
    first.pay(requests[0] as (typeof requests)[number]),
    second.pay(requests[1] as (typeof requests)[number]),
    world.acquiring.refund({
      partnerId: partner,
      partnerTransId: 'sold',
      tradeId: undefined,
      partnerRefundId: 'r',
      amount: hkd('30.00'),
      reason: '',
      mode: 'sync',
      notify: undefined,
    }),
  ]);
  assert.deepEqual([one.outcome, two.outcome, back.outcome], ['paid', 'paid', 'refunded']);
  assert.deepEqual(await world.audit(), []);
});

test('two sessions that begin the same part of the funds at once lose nothing', async () => {
  const partner = await world.partner();
  const sessions = await Promise.all(
    [1, 2].map(() => connect({ url: world.url, name: 'sampan lane' })),
  );
  const [left, right] = sessions as [(typeof sessions)[0], (typeof sessions)[0]];
  const begun = await Promise.all(
    sessions.map(async (session) => {
      await session.run({ name: 'begin', text: 'begin' });
      const book = new FundsBook(7, await loadFunds(session, [partner], [], 7), new Set());
      book.change(partner, money('HKD', 1_000n));
      return book;
    }),
  );
  await storeFunds(left, begun[0]?.changed() ?? []);
  const storing = storeFunds(right, begun[1]?.changed() ?? []);
  await queue(1);
  await left.run({ name: 'commit', text: 'commit' });
  await storing;
  await right.run({ name: 'commit', text: 'commit' });
  const [part] = await world.sql('select balance from partner_funds where partner_id = $1', [
    partner,
  ]);
  assert.equal(part?.balance, 2_000n);
  await Promise.all(sessions.map((session) => session.close()));
  await world.sql('delete from partner_funds where partner_id = $1', [partner]);
});

test('a locked wallet delays only its own payments', async () => {
  const impatient = await world.process({ lockTimeoutMs: 100 });
  const partner = await world.partner();
  const wallets = [await world.wallet('30.00'), await world.wallet('30.00')] as const;
  const pay = async (wallet: (typeof wallets)[number]) =>
    impatient.pay(world.payment(partner, await world.code(wallet), '30.00'));
  await holdWallet(wallets[0]);
  const [locked, free] = await Promise.allSettled(wallets.map(pay));
  await foreign.query('rollback');
  const nothing =
    locked?.status === 'rejected' &&
    locked.reason instanceof NotCarriedOut &&
    locked.reason.outcome === 'nothing-stored';
  assert.ok(nothing);
  assert.equal(free?.status === 'fulfilled' && free.value.outcome, 'paid');
  assert.equal((await pay(wallets[0])).outcome, 'paid');
});

test('opposite orders of the same rows never wait in a circle', async () => {
  const partners = await Promise.all([world.partner(), world.partner(), world.partner()]);
  const wallets = await Promise.all([1, 2, 3, 4].map(() => world.wallet('1000.00')));
  const failures: unknown[] = [];
  const busy = await Promise.all(
    [1, 2, 3].map(() => world.process({ onFailure: (error) => failures.push(error) })),
  );
  const rounds = Array.from({ length: 8 }, (_, round) => round);
  const runs = await Promise.all(
    busy.flatMap((process, index) =>
      rounds.map(async (round) => {
        const commands = await Promise.all(
          partners.flatMap((partner) =>
            wallets.map(async (wallet) => {
              const order = `circle-${index}-${round}-${wallet}`;
              const request = world.payment(partner, await world.code(wallet), '1.00', order);
              const key = { partnerId: partner, partnerTransId: order, tradeId: undefined };
              return async () => {
                await process.pay(request);
                return process.cancel({ ...key, service: 'cancel' });
              };
            }),
          ),
        );
        return index % 2 === 0 ? commands : commands.reverse();
      }),
    ),
  );
  const answers = await Promise.all(runs.flat().map((run) => run()));
  assert.ok(answers.every(({ outcome }) => outcome === 'cancelled'));
  // Not one deadlock had to be resolved by the database.
  assert.deepEqual(
    failures.map((error) => (error as { code?: string }).code),
    [],
  );
  assert.deepEqual(await world.audit(), []);
});

test('amounts that no number can hold are exact, and those that no column can hold are refused', async () => {
  const wallet = await world.wallet('0.01');
  const topUp = (minor: bigint) => {
    const amount = { currency: 'HKD', minor } as const;
    return world.acquiring.topUp({ walletId: wallet, amount, entryId: world.id() });
  };
  const odd = 2n ** 60n + 1n;
  assert.equal((await topUp(odd)).outcome, 'done');
  assert.equal((await world.balance(wallet)).minor, odd + 1n);
  await assert.rejects(topUp(2n ** 63n - 1n), (error) => error instanceof NotCarriedOut);
  assert.equal((await world.balance(wallet)).minor, odd + 1n);
  assert.deepEqual(await world.audit(), []);
});

// The last one: from here on, the world's time is later than its machine's.
test('time that passes while a payment waits for a lock counts', async () => {
  const [partner, wallet] = [await world.partner(), await world.wallet('30.00')];
  const request = world.payment(partner, await world.code(wallet), '30.00');
  await holdWallet(wallet);
  const paying = first.pay(request);
  await queue(1);
  const clock = new BusinessClock(world.machine);
  await moveClock(world.connection, clock, later(world.machine.now(), seconds(60)));
  await foreign.query('commit');
  assert.deepEqual(await paying, { outcome: 'refused', refusal: 'payment-code-not-valid' });
});
