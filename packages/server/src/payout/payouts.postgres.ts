import {
  type BusinessDate,
  businessDate,
  type Currency,
  type Money,
  money,
  type PartnerId,
  type TradeId,
} from '@sampan/primitives';
import {
  bigint,
  boolean,
  type Connection,
  date,
  instant,
  inTransaction,
  integer,
  optional,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import { accountColumns, accountOf } from './bank-accounts.postgres.ts';
import type { Payout, PayoutOrder } from './pain001.ts';

const orders = table({
  settled_on: date,
  currency: text<Currency>(),
  number: integer,
  made_at: instant,
  executed_on: optional(date),
  ...accountColumns,
});
/** The same with the sum of its payouts. */
const orderSums = table({ ...orders.columns, payouts: bigint, total: bigint });

const batchColumns = {
  batch_id: text<TradeId>(),
  partner_id: text<PartnerId>(),
  currency: text<Currency>(),
  net: bigint,
};
const payouts = table({ ...batchColumns, ...accountColumns });
const notOrdered = table({ ...batchColumns, has_account: boolean });

// Locks the currency's source account, so that concurrent orders get different numbers.
const lockSource = statement({
  name: 'lock-payout-source',
  text: 'select currency from payout_sources where currency = $1 for update',
});

// Batches of the day without a payout order, of partners with an account.
const insertPayouts = statement({
  name: 'insert-payouts',
  text: `with next as (
      select coalesce(max(number), 0) + 1 as number from payout_orders
      where settled_on = $1 and currency = $2),
    added as (
      insert into payouts (batch_id, settled_on, currency, number, holder, account, bank)
      select batch_id, settled_on, currency, next.number, holder, account, bank
      from settlement_batches join payout_accounts using (partner_id), next
      where settled_on = $1 and currency = $2 and net > 0
        and not exists (
          select from payouts where payouts.batch_id = settlement_batches.batch_id)
      returning batch_id)
    insert into payout_orders (settled_on, currency, number, made_at, executed_on, holder, account,
      bank)
    select $1, $2, next.number, $3, $4, holder, account, bank
    from payout_sources, next where currency = $2 and exists (select from added)
    returning number`,
});

const selectOrders = statement({
  name: 'select-payout-orders',
  text: `select ${orders.selected()},
      (select count(*) from payouts where payouts.settled_on = payout_orders.settled_on
        and payouts.currency = payout_orders.currency
        and payouts.number = payout_orders.number) as payouts,
      (select sum(net) from payouts join settlement_batches using (batch_id)
        where payouts.settled_on = payout_orders.settled_on
          and payouts.currency = payout_orders.currency
          and payouts.number = payout_orders.number)::bigint as total
    from payout_orders where settled_on = $1 order by currency, number`,
});

const selectPayouts = statement({
  name: 'select-payouts',
  text: `select batch_id, partner_id, payouts.currency, net, holder, account, bank
    from payouts join settlement_batches using (batch_id)
    where payouts.settled_on = $1 and payouts.currency = $2 and number = $3
    order by partner_id, batch_id`,
});

const selectNotOrdered = statement({
  name: 'select-batches-not-ordered',
  text: `select batch_id, partner_id, currency, net, account is not null as has_account
    from settlement_batches left join payout_accounts using (partner_id)
    where settled_on = $1 and net > 0
      and not exists (select from payouts where payouts.batch_id = settlement_batches.batch_id)
    order by currency, partner_id`,
});

/**
 * Puts all batches of a day without an order into one new order, except those of partners without
 * an account. Returns whether there were any.
 */
export async function makePayoutOrder(
  connection: Connection,
  order: Pick<PayoutOrder, 'settledOn' | 'currency' | 'madeAt' | 'executedOn'>,
): Promise<boolean> {
  const { settledOn, currency, madeAt, executedOn } = order;
  const rows = await inTransaction(connection, async () => {
    await connection.run(lockSource, [currency]);
    return connection.run(insertPayouts, [settledOn, currency, madeAt, executedOn]);
  });
  return rows.length > 0;
}

export interface PayoutOrderSum extends PayoutOrder {
  readonly payouts: bigint;
  readonly total: Money;
}

/** The orders of a settlement day, with their sums. */
export async function readPayoutOrders(
  connection: Connection,
  settledOn: BusinessDate,
): Promise<PayoutOrderSum[]> {
  return (await connection.run(selectOrders, [settledOn])).map((raw) => {
    const row = orderSums.read(raw);
    return {
      settledOn: row.settled_on,
      currency: row.currency,
      number: row.number,
      madeAt: row.made_at,
      executedOn: row.executed_on ?? asOnceExecuted(row),
      source: accountOf(row),
      payouts: row.payouts,
      total: money(row.currency, row.total),
    };
  });
}

/**
 * Orders from before the day was stored requested the later of the two; their messages stay the
 * same.
 */
function asOnceExecuted({ settled_on, made_at }: RowOf<typeof orders>): BusinessDate {
  const [, later = settled_on] = [settled_on, businessDate(made_at)].sort();
  return later;
}

/** The payouts of an order, in a fixed sequence. */
export async function readPayouts(
  connection: Connection,
  { settledOn, currency, number }: Pick<PayoutOrder, 'settledOn' | 'currency' | 'number'>,
): Promise<Payout[]> {
  const rows = await connection.run(selectPayouts, [settledOn, currency, number]);
  return rows.map((raw) => {
    const row = payouts.read(raw);
    return { ...batchOf(row), target: accountOf(row) };
  });
}

export interface NotOrdered extends Omit<Payout, 'target'> {
  readonly hasAccount: boolean;
}

/** Batches of a settlement day without an order. */
export async function readNotOrdered(
  connection: Connection,
  settledOn: BusinessDate,
): Promise<NotOrdered[]> {
  const rows = await connection.run(selectNotOrdered, [settledOn]);
  return rows.map((raw) => {
    const row = notOrdered.read(raw);
    return { ...batchOf(row), hasAccount: row.has_account };
  });
}

type BatchRow = Pick<RowOf<typeof payouts>, keyof typeof batchColumns>;

const batchOf = ({ batch_id, partner_id, currency, net }: BatchRow): Omit<Payout, 'target'> => ({
  batchId: batch_id,
  partnerId: partner_id,
  amount: money(currency, net),
});
