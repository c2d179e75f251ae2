/**
 * Goal: a command is carried out exactly once, at whatever moment the database connection is lost.
 * Method: a proxy in front of PostgreSQL cuts before the load, before the store, before the commit
 * and after it; the command must be answered normally, and the audit be clean.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Acquiring } from '#acquiring';
import { NotCarriedOut } from '#database';
import { type Cut, type FaultProxy, faultProxy, hkd, type TestWorld, testWorld } from '#test-kit';
import { newWallet } from '#wallet';

let world: TestWorld;
let proxy: FaultProxy;
let acquiring: Acquiring;

before(async () => {
  world = await testWorld();
  proxy = await faultProxy(world.url);
  acquiring = await world.process({ url: proxy.url });
});
after(async () => {
  await world.close();
  await proxy.close();
});

/** What each command does, told as how it changes the world's books. */
interface Case {
  readonly name: string;
  /** A statement of its load and one of its store. */
  readonly load: string;
  readonly store: string;
  prepare(): Promise<() => Promise<string>>;
}

const outcome = ({ outcome }: { readonly outcome: string }) => outcome;

const cases: readonly Case[] = [
  {
    name: 'pay',
    load: 'lock-trades',
    store: 'insert-transfers',
    async prepare() {
      const [partner, wallet] = [await world.partner(), await world.wallet('100.00')];
      const request = world.payment(partner, await world.code(wallet), '30.00');
      return async () => {
        const answer = outcome(await acquiring.pay(request));
        assert.deepEqual(await world.balance(wallet), hkd('70.00'));
        return answer;
      };
    },
  },
  {
    name: 'confirm',
    load: 'lock-wallets',
    store: 'update-trades',
    async prepare() {
      const partner = await world.partner();
      const wallet = await world.wallet('100.00', { passwordFreeLimit: hkd('0') });
      const waiting = await world.pay(partner, wallet, '30.00');
      assert.ok(waiting.outcome === 'unknown');
      const trade = { walletId: wallet, partnerId: partner, tradeId: waiting.trade.id };
      return async () => {
        const answer = outcome(await acquiring.confirm({ ...trade, answer: 'confirm' }));
        assert.deepEqual(await world.balance(wallet), hkd('70.00'));
        return answer;
      };
    },
  },
  {
    name: 'cancel',
    load: 'lock-funds-of-paid-orders',
    store: 'update-wallets',
    async prepare() {
      const [partner, wallet] = [await world.partner(), await world.wallet('100.00')];
      const order = `cancelled-${world.id()}`;
      await world.pay(partner, wallet, '30.00', order);
      const cancel = { partnerId: partner, partnerTransId: order, tradeId: undefined } as const;
      return async () => {
        const answer = await acquiring.cancel({ ...cancel, service: 'cancel' });
        assert.deepEqual(await world.balance(wallet), hkd('100.00'));
        return answer.outcome === 'cancelled' ? `${answer.action}` : answer.refusal;
      };
    },
  },
  {
    name: 'cancel of an unknown order',
    load: 'lock-trades',
    store: 'insert-trades',
    async prepare() {
      const order = { partnerId: await world.partner(), partnerTransId: 'nothing' };
      return async () => {
        const cancel = { ...order, tradeId: undefined, service: 'cancel' } as const;
        const answer = await acquiring.cancel(cancel);
        return answer.outcome === 'cancelled' ? `${answer.action}` : answer.refusal;
      };
    },
  },
  {
    name: 'refund',
    load: 'lock-refunds',
    store: 'insert-refunds',
    async prepare() {
      const [partner, wallet] = [await world.partner(), await world.wallet('100.00')];
      const order = `refunded-${world.id()}`;
      await world.pay(partner, wallet, '30.00', order);
      const key = { partnerId: partner, partnerTransId: order, tradeId: undefined };
      const terms = { partnerRefundId: `r-${order}`, amount: hkd('10.00'), reason: '' };
      return async () => {
        const refund = { ...key, ...terms, mode: 'sync', notify: undefined } as const;
        const answer = outcome(await acquiring.refund(refund));
        assert.deepEqual(await world.balance(wallet), hkd('80.00'));
        return answer;
      };
    },
  },
  {
    name: 'top-up',
    load: 'select-booked-entries',
    store: 'insert-entries',
    async prepare() {
      const walletId = await world.wallet('100.00');
      const topUp = { walletId, amount: hkd('5.00'), entryId: world.id() };
      return async () => {
        const answer = outcome(await acquiring.topUp(topUp));
        assert.deepEqual(await world.balance(walletId), hkd('105.00'));
        return answer;
      };
    },
  },
  {
    name: 'opening a wallet',
    load: 'lock-wallets',
    store: 'insert-wallets',
    async prepare() {
      const wallet = newWallet({ inst: 'ALIPAYHK', balance: hkd('7.00') }, world.random);
      const open = { wallet, entryId: world.id() };
      return async () => {
        const answer = outcome(await acquiring.openWallet(open));
        assert.deepEqual(await world.balance(wallet.id), hkd('7.00'));
        return answer;
      };
    },
  },
];

