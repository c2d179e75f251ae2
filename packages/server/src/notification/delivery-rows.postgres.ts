import type { Duration, Instant, PartnerId, TradeId } from '@sampan/primitives';
import { after } from '@sampan/primitives';
import type { Charset, Parameter, SignType } from '@sampan/protocol';
import {
  type Connection,
  instant,
  integer,
  json,
  optional,
  type RawRow,
  statement,
  table,
  text,
} from '#database';
import { type Answer, type Delivery, type DeliveryState, receiverOf } from './delivery.ts';

export const deliveries = table({
  notify_id: text(),
  partner_id: text<PartnerId>(),
  trade_id: text<TradeId>(),
  url: text(),
  sign_type: text<SignType>(),
  charset: text<Charset>(),
  fields: json<Parameter[]>(),
  state: text<DeliveryState>(),
  step: integer,
  planned_at: instant,
  created_at: instant,
});

/** The columns that differ between new deliveries. */
const made = table({
  notify_id: text(),
  partner_id: text<PartnerId>(),
  trade_id: text<TradeId>(),
  receiver: text(),
  url: text(),
  sign_type: text<SignType>(),
  charset: text<Charset>(),
  fields: json<readonly Parameter[]>(),
  created_at: instant,
});

const attempts = table({
  notify_id: text(),
  step: optional(integer),
  planned_at: instant,
  sent_at: instant,
  status: optional(integer),
  body: optional(text()),
  duration_ms: integer,
  error: optional(text()),
  next_state: text<DeliveryState>(),
  next_planned_at: instant,
});

const insert = statement({
  name: 'insert-deliveries',
  text: `insert into deliveries (notify_id, partner_id, trade_id, receiver, url, sign_type, charset,
      fields, state, attempts, step, planned_at, created_at)
    select notify_id, partner_id, trade_id, receiver, url, sign_type, charset, fields, 'waiting', 0, 0,
      created_at, created_at
    from (${made.given()}) as made
    on conflict (notify_id) do nothing`,
});

// Skips from receiver to receiver through the index (loose index scan), however many deliveries
// each has.
const walk = statement({
  name: 'walk-waiting-receivers',
  text: `with recursive walk as (
      (select receiver, planned_at from deliveries where state = 'waiting' and receiver > $1
        order by receiver, planned_at limit 1)
      union all
      select following.receiver, following.planned_at
      from walk cross join lateral (
        select receiver, planned_at from deliveries
        where state = 'waiting' and receiver > walk.receiver
        order by receiver, planned_at limit 1) as following)
    select receiver, planned_at <= $2 as due from walk limit $3`,
});

const claim = statement({
  name: 'claim-deliveries',
  text: `with chosen as (
      select one.notify_id
      from unnest($1::text[], $2::integer[]) as wanted (receiver, most)
      cross join lateral (
        select notify_id from deliveries
        where state = 'waiting' and receiver = wanted.receiver and planned_at <= $3
          and (claimed_until is null or claimed_until <= $4)
        order by planned_at limit wanted.most
        for update skip locked) as one)
    update deliveries set claimed_by = $5, claimed_until = $6, latest_sent_at = $3
    from chosen where deliveries.notify_id = chosen.notify_id
    returning ${deliveries.selected('deliveries')}`,
});

const release = statement({
  name: 'release-deliveries',
  text: `update deliveries set claimed_by = null, claimed_until = null
    where state = 'waiting' and claimed_by = $1 and not notify_id = any($2::text[])`,
});

// An attempt is recorded whichever worker holds the delivery now, and an acknowledgement always counts; but
// only the attempt that the schedule expects advances it.
const record = statement({
  name: 'record-attempts',
  text: `with made as (
      ${attempts.given({ first: 2 })}),
    changed as (
      update deliveries set
        attempts = attempts + 1,
        step = case when deliveries.step = made.step then made.step + 1 else deliveries.step end,
        state = case
          when made.next_state = 'delivered' then 'delivered'
          when state = 'waiting' and deliveries.step = made.step then made.next_state
          else state end,
        planned_at = case when state = 'waiting' and deliveries.step = made.step
          then made.next_planned_at else deliveries.planned_at end,
        claimed_by = case when claimed_by = $1 then null else claimed_by end,
        claimed_until = case when claimed_by = $1 then null else claimed_until end
      from made where deliveries.notify_id = made.notify_id
      returning deliveries.notify_id, attempts)
    insert into delivery_attempts (notify_id, number, planned_at, sent_at, status, body, duration_ms,
      error)
    select notify_id, attempts, planned_at, sent_at, status, body, duration_ms, error
    from made join changed using (notify_id)`,
});

