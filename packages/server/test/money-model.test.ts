/**
 * Goal: after any commands in any order through any number of processes, the books agree with a
 * simple model of a shop, and replaying everything changes nothing.
 * Method: random commands on a real PostgreSQL. Sequentially, every answer and balance is compared
 * with the model below; concurrently, through two processes, the audit and the sums must hold.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  instant,
  type Money,
  money,
  type PartnerId,
  type TradeId,
  type WalletId,
  zero,
} from '@sampan/primitives';
import fc from 'fast-check';
import type { Acquiring, GiveRefund, Pay } from '#acquiring';
import { feeByRate, type TestWorld, testWorld } from '#test-kit';
import { Model, type ModelRate } from './money-model.ts';

const orders = ['o1', 'o2', 'o3', 'o4', 'o5'];
const order = fc.constantFrom(...orders);
const cents = fc.constantFrom(1, 84, 2_500, 10_000, 40_000);
const buyer = fc.nat(2);
/** The first buyer has no limit, the second is asked above 20.00, the third always. */
const limits = [undefined, 2_000, 0];
const opening = [1_000_00, 500_00, 300_00];

const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pay' as const), order, buyer, cents }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('confirm' as const), order }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), order }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      order,
      id: fc.constantFrom<string[]>('r1', 'r2', 'r3', 'r4', 'r5', 'r6'),
      cents,
      sync: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('top-up' as const), buyer, cents }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(1_000, 179_999, 180_000, 14 * 3_600_000),
    }),
  },
);
/** Where a shop is: its currency, and that of its buyers. */
type Place = 'home' | 'abroad';

/** CNY for one AUD. */
const rateAbroad = { times: 54_194, by: 10_000 };

type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

let world: TestWorld;
let processes: readonly Acquiring[];

before(async () => {
  world = await testWorld({ lanes: 2 });
  await world.rates({ AUD: '5.4194' });
  processes = [world.acquiring, await world.process({ lanes: 2 })];
});
after(() => world.close());

/** One shop with three buyers of its own. */
class Shop {
  readonly partner: PartnerId;
  readonly wallets: readonly WalletId[];
  readonly #ids = new Map<string, TradeId>();
  readonly #place: Place;
  readonly done: (() => Promise<string>)[] = [];

  private constructor(partner: PartnerId, wallets: readonly WalletId[], place: Place) {
    this.partner = partner;
    this.wallets = wallets;
    this.#place = place;
  }

  /** A price. */
  #price(cents: number): Money {
    return money(this.#place === 'abroad' ? 'AUD' : 'HKD', BigInt(cents));
  }

  /** A shop at home sells for HKD; one abroad for AUD, to buyers who have CNY. */
  static async open(place: Place = 'home'): Promise<Shop> {
    const isAbroad = place === 'abroad';
    const fee = { ...feeByRate('0.006'), minimum: zero(isAbroad ? 'AUD' : 'HKD') } as const;
    const partner = await world.partner(
      isAbroad ? { contract: 'global', currency: 'AUD', fee } : { fee },
    );
    const wallets = opening.map((balance, index) => {
      const limit = limits[index];
      const currency = isAbroad ? 'CNY' : 'HKD';
      const passwordFreeLimit = limit === undefined ? undefined : money(currency, BigInt(limit));
      const inst = isAbroad ? 'ALIPAYCN' : 'ALIPAYHK';
      return world.wallet(String(balance / 100), { inst, passwordFreeLimit });
    });
    return new Shop(partner, await Promise.all(wallets), place);
  }

