import type { PartnerId } from '@sampan/primitives';
import { type Connection, type RawRow, statement } from '#database';
import { decodeFunds, type Funds, loadFunds } from '#partner';
import { distinct, type Needs } from './needs.ts';

/** The orders $1 (partners) with $2 (their ids), and those with our ids $3, of which money can be given back. */
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

// No other condition: with the partners named beside the orders, the planner may read all that a
// partner has ever sold.
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
  /** The partners of which all parts are locked. */
  readonly whole: ReadonlySet<PartnerId>;
}>;

/** Payments only add to a part of their lane; what may give money back is looked at first. */
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
 * Locks the whole funds of a partner only when an order, at a first look without a lock, is one of
 * which money can be given back: the cancel of an unknown or unpaid order waits for nobody else's
 * refund. An order that is paid between this look and its lock makes the batch run again
 * (`fundsSuffice`), and then this look sees it.
 *
 * Once an account is locked, no paid order of its partner can be closed by others. So what the second
 * statement calls paid is still paid in the third, which therefore has locked all its funds.
 */
async function loadFundsToGiveBack(
  connection: Connection,
  needs: readonly Needs[],
  taking: readonly Needs[],
  lane: number,
): PartOfFunds {
  const partnerIds = distinct(needs.map(({ partnerId }) => partnerId));
  // An order that this very batch may pay is not paid at the look.
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
