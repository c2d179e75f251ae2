import {
  type Currency,
  type Instant,
  money,
  type PartnerId,
  required,
  type TradeId,
  zero,
} from '@sampan/primitives';
import {
  bigint,
  type Connection,
  instant,
  integer,
  json,
  optional,
  type RawRow,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import type { Needs } from './needs.ts';
import type { Refund } from './refund.ts';
import type { NotifyAddress } from './trade.ts';

export const refunds = table({
  partner_id: text<PartnerId>(),
  partner_refund_id: text(),
  partner_trans_id: text(),
  trade_id: text<TradeId>(),
  currency: text<Currency>(),
  amount: bigint,
  reason: text(),
  state: text<Refund['state']>(),
  fee_returned: bigint,
  requested_at: instant,
  done_at: optional(instant),
  entry_id: optional(text<TradeId>()),
  notify: optional(json<NotifyAddress>()),
  due_at: optional(instant),
  nights_missed: integer,
  charge_currency: optional(text<Currency>()),
  charge: optional(bigint),
  settlement_currency: optional(text<Currency>()),
  settlement: optional(bigint),
  fee_cny_returned: optional(bigint),
});

const insert = statement({
  name: 'insert-refunds',
  text: `insert into refunds (${refunds.names()}) ${refunds.given()}`,
});

/** What an execution, a missed night or a failure writes. */
const changing = [
  ...(['state', 'fee_returned', 'done_at', 'entry_id', 'due_at', 'nights_missed'] as const),
  ...(['charge', 'settlement', 'fee_cny_returned'] as const),
];
const changed = ['partner_id', 'partner_refund_id', ...changing] as const;

const update = statement({
  name: 'update-refunds',
  text: `update refunds set ${refunds.assignments(changing)} from ${refunds.changes(changed)}
    where refunds.partner_id = new.partner_id
      and refunds.partner_refund_id = new.partner_refund_id`,
});

const selectDue = statement({
  name: 'select-due-refunds',
  text: `select ${refunds.selected()} from refunds where state = 'accepted' and due_at <= $1
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
  const [row] = await connection.run(selectNextDue, [after, until]);
  return (row?.due_at as Instant | null | undefined) ?? undefined;
}

/** Accepted refunds whose turn has come, oldest turn first. */
export async function readDueRefunds(
  connection: Connection,
  now: Instant,
  limit: number,
): Promise<Refund[]> {
  return (await connection.run(selectDue, [now, limit])).map(decodeRefund);
}

const lock = statement({
  name: 'lock-refunds',
  text: `select ${refunds.names()} from refunds
    where (partner_id, partner_refund_id) in (select unnest($1::text[]), unnest($2::text[]))
    order by partner_id, partner_refund_id for update`,
});

/** Locks the refunds of a batch. */
export async function loadRefunds(
  connection: Connection,
  needs: readonly Needs[],
): Promise<readonly Refund[]> {
  const wanted = needs.filter(({ partnerRefundId }) => partnerRefundId !== undefined);
  if (wanted.length === 0) return [];
  const rows = await connection.run(lock, [
    wanted.map(({ partnerId }) => partnerId),
    wanted.map(({ partnerRefundId }) => partnerRefundId),
  ]);
  return rows.map(decodeRefund);
}

export const storeNewRefunds = (
  connection: Connection,
  added: readonly Refund[],
): Promise<unknown> => connection.run(insert, refunds.lists(added.map(rowOf)));

export const storeChangedRefunds = (
  connection: Connection,
  replaced: readonly Refund[],
): Promise<unknown> => connection.run(update, refunds.lists(replaced.map(rowOf), changed));

const rowOf = (refund: Refund): RowOf<typeof refunds> => ({
  partner_id: refund.partnerId,
  partner_refund_id: refund.partnerRefundId,
  partner_trans_id: refund.partnerTransId,
  trade_id: refund.tradeId,
  currency: refund.amount.currency,
  amount: refund.amount.minor,
  reason: refund.reason,
  state: refund.state,
  fee_returned: refund.feeReturned.minor,
  requested_at: refund.requestedAt,
  done_at: refund.done?.at,
  entry_id: refund.done?.entryId,
  notify: refund.notify,
  due_at: refund.dueAt,
  nights_missed: refund.nightsMissed,
  charge_currency: refund.charge.currency,
  // Of an accepted refund what was promised, of any other what was given back.
  charge: refund.state === 'accepted' ? refund.promised?.minor : refund.charge.minor,
  settlement_currency: refund.settlement.currency,
  settlement: refund.settlement.minor,
  fee_cny_returned: refund.feeCnyReturned?.minor,
});

export function decodeRefund(raw: RawRow): Refund {
  const row = refunds.read(raw);
  const amount = money(row.currency, row.amount);
  // A refund from before there were rates: all of it was in one currency.
  const unquoted = row.state === 'done' ? amount : zero(amount.currency);
  const { charge_currency = row.currency, settlement_currency = row.currency } = row;
  const charge = row.charge === undefined ? undefined : money(charge_currency, row.charge);
  const isAccepted = row.state === 'accepted';
  return {
    partnerId: row.partner_id,
    partnerRefundId: row.partner_refund_id,
    partnerTransId: row.partner_trans_id,
    tradeId: row.trade_id,
    amount,
    reason: row.reason,
    state: row.state,
    dueAt: row.due_at,
    nightsMissed: row.nights_missed,
    promised: isAccepted ? charge : undefined,
    charge: isAccepted ? zero(charge_currency) : (charge ?? unquoted),
    settlement:
      row.settlement === undefined ? unquoted : money(settlement_currency, row.settlement),
    feeReturned: money(settlement_currency, row.fee_returned),
    feeCnyReturned:
      row.fee_cny_returned === undefined ? undefined : money('CNY', row.fee_cny_returned),
    notify: row.notify,
    requestedAt: row.requested_at,
    done:
      row.done_at === undefined
        ? undefined
        : {
            at: row.done_at,
            entryId: required(row.entry_id, 'a refund that is done has an entry'),
          },
  };
}
