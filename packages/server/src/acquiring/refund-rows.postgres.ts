import {
  type Currency,
  type Instant,
  money,
  type PartnerId,
  type TradeId,
  zero,
} from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp, timestampOrNull } from '#database';
import type { Refund } from './refund.ts';

/** The columns that `decodeRefund` reads. */
export const refundColumns = `partner_id, partner_refund_id, partner_trans_id, trade_id, currency, amount,
  reason, state, fee_returned, requested_at, done_at, entry_id, notify,
  due_at, nights_missed, charge_currency, charge, settlement_currency, settlement, fee_cny_returned`;

const insert = statement({
  name: 'insert-refunds',
  text: `insert into refunds (${refundColumns})
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[],
      $8::text[], $9::bigint[], $10::timestamptz[], $11::timestamptz[], $12::text[],
      $13::text[], $14::timestamptz[], $15::integer[], $16::text[], $17::bigint[], $18::text[],
      $19::bigint[], $20::bigint[])`,
});

const update = statement({
  name: 'update-refunds',
  text: `update refunds set state = new.state, fee_returned = new.fee_returned,
      done_at = new.done_at, entry_id = new.entry_id, due_at = new.due_at,
      nights_missed = new.nights_missed, charge = new.charge, settlement = new.settlement,
      fee_cny_returned = new.fee_cny_returned
    from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[],
      $7::timestamptz[], $8::integer[], $9::bigint[], $10::bigint[], $11::bigint[])
      as new (partner_id, partner_refund_id, state, fee_returned, done_at, entry_id, due_at,
        nights_missed, charge, settlement, fee_cny_returned)
    where refunds.partner_id = new.partner_id
      and refunds.partner_refund_id = new.partner_refund_id`,
});

const selectDue = statement({
  name: 'select-due-refunds',
  text: `select ${refundColumns} from refunds where state = 'accepted' and due_at <= $1
    order by due_at, partner_id, partner_refund_id limit $2`,
});

const selectNextDue = statement({
  name: 'select-next-due-refund',
  text: `select min(due_at) as due_at from refunds
    where state = 'accepted' and due_at > $1 and due_at <= $2`,
});

/** When the next accepted refund has its turn, later than `after` and not after `until`. */
export async function readNextRefundRun(
  connection: Connection,
  { after, until }: { readonly after: Instant; readonly until: Instant },
): Promise<Instant | undefined> {
  const [row] = await connection.run(selectNextDue, [timestamp(after), timestamp(until)]);
  return (row?.due_at as Instant | null | undefined) ?? undefined;
}

/** Accepted refunds whose turn has come, oldest turn first. */
export async function readDueRefunds(
  connection: Connection,
  now: Instant,
  limit: number,
): Promise<Refund[]> {
  return (await connection.run(selectDue, [timestamp(now), limit])).map(decodeRefund);
}

export function storeNewRefunds(
  connection: Connection,
  refunds: readonly Refund[],
): Promise<unknown> {
  return connection.run(insert, [
    refunds.map(({ partnerId }) => partnerId),
    refunds.map(({ partnerRefundId }) => partnerRefundId),
    refunds.map(({ partnerTransId }) => partnerTransId),
    refunds.map(({ tradeId }) => tradeId),
    refunds.map(({ amount }) => amount.currency),
    refunds.map(({ amount }) => amount.minor),
    refunds.map(({ reason }) => reason),
    refunds.map(({ state }) => state),
    refunds.map(({ feeReturned }) => feeReturned.minor),
    refunds.map(({ requestedAt }) => timestamp(requestedAt)),
    refunds.map(({ done }) => timestampOrNull(done?.at)),
    refunds.map(({ done }) => done?.entryId ?? null),
    refunds.map(({ notify }) => (notify ? JSON.stringify(notify) : null)),
    refunds.map(({ dueAt }) => timestampOrNull(dueAt)),
    refunds.map(({ nightsMissed }) => nightsMissed),
    refunds.map(({ charge }) => charge.currency),
    refunds.map(chargeMinor),
    refunds.map(({ settlement }) => settlement.currency),
    refunds.map(({ settlement }) => settlement.minor),
    refunds.map(({ feeCnyReturned }) => feeCnyReturned?.minor ?? null),
  ]);
}

export function storeChangedRefunds(
  connection: Connection,
  refunds: readonly Refund[],
): Promise<unknown> {
  return connection.run(update, [
    refunds.map(({ partnerId }) => partnerId),
    refunds.map(({ partnerRefundId }) => partnerRefundId),
    refunds.map(({ state }) => state),
    refunds.map(({ feeReturned }) => feeReturned.minor),
    refunds.map(({ done }) => timestampOrNull(done?.at)),
    refunds.map(({ done }) => done?.entryId ?? null),
    refunds.map(({ dueAt }) => timestampOrNull(dueAt)),
    refunds.map(({ nightsMissed }) => nightsMissed),
    refunds.map(chargeMinor),
    refunds.map(({ settlement }) => settlement.minor),
    refunds.map(({ feeCnyReturned }) => feeCnyReturned?.minor ?? null),
  ]);
}

/** Of an accepted refund the column holds what was promised, of any other what was given back. */
const chargeMinor = ({ state, promised, charge }: Refund): bigint | null =>
  state === 'accepted' ? (promised?.minor ?? null) : charge.minor;

export function decodeRefund(row: RawRow): Refund {
  const amount = money(row.currency as Currency, row.amount as bigint);
  // A refund from before there were rates: all of it was in one currency.
  const unquoted = row.state === 'done' ? amount : zero(amount.currency);
  const currency = (row.settlement_currency ?? row.currency) as Currency;
  const charge =
    row.charge === null ? undefined : money(row.charge_currency as Currency, row.charge as bigint);
  const isAccepted = row.state === 'accepted';
  return {
    partnerId: row.partner_id as PartnerId,
    partnerRefundId: row.partner_refund_id as string,
    partnerTransId: row.partner_trans_id as string,
    tradeId: row.trade_id as TradeId,
    amount,
    reason: row.reason as string,
    state: row.state as Refund['state'],
    dueAt: (row.due_at as Instant | null) ?? undefined,
    nightsMissed: row.nights_missed as number,
    promised: isAccepted ? charge : undefined,
    charge: isAccepted
      ? zero((row.charge_currency ?? row.currency) as Currency)
      : (charge ?? unquoted),
    settlement: row.settlement === null ? unquoted : money(currency, row.settlement as bigint),
    feeReturned: money(currency, row.fee_returned as bigint),
    feeCnyReturned:
      row.fee_cny_returned === null ? undefined : money('CNY', row.fee_cny_returned as bigint),
    notify:
      row.notify === null ? undefined : (JSON.parse(row.notify as string) as Refund['notify']),
    requestedAt: row.requested_at as Instant,
    done:
      row.done_at === null
        ? undefined
        : { at: row.done_at as Instant, entryId: row.entry_id as TradeId },
  };
}
