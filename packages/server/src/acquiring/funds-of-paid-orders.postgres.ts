import type { PartnerId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { decodeFunds, type Funds } from '#partner';

/** The orders $1 (partners) with $2 (their ids), and those with our ids $3, of which money can be given back. */
const paidOrders = `select partner_id from trades
    where (partner_id, partner_trans_id) in (select * from unnest($1::text[], $2::text[]))
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

/** What a batch wants of the funds. */
export interface FundsWanted {
  /** All its partners; each batch has the parts of its own lane. */
  readonly partnerIds: readonly PartnerId[];
  /** The orders of which it may give money back: partners, their ids, and our ids. */
  readonly orders: readonly [readonly unknown[], readonly unknown[], readonly unknown[]];
  /** Partners of which all is wanted in any case. */
  readonly whole: readonly PartnerId[];
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
export async function loadFundsToGiveBack(
  connection: Connection,
  { partnerIds, orders, whole }: FundsWanted,
  lane: number,
): Promise<{ readonly funds: readonly Funds[]; readonly whole: ReadonlySet<PartnerId> }> {
  const [locked, paid, funds] = await Promise.all([
    connection.run(lockAccounts, [...orders, whole]),
    connection.run(selectPaid, orders),
    connection.run(lockFunds, [...orders, whole, partnerIds, lane]),
  ]);
  const certain = new Set([...whole, ...paid.map((row) => row.partner_id as PartnerId)]);
  const lockedIds = locked.map((row) => row.partner_id as PartnerId);
  return {
    funds: funds.map(decodeFunds),
    whole: new Set(lockedIds.filter((id) => certain.has(id))),
  };
}