  /** Prepares an action; running it again is the same command again. */
  async prepare(
    action: Exclude<Action, { kind: 'wait' }>,
  ): Promise<(via: Acquiring) => Promise<string>> {
    const { partner } = this;
    const key = { partnerId: partner, tradeId: undefined };
    switch (action.kind) {
      case 'pay': {
        const code = await world.code(this.#wallet(action.buyer));
        const price = this.#price(action.cents);
        const request: Pay = world.payment(partner, code, price, action.order);
        return async (via) => {
          const answer = await via.pay(request);
          if (answer.outcome === 'refused') return answer.refusal;
          this.#ids.set(action.order, answer.trade.id);
          return answer.outcome;
        };
      }
      case 'confirm':
        return async (via) => {
          const [row] = await world.sql(
            'select trade_id, wallet_id from trades where partner_id = $1 and partner_trans_id = $2',
            [partner, action.order],
          );
          if (!row?.trade_id) return 'none';
          const trade = { tradeId: row.trade_id as TradeId, walletId: row.wallet_id as WalletId };
          const answer = await via.confirm({ partnerId: partner, ...trade, answer: 'confirm' });
          return answer.outcome === 'refused' ? answer.refusal : answer.outcome;
        };
      case 'cancel':
        return async (via) => {
          const order = { ...key, partnerTransId: action.order, service: 'cancel' } as const;
          const answer = await via.cancel(order);
          return answer.outcome === 'refused' ? answer.refusal : (answer.action ?? 'no action');
        };
      case 'refund': {
        const terms = { amount: this.#price(action.cents), reason: '', notify: undefined };
        const ids = { ...key, partnerTransId: action.order, partnerRefundId: action.id };
        const mode = action.sync ? 'sync' : 'async';
        const request: GiveRefund = { ...ids, ...terms, mode };
        return async (via) => {
          const answer = await via.refund(request);
          return answer.outcome === 'refused' ? answer.refusal : answer.outcome;
        };
      }
      case 'top-up': {
        const currency = this.#place === 'abroad' ? 'CNY' : 'HKD';
        const amount = money(currency, BigInt(action.cents));
        const topUp = { walletId: this.#wallet(action.buyer), amount, entryId: world.id() };
        return async (via) => (await via.topUp(topUp)).outcome;
      }
    }
  }

  async balances(): Promise<number[]> {
    const amounts = await Promise.all(this.wallets.map((wallet) => world.balance(wallet)));
    return amounts.map(({ minor }) => Number(minor));
  }

  async funds(): Promise<number> {
    const sum =
      'select coalesce(sum(balance), 0)::bigint as sum from partner_funds where partner_id = $1';
    const [row] = await world.sql(sum, [this.partner]);
    return Number(row?.sum);
  }

  /** The shop's rows, as they are stored. */
  async rows(): Promise<unknown> {
    const of = [this.partner];
    return Promise.all([
      world.sql('select * from trades where partner_id = $1 order by partner_trans_id', of),
      world.sql('select * from refunds where partner_id = $1 order by partner_refund_id', of),
      this.balances(),
      this.funds(),
    ]);
  }

  #wallet(buyer: number): WalletId {
    const wallet = this.wallets[buyer];
    assert.ok(wallet);
    return wallet;
  }
}

function expected(model: Model, action: Exclude<Action, { kind: 'wait' }>, now: number): string {
  switch (action.kind) {
    case 'pay':
      return model.pay(action.order, action.buyer, action.cents, now);
    case 'confirm':
      return model.confirm(action.order, now);
    case 'cancel':
      return model.cancel(action.order, now);
    case 'refund':
      return model.refund(action.id, action.order, action.cents, action.sync, now);
    case 'top-up':
      model.balances[action.buyer] = (model.balances[action.buyer] ?? 0) + action.cents;
      return 'done';
  }
}

const places = [
  ['home', undefined],
  ['abroad', rateAbroad],
] as const;

for (const [place, rate] of places) {
  test(`one after the other, every answer and every balance is the model’s, ${place}`, () =>
    followTheModel(place, rate));
}

async function followTheModel(place: Place, rate: ModelRate | undefined): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
      const shop = await Shop.open(place);
      const model = new Model(opening, limits, rate);
      const done: ((via: Acquiring) => Promise<string>)[] = [];
      for (const [index, action] of actions.entries()) {
        if (action.kind === 'wait') {
          world.machine.set(instant(world.machine.now() + action.ms));
          continue;
        }
        const run = await shop.prepare(action);
        const via = processes[index % 2] as Acquiring;
        const answer = expected(model, action, world.machine.now());
        assert.equal(await run(via), answer, `step ${index}: ${JSON.stringify(action)}`);
        done.push(run);
      }
      assert.deepEqual(await shop.balances(), model.balances);
      assert.equal(await shop.funds(), model.funds);
      await replayChangesNothing(shop, done);
    }),
    { numRuns: 20, endOnFailure: true },
  );
  assert.deepEqual(await world.audit(), []);
}

