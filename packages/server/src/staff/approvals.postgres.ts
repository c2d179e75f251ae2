import {
  type Currency,
  type Instant,
  type Money,
  money,
  type PartnerId,
  type TradeId,
} from '@sampan/primitives';
import {
  bigint,
  type Connection,
  instant,
  optional,
  type RawRow,
  statement,
  table,
  text,
} from '#database';
import type { Approval } from './approval.ts';
import type { MemberId } from './member.ts';

const approvals = table({
  approval_id: text<TradeId>(),
  partner_id: text<PartnerId>(),
  kind: text<Approval['kind']>(),
  trade_id: text<TradeId>(),
  command_id: text<TradeId>(),
  amount: bigint,
  currency: text<Currency>(),
  why: text(),
  asked_by: text<MemberId>(),
  asked_name: text(),
  asked_at: instant,
  ends_at: instant,
  state: text<Approval['state']>(),
  answered_name: optional(text()),
  answered_at: optional(instant),
  answer: optional(text()),
  failure: optional(text()),
});

const settings = table({ approve_above: optional(bigint) });

const insert = statement({
  name: 'insert-approval',
  text: `insert into approvals (${approvals.names()}) values (${approvals.placeholders()})
    on conflict (command_id) do nothing`,
});

const select = statement({
  name: 'select-approval',
  text: `select ${approvals.selected()} from approvals where partner_id = $1 and approval_id = $2`,
});

const selectByCommand = statement({
  name: 'select-approval-by-command',
  text: `select ${approvals.selected()} from approvals where partner_id = $1 and command_id = $2`,
});

const list = statement({
  name: 'list-approvals',
  text: `select ${approvals.selected()} from approvals
    where partner_id = $1 and (state = 'waits' and ends_at > $2 or not $3::boolean and asked_at > $4)
    order by approval_id limit 500`,
});

const listOfTrade = statement({
  name: 'list-approvals-of-trade',
  text: `select ${approvals.selected()} from approvals where partner_id = $1 and trade_id = $2
    order by approval_id limit 100`,
});

// One of two answers at once finds the row as it was; the other one waits for it and finds it answered.
const answer = statement({
  name: 'answer-approval',
  text: `update approvals set state = $3, answered_by = $4, answered_name = $5, answered_at = $6, answer = $7,
      claimed_until = $8
    where partner_id = $1 and approval_id = $2 and state = 'waits' and ends_at > $6
    returning ${approvals.selected()}`,
});

const claim = statement({
  name: 'claim-approved',
  text: `update approvals set claimed_until = $2 where approval_id in (
      select approval_id from approvals
      where state = 'approved' and carried_out_at is null and claimed_until <= $1
      order by claimed_until limit 20 for update skip locked)
    returning ${approvals.selected()}`,
});

const finish = statement({
  name: 'finish-approved',
  text: `update approvals set state = $2, failure = $3, carried_out_at = $4
    where approval_id = $1 and state = 'approved' and carried_out_at is null`,
});

const selectLimit = statement({
  name: 'select-approve-above',
  text: 'select approve_above from staff_settings where partner_id = $1',
});

const storeLimitRow = statement({
  name: 'store-approve-above',
  text: `insert into staff_settings (partner_id, approve_above, changed_at) values ($1, $2, $3)
    on conflict (partner_id) do update
      set approve_above = excluded.approve_above, changed_at = excluded.changed_at`,
});

export async function insertApproval(connection: Connection, approval: Approval): Promise<void> {
  const { amount, askedBy, askedName, askedAt, endsAt } = approval;
  const row = approvals.values({
    ...{ approval_id: approval.id, partner_id: approval.partnerId, kind: approval.kind },
    ...{ trade_id: approval.tradeId, command_id: approval.commandId, why: approval.why },
    ...{ amount: amount.minor, currency: amount.currency, state: approval.state },
    ...{ asked_by: askedBy, asked_name: askedName, asked_at: askedAt, ends_at: endsAt },
    ...{ answered_name: undefined, answered_at: undefined, answer: undefined, failure: undefined },
  });
  await connection.run(insert, row);
}