for (const { name, load, store, prepare } of cases) {
  describe(name, () => {
    const moments: readonly [string, Cut][] = [
      ['before the load', { when: 'before', statement: 'begin' }],
      ['in the load', { when: 'before', statement: load }],
      ['in the store', { when: 'before', statement: store }],
      ['before the commit', { when: 'before', statement: 'commit' }],
      ['after the commit', { when: 'after', statement: 'commit' }],
    ];
    for (const [moment, cut] of moments) {
      test(`is carried out once when the connection is lost ${moment}`, async () => {
        const run = await prepare();
        const wasCut = proxy.cut(cut);
        const answer = await run();
        await wasCut;
        // The same command once more changes nothing and is answered the same.
        assert.equal(await run(), answer);
        assert.deepEqual(await world.audit(), []);
      });
    }
  });
}

test('a whole batch is carried out once when the connection is lost after its commit', async () => {
  const partner = await world.partner();
  const wallets = await Promise.all([1, 2, 3, 4].map(() => world.wallet('10.00')));
  const codes = await Promise.all(wallets.map((wallet) => world.code(wallet)));
  const wasCut = proxy.cut({ when: 'after', statement: 'commit' });
  const answers = await Promise.all(
    codes.map((code) => acquiring.pay(world.payment(partner, code, '4.00'))),
  );
  await wasCut;
  assert.deepEqual(answers.map(outcome), ['paid', 'paid', 'paid', 'paid']);
  for (const wallet of wallets) assert.deepEqual(await world.balance(wallet), hkd('6.00'));
  assert.deepEqual(await world.audit(), []);
});

const endLanes = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'sampan lane'`;

test('sessions that the database ends are replaced without anybody noticing', async () => {
  const [partner, wallet] = [await world.partner(), await world.wallet('100.00')];
  for (let payment = 0; payment < 5; payment++) {
    await world.connection.run({ name: '', text: endLanes });
    assert.equal(outcome(await world.pay(partner, wallet, '1.00')), 'paid');
  }
  assert.deepEqual(await world.balance(wallet), hkd('95.00'));
});

test('when the database stays away, nothing is stored and the outcome is unknown', async () => {
  const [partner, wallet] = [await world.partner(), await world.wallet('100.00')];
  const dead = await faultProxy(world.url);
  const lonely = await world.process({ url: dead.url });
  const request = world.payment(partner, await world.code(wallet), '1.00');
  await dead.close();
  await assert.rejects(lonely.pay(request), (error) => error instanceof NotCarriedOut);
  assert.deepEqual(await world.balance(wallet), hkd('100.00'));
  assert.equal(outcome(await acquiring.pay(request)), 'paid');
});
