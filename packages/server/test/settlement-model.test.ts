/**
 * Goal: for any sales and refunds, over weekends and holidays, with the scheduler in time, late or
 * manual: every item is in one batch or waits, and payouts equal what is owed.
 * Method: random weeks of random partners, whose sums are compared with the sales.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type BusinessDate,
  businessDate,
  instant,
  money,
  type PartnerId,
} from '@sampan/primitives';
import fc from 'fast-check';
import { type Calendars, loadCalendars, settlementDay } from '#calendar';
import type { CalendarName, SettlementTerms } from '#partner';
import { plannedSettlement } from '#settlement';
import { feeByRate } from '#test-kit';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

let world: SettlementWorld;
let calendars: Calendars;

before(async () => {
  world = await settlementWorld({ startAt: '2026-09-14 10:00' });
  const [from, to] = ['2026-06-01', '2028-12-31'] as BusinessDate[];
  assert.ok(from && to);
  calendars = await loadCalendars(world.scheduler, { from, to });
});
after(() => world.close());

const terms = fc.record({
  afterDays: fc.integer({ min: 1, max: 4 }),
  calendars: fc.subarray<CalendarName>(['hk', 'cn']),
  minimum: fc.constantFrom(0n, 0n, 2_000n).map((minor) => money('HKD', minor)),
});

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('sell' as const),
      cents: fc.integer({ min: 1, max: 9_999 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      which: fc.nat(9),
      percent: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(9) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      hours: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'run' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'by hand' as const }) },
);

type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

interface Sale {
  readonly order: string;
  readonly cents: bigint;
  left: bigint;
}

let stories = 0;

/** One partner's weeks; what it was owed at each moment is counted beside. */
class Story {
  readonly partner: PartnerId;
  readonly #terms: SettlementTerms;
  readonly #name = `story-${++stories}`;
  readonly #sales: Sale[] = [];

  constructor(partner: PartnerId, terms: SettlementTerms) {
    this.partner = partner;
    this.#terms = terms;
  }

  async act(action: Action): Promise<void> {
    switch (action.kind) {
      case 'sell':
        return this.#sell(BigInt(action.cents));
      case 'refund':
        return this.#refund(action.which, BigInt(action.percent));
      case 'cancel':
        return this.#cancel(action.which);
      case 'wait':
        return world.machine.set(instant(world.machine.now() + action.hours * 3_600_000));
      case 'run':
        return run();
      case 'by hand':
        await world.scheduler.jobs[1].runNow(world.machine.now());
    }
  }

  async #sell(cents: bigint): Promise<void> {
    const order = `${this.#name}-${this.#sales.length}`;
    const buyer = await world.wallet('100.00');
    await world.sell(this.partner, buyer, decimal(cents), order);
    this.#sales.push({ order, cents, left: cents });
  }

  async #refund(which: number, percent: bigint): Promise<void> {
    const sale = this.#sales[which];
    if (!sale) return;
    const cents = (sale.left * percent) / 100n;
    if (cents === 0n) return;
    // May be refused: the receipts do not suffice.
    const done = await world
      .refund(this.partner, sale.order, decimal(cents), `${sale.order}-${sale.left}`)
      .then(
        () => true,
        () => false,
      );
    if (done) sale.left -= cents;
  }

  async #cancel(which: number): Promise<void> {
    const sale = this.#sales[which];
    if (!sale) return;
    // May be refused: of another day, refunded, or the receipts do not suffice.
    const done = await world.cancel(this.partner, sale.order).then(
      () => true,
      () => false,
    );
    if (done) sale.left = 0n;
  }

  async check(): Promise<void> {
    const [sums] = await world.sql(
      `select coalesce((select sum(net) from settlement_batches where partner_id = $1), 0)::bigint
          as paid,
        coalesce((select sum(net) from partner_days where partner_id = $1
          and batch_id is null), 0)::bigint as waiting,
        coalesce((select sum(fee - fee_returned) from trades where partner_id = $1), 0)::bigint
          as fees`,
      [this.partner],
    );
    const { paid, waiting, fees } = sums as Record<'paid' | 'waiting' | 'fees', bigint>;
    const sold = this.#sales.reduce((sum, { left }) => sum + left, 0n);
    assert.equal(paid + (await world.funds(this.partner)), sold - fees, 'paid out and still owed');
    assert.equal(paid + waiting, sold - fees, 'when all days are closed');
    for (const { day, on, at } of await this.#settledDays()) {
      assert.ok(calendars.isWorkingDay(on, this.#terms.calendars), `${on} is worked`);
      assert.ok(settlementDay(day, this.#terms, calendars) <= on, `${day} is due on ${on}`);
      assert.ok(at <= plannedSettlement(on));
      assert.equal(businessDate(at), on);
    }
  }

  async #settledDays() {
    const rows = await world.sql(
      `select day::text, settled_on::text as on, settled_at as at
      from partner_days join settlement_batches using (partner_id, currency, batch_id)
      where partner_id = $1`,
      [this.partner],
    );
    return rows as unknown as readonly { day: BusinessDate; on: BusinessDate; at: Settled }[];
  }
}

type Settled = ReturnType<typeof plannedSettlement>;

const decimal = (cents: bigint): string =>
  `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

async function run(): Promise<void> {
  for (const job of world.scheduler.jobs) await job.runDue(world.machine.now());
}

test('every item is settled once or waits, and what was paid out and is still owed adds up', async () => {
  await fc.assert(
    fc.asyncProperty(
      terms,
      fc.array(action, { minLength: 5, maxLength: 30 }),
      async (agreed, actions) => {
        const partner = await world.partner({ fee: feeByRate('0.006'), settlement: agreed });
        const story = new Story(partner, agreed);
        for (const each of actions) await story.act(each);
        // Long enough that every day is closed and was due.
        world.machine.set(instant(world.machine.now() + 30 * 86_400_000));
        await run();
        await story.check();
        const left = await world.days(partner);
        const open = left.filter((day) => day.endsWith('open'));
        const net = open.reduce((sum, day) => sum + BigInt(day.split(' ')[2] ?? ''), 0n);
        assert.ok(open.length === 0 || net < 0n || net < agreed.minimum.minor, left.join('\n'));
      },
    ),
    { numRuns: 20 },
  );
  assert.deepEqual(await world.broken(), []);
});