test('all at once, through two processes, nothing is lost or taken twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 120 }), async (actions) => {
      const shop = await Shop.open();
      const acts = actions.filter((action) => action.kind !== 'wait');
      const runs = await Promise.all(acts.map((action) => shop.prepare(action)));
      const answers = await Promise.all(
        runs.map((run, index) => run(processes[index % 2] as Acquiring)),
      );
      // Every top-up is done, and no money has come from elsewhere.
      const paidIn = acts.reduce(
        (sum, action) => (action.kind === 'top-up' ? sum + action.cents : sum),
        opening.reduce((sum, balance) => sum + balance, 0),
      );
      const inWallets = (await shop.balances()).reduce((sum, balance) => sum + balance, 0);
      assert.equal(inWallets + (await shop.funds()) + (await kept(shop)), paidIn);
      for (const [index, answer] of answers.entries()) {
        if (acts[index]?.kind === 'top-up') assert.equal(answer, 'done');
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
  assert.deepEqual(await world.audit(), []);
});

test('the same requests at once from many callers charge each buyer once', async () => {
  const shop = await Shop.open();
  const pays = await Promise.all(
    orders.map((order) => shop.prepare({ kind: 'pay', order, buyer: 0, cents: 10_000 })),
  );
  const refunds = await Promise.all(
    orders.map((order) =>
      shop.prepare({ kind: 'refund', order, id: `r-${order}`, cents: 2_500, sync: true }),
    ),
  );
  const many = (runs: typeof pays) =>
    Promise.all(
      Array.from({ length: 20 }, (_, caller) =>
        runs.map((run) => run(processes[caller % 2] as Acquiring)),
      ).flat(),
    );
  assert.deepEqual(new Set(await many(pays)), new Set(['paid']));
  assert.deepEqual(await shop.balances(), [50_000, 50_000, 30_000]);
  assert.deepEqual(new Set(await many(refunds)), new Set(['refunded']));
  assert.deepEqual(await shop.balances(), [62_500, 50_000, 30_000]);
  assert.deepEqual(await world.audit(), []);
});

test('one code shown at many tills at once pays one of them', async () => {
  const shop = await Shop.open();
  const code = await world.code(shop.wallets[0] as WalletId);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, till) =>
      (processes[till % 2] as Acquiring).pay(world.payment(shop.partner, code, '1.00', `t${till}`)),
    ),
  );
  const paid = answers.filter(({ outcome }) => outcome === 'paid');
  assert.equal(paid.length, 1);
  assert.deepEqual(await shop.balances(), [99_900, 50_000, 30_000]);
});

/** What the shop has paid in fees and not got back. */
async function kept({ partner }: Shop): Promise<number> {
  const text =
    'select coalesce(sum(fee - fee_returned), 0)::bigint as sum from trades where partner_id = $1';
  const [row] = await world.sql(text, [partner]);
  return Number(row?.sum);
}

/**
 * Answers may differ from the first time, because the trade has moved on or a refusal has lost its
 * reason; so everything is run until nothing new comes, and then twice more.
 */
async function replayChangesNothing(
  shop: Shop,
  done: readonly ((via: Acquiring) => Promise<string>)[],
): Promise<void> {
  const replay = async () => {
    const answers = [];
    for (const run of done) answers.push(await run(processes[0] as Acquiring));
    return answers;
  };
  let rows = await shop.rows();
  for (let round = 0; ; round++) {
    assert.ok(round < 10, 'replaying comes to rest');
    await replay();
    const next = await shop.rows();
    if (JSON.stringify(next, bigints) === JSON.stringify(rows, bigints)) break;
    rows = next;
  }
  assert.deepEqual(await replay(), await replay());
  assert.deepEqual(await shop.rows(), rows);
}

const bigints = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);
