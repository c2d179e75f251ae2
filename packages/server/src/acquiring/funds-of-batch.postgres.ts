import type { PartnerId } from '@sampan/primitives';
import { type Connection, type RawRow, statement } from '#database';
import { decodeFunds, type Funds, loadFunds } from '#partner';
import { distinct, type Needs } from './needs.ts';

/**
 * The orders $1 (partners) with $2 (their ids), and those with our ids $3, whose money can be
 * returned.
 */
const paidOrders = `select partner_id from trades
    where (partner_id, partner_trans_id) in (select unnest($1::text[]), unnest($2::text[]))
      and paid_at is not null and state <> 'closed'
    union
    select partner_id from trades
    where trade_id = any($3::text[]) and paid_at is not null and state <> 'closed'`;

const lockAccounts = statement({
  name: 'lock-accounts-of-paid-orders',
  text: `select partner_id from partner_accounts
    where partner_id = any($4::text[])
      or partner_id = any($1::text[]) and partner_id in (${paidOrders})
    order by partner_id, currency for update`,
});

// No other condition: with the partners beside the orders, the planner may read all of a partner's
// orders.
const selectPaid = statement({ name: 'select-partners-of-paid-orders', text: paidOrders });

const lockFunds = statement({
  name: 'lock-funds-of-paid-orders',
  text: `select partner_id, currency, lane, balance from partner_funds
    where partner_id = any($5::text[]) and (lane = $6 or partner_id = any($4::text[])
      or partner_id = any($1::text[]) and partner_id in (${paidOrders}))
    order by partner_id, currency, lane for update`,
});

type PartOfFunds = Promise<{
  readonly funds: readonly Funds[];
  /** The partners whose parts are all locked. */
  readonly whole: ReadonlySet<PartnerId>;
}>;

/** Payments only add to their lane's part; orders that may be refunded are read first. */
export async function loadFundsOf(
  connection: Connection,
  needs: readonly Needs[],
  lane: number,
): PartOfFunds {
  const partnerIds = distinct(needs.map(({ partnerId }) => partnerId));
  if (partnerIds.length === 0) return { funds: [], whole: new Set() };
  const taking = needs.filter(({ takesFunds }) => takesFunds);
  if (taking.length > 0) return loadFundsToGiveBack(connection, needs, taking, lane);
  return { funds: await loadFunds(connection, partnerIds, [], lane), whole: new Set() };
}

/**
 * Locks all of a partner's funds only when a first read without a lock finds an order whose money
 * can be returned, so that the cancel of an unknown or unpaid order does not wait for refunds of
 * others. If the order is paid between this read and its lock, the batch runs again
 * (`fundsSuffice`), and this read sees it.
 * Once an account is locked, no other session can close a paid order of its partner. So an order
 * that is paid in the second statement is still paid in the third, which therefore has locked all
 * its funds.
 */
async function loadFundsToGiveBack(
  connection: Connection,
  needs: readonly Needs[],
  taking: readonly Needs[],
  lane: number,
): PartOfFunds {
  const partnerIds = distinct(needs.map(({ partnerId }) => partnerId));
  // An order that this batch may pay is not paid at this read.
  const paying = new Set(needs.filter(({ takesFunds }) => !takesFunds).map(orderKeyOf));
  const wanted = taking.filter((need) => paying.has(orderKeyOf(need)));
  const whole = distinct(wanted.map(({ partnerId }) => partnerId));
  const orders = [
    taking.map(({ partnerId }) => partnerId),
    taking.map(({ partnerTransId }) => partnerTransId),
    distinct(taking.map(({ tradeId }) => tradeId)),
  ];
  const [locked, paid, rows] = await Promise.all([
    connection.run(lockAccounts, [...orders, whole]),
    connection.run(selectPaid, orders),
    connection.run(lockFunds, [...orders, whole, partnerIds, lane]),
  ]);
  const certain = new Set([...whole, ...paid.map(partnerOf)]);
  return {
    funds: rows.map(decodeFunds),
    whole: new Set(locked.map(partnerOf).filter((id) => certain.has(id))),
  };
}

const partnerOf = (row: RawRow): PartnerId => row.partner_id as PartnerId;

const orderKeyOf = ({ partnerId, partnerTransId }: Needs): string =>
  `${partnerId}/${partnerTransId}`;
