/** A world whose days are closed and settled by hand, for one process or several. */
import type { Instant, PartnerId, WalletId } from '@sampan/primitives';
import { audit, moneyInvariants } from '#acquiring';
import { type Connection, connect, connectLane } from '#database';
import { payoutInvariants } from '#payout';
import {
  type ClosedDays,
  type ClosingDependencies,
  closeDayJob,
  closeDays,
  type SettlementCounts,
  type SettlementDependencies,
  settleDue,
  settleJob,
  settlementInvariants,
  settleNow,
} from '#settlement';
import { hkd, type ProcessOptions, type TestWorld, testWorld, time } from '#test-kit';

export interface SettlementWorld extends TestWorld {
  /** What runs by the clock, of the world's first process. */
  readonly scheduler: Scheduler;
  /** Opens it once more, as another process would; through a proxy, or watched. */
  schedulerOf(options?: SchedulerOptions): Scheduler;
  /** Moves the machine's time, forward only. */
  at(text: string): Instant;
  refund(partner: PartnerId, order: string, amount: string, id?: string): Promise<void>;
  cancel(partner: PartnerId, order: string, service?: 'cancel' | 'reverse'): Promise<void>;
  /** Pays and expects it to succeed. */
  sell(partner: PartnerId, wallet: WalletId, amount: string, order?: string): Promise<string>;
  /** What does not hold between ledger, items, days and batches. */
  broken(): Promise<readonly string[]>;
  items(partner: PartnerId): Promise<readonly string[]>;
  days(partner: PartnerId): Promise<readonly string[]>;
  batches(partner: PartnerId): Promise<readonly string[]>;
  funds(partner: PartnerId): Promise<bigint>;
}

export interface Scheduler extends ClosingDependencies, SettlementDependencies {
  closeDays(): Promise<ClosedDays>;
  settleDue(): Promise<SettlementCounts>;
  settleNow(): Promise<SettlementCounts>;
  readonly jobs: readonly [ReturnType<typeof closeDayJob>, ReturnType<typeof settleJob>];
}

export interface SchedulerOptions {
  readonly url?: string;
  readonly wrap?: (connection: Connection) => Connection;
  readonly chunk?: number;
}

export async function settlementWorld(
  options: ProcessOptions & { readonly startAt?: string } = {},
): Promise<SettlementWorld> {
  const world = await testWorld({ startAt: '2026-11-16 10:00', ...options });
  const schedulerOf = ({
    url = world.url,
    wrap = (own) => own,
    chunk = 2_000,
  }: SchedulerOptions = {}): Scheduler => {
    const settings = { url, name: 'test scheduler', lockTimeoutMs: 2_000, byIndexOnly: true };
    const parts = {
      ...world.platform,
      chunk,
      openConnection: async () => wrap(await connect(settings)),
      openSettling: () =>
        world.platform.openSettling(async () => wrap(await connectLane(settings))),
    };
    return {
      ...parts,
      closeDays: () => closeDays(parts),
      settleDue: () => settleDue(parts, parts.clock.now()),
      settleNow: () => settleNow(parts, parts.clock.now()),
      jobs: [closeDayJob(parts), settleJob(parts)],
    };
  };
  let orders = 0;
  const list = async (text: string, partner: PartnerId) =>
    (await world.sql(text, [partner])).map((row) => Object.values(row).map(shown).join(' '));
  return {
    ...world,
    scheduler: schedulerOf(),
    schedulerOf,
    at(text) {
      world.machine.set(time(text));
      return world.machine.now();
    },
    async sell(partner, wallet, amount, order = `sale-${++orders}`) {
      const { outcome } = await world.pay(partner, wallet, amount, order);
      if (outcome !== 'paid') throw new Error(`${order} is ${outcome}`);
      return order;
    },
    async refund(partnerId, partnerTransId, amount, id = `${partnerTransId}-back-${amount}`) {
      const told = await world.acquiring.refund({
        partnerId,
        partnerTransId,
        tradeId: undefined,
        partnerRefundId: id,
        amount: hkd(amount),
        reason: 'too cold',
        mode: 'sync',
        notify: undefined,
      });
      if (told.outcome !== 'refunded') throw new Error(JSON.stringify(told));
    },
    async cancel(partnerId, partnerTransId, service = 'cancel') {
      const request = { partnerId, partnerTransId, tradeId: undefined, service };
      const told = await world.acquiring.cancel(request);
      if (told.outcome !== 'cancelled' || told.action !== 'refund') {
        throw new Error(`${partnerTransId}: ${told.outcome}`);
      }
    },
    async broken() {
      const found = await audit(world.connection, [
        ...moneyInvariants,
        ...settlementInvariants,
        ...payoutInvariants,
      ]);
      return found.map((each) => `${each.invariant}: ${each.subject} ${each.detail}`);
    },
    items: (partner) =>
      list(
        `select day::text, kind, partner_trans_id, partner_refund_id, amount, fee
        from settlement_items where partner_id = $1 order by day, entry_id`,
        partner,
      ),
    days: (partner) =>
      list(
        `select day::text, items, net, tried_on::text,
          case when batch_id is null then 'open' else 'settled' end
        from partner_days where partner_id = $1 order by day`,
        partner,
      ),
    batches: (partner) =>
      list(
        `select settled_on::text, to_char(settled_at at time zone 'UTC' + interval '8 hours',
          'YYYY-MM-DD HH24:MI:SS'), items, net
        from settlement_batches where partner_id = $1 order by settled_on`,
        partner,
      ),
    async funds(partner) {
      const [row] = await world.sql(
        'select coalesce(sum(balance), 0)::bigint as sum from partner_funds where partner_id = $1',
        [partner],
      );
      return row?.['sum'] as bigint;
    },
  };
}

const shown = (value: unknown): string => (value === null ? '-' : String(value));