const markSent = statement({
  name: 'mark-delivery-sent',
  text: `update deliveries set latest_sent_at = greatest(latest_sent_at, $2) where notify_id = $1
    returning ${deliveries.names()}`,
});

export const insertDeliveries = (
  connection: Connection,
  added: readonly Delivery[],
): Promise<unknown> =>
  connection.run(
    insert,
    made.lists(
      added.map((delivery) => ({
        notify_id: delivery.notifyId,
        partner_id: delivery.partnerId,
        trade_id: delivery.tradeId,
        receiver: receiverOf(delivery.partnerId, delivery.url),
        url: delivery.url,
        sign_type: delivery.signType,
        charset: delivery.charset,
        fields: delivery.fields,
        created_at: delivery.createdAt,
      })),
    ),
  );

/** A receiver with waiting deliveries, and whether one is due. */
export interface WaitingReceiver {
  readonly receiver: string;
  readonly isDue: boolean;
}

/** The next receivers after `cursor` with waiting deliveries, at most `limit`. */
export async function walkReceivers(
  connection: Connection,
  { cursor, now, limit }: { cursor: string; now: Instant; limit: number },
): Promise<WaitingReceiver[]> {
  const rows = await connection.run(walk, [cursor, now, limit]);
  return rows.map((row) => ({ receiver: row.receiver as string, isDue: row.due as boolean }));
}

/** The claiming worker, the time, and the duration of the lease. */
export interface Claim {
  readonly worker: number;
  readonly now: Instant;
  /** By the machine's clock, so that moving business time ends no lease. */
  readonly machineNow: Instant;
  readonly lease: Duration;
}

/**
 * Claims due deliveries of these receivers that no other worker holds, up to a maximum for each.
 * From then on they count as sent, because a receiver may call `notify_verify` before it answers.
 */
export async function claimDue(
  connection: Connection,
  wanted: readonly (readonly [receiver: string, most: number])[],
  { worker, now, machineNow, lease }: Claim,
): Promise<Delivery[]> {
  const rows = await connection.run(claim, [
    wanted.map(([receiver]) => receiver),
    wanted.map(([, most]) => most),
    now,
    machineNow,
    worker,
    after(machineNow, lease),
  ]);
  return rows.map(decodeDelivery);
}

/** Releases the claims of an earlier holder of this worker's number, except those in `held`. */
export function releaseClaims(
  connection: Connection,
  worker: number,
  held: readonly string[],
): Promise<unknown> {
  return connection.run(release, [worker, held]);
}

/** An attempt and its effect on the delivery. */
export interface AttemptMade {
  readonly delivery: Delivery;
  /** Undefined for a manual attempt, which is outside the schedule. */
  readonly step: number | undefined;
  readonly plannedAt: Instant;
  readonly sentAt: Instant;
  readonly answer: Answer;
  readonly next: { readonly state: DeliveryState; readonly plannedAt: Instant };
}

/** Records attempts, at most one per delivery, and advances the deliveries. */
export function recordAttempts(
  connection: Connection,
  done: readonly AttemptMade[],
  worker: number | undefined,
): Promise<unknown> {
  // In a fixed order, so that two workers cannot deadlock.
  const inOrder = [...done].sort((left, right) =>
    left.delivery.notifyId < right.delivery.notifyId ? -1 : 1,
  );
  return connection.run(record, [worker ?? null, ...attempts.lists(inOrder.map(attemptRow))]);
}

const attemptRow = ({ delivery, step, plannedAt, sentAt, answer, next }: AttemptMade) => ({
  notify_id: delivery.notifyId,
  step,
  planned_at: plannedAt,
  sent_at: sentAt,
  status: answer.status,
  body: answer.body,
  duration_ms: Math.round(answer.durationMs),
  error: answer.error,
  next_state: next.state,
  next_planned_at: next.plannedAt,
});

/** Records a manual send and returns the notification; undefined if unknown. */
export async function markAsSent(
  connection: Connection,
  notifyId: string,
  now: Instant,
): Promise<Delivery | undefined> {
  const [row] = await connection.run(markSent, [notifyId, now]);
  return row && decodeDelivery(row);
}

export function decodeDelivery(raw: RawRow): Delivery {
  const row = deliveries.read(raw);
  return {
    notifyId: row.notify_id,
    partnerId: row.partner_id,
    tradeId: row.trade_id,
    url: row.url,
    signType: row.sign_type,
    charset: row.charset,
    fields: row.fields,
    state: row.state,
    step: row.step,
    plannedAt: row.planned_at,
    createdAt: row.created_at,
  };
}