export async function readApproval(
  connection: Connection,
  partnerId: PartnerId,
  id: string,
): Promise<Approval | undefined> {
  const [row] = await connection.run(select, [partnerId, id]);
  return row && decode(row);
}

export async function readApprovalOfCommand(
  connection: Connection,
  partnerId: PartnerId,
  commandId: TradeId,
): Promise<Approval | undefined> {
  const [row] = await connection.run(selectByCommand, [partnerId, commandId]);
  return row && decode(row);
}

/** What waits, and unless only that is asked for, what was asked for since a time. */
export async function listApprovals(
  connection: Connection,
  partnerId: PartnerId,
  given: { readonly onlyWaiting: boolean; readonly since: Instant; readonly now: Instant },
): Promise<readonly Approval[]> {
  const { now, onlyWaiting, since } = given;
  return (await connection.run(list, [partnerId, now, onlyWaiting, since])).map(decode);
}

export async function listApprovalsOfTrade(
  connection: Connection,
  partnerId: PartnerId,
  tradeId: TradeId,
): Promise<readonly Approval[]> {
  return (await connection.run(listOfTrade, [partnerId, tradeId])).map(decode);
}

/** The approval as it is answered now; undefined when it was before, or has ended. */
export async function answerApproval(
  connection: Connection,
  given: {
    readonly partnerId: PartnerId;
    readonly id: string;
    readonly state: Approval['state'];
    readonly memberId: MemberId;
    readonly name: string;
    readonly now: Instant;
    readonly why: string | undefined;
    /** Until when it is this process that carries it out. */
    readonly claimedUntil: Instant | undefined;
  },
): Promise<Approval | undefined> {
  const { partnerId, id, state, memberId, name, now, why, claimedUntil } = given;
  const values = [partnerId, id, state, memberId, name, now, why ?? null, claimedUntil ?? null];
  const [row] = await connection.run(answer, values);
  return row && decode(row);
}

/** What was approved and not carried out by the process that had begun to. */
export async function claimApproved(
  connection: Connection,
  now: Instant,
  until: Instant,
): Promise<readonly Approval[]> {
  return (await connection.run(claim, [now, until])).map(decode);
}

export async function finishApproved(
  connection: Connection,
  id: TradeId,
  failure: string | undefined,
  now: Instant,
): Promise<void> {
  const state = failure === undefined ? 'approved' : 'failed';
  await connection.run(finish, [id, state, failure ?? null, now]);
}

/** Above which amount money that goes back needs a second person. */
export async function readApproveAbove(
  connection: Connection,
  { id, currency }: { readonly id: PartnerId; readonly currency: Currency },
): Promise<Money | undefined> {
  const [row] = await connection.run(selectLimit, [id]);
  const limit = row && settings.read(row).approve_above;
  return limit === undefined ? undefined : money(currency, limit);
}

export async function storeApproveAbove(
  connection: Connection,
  partnerId: PartnerId,
  limit: Money | undefined,
  now: Instant,
): Promise<void> {
  await connection.run(storeLimitRow, [partnerId, limit?.minor ?? null, now]);
}

function decode(raw: RawRow): Approval {
  const row = approvals.read(raw);
  return {
    ...{ id: row.approval_id, partnerId: row.partner_id, kind: row.kind, tradeId: row.trade_id },
    ...{ commandId: row.command_id, amount: money(row.currency, row.amount), why: row.why },
    ...{ askedBy: row.asked_by, askedName: row.asked_name, askedAt: row.asked_at },
    ...{ endsAt: row.ends_at, state: row.state, answeredName: row.answered_name },
    ...{ answeredAt: row.answered_at, answer: row.answer, failure: row.failure },
  };
}
