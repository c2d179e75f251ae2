import type { Duration, Instant, PartnerId, TradeId } from '@sampan/primitives';
import { before } from '@sampan/primitives';
import {
  type Connection,
  instant,
  integer,
  optional,
  type RawRow,
  statement,
  table,
  text,
} from '#database';
import type { Attempt, DeliveryRecord } from './delivery.ts';
import { decodeDelivery, deliveries } from './delivery-rows.postgres.ts';

const columns = deliveries.names();

const attempts = table({
  notify_id: text(),
  number: integer,
  planned_at: instant,
  sent_at: instant,
  status: optional(integer),
  body: optional(text()),
  duration_ms: integer,
  error: optional(text()),
});

const selectOfTrade = statement({
  name: 'select-deliveries-of-trade',
  text: `select ${columns} from deliveries
    where trade_id = $1 and ($2::text is null or partner_id = $2)
    order by created_at desc, notify_id limit $3`,
});

const selectOfPartner = statement({
  name: 'select-deliveries-of-partner',
  text: `select ${columns} from deliveries where partner_id = $1
    order by created_at desc, notify_id limit $2`,
});

// The newest of each partner, then the newest of all, so that no index over everything is needed.
const selectNewest = statement({
  name: 'select-newest-deliveries',
  text: `with recursive known as (
      (select partner_id from deliveries order by partner_id limit 1)
      union all
      select following.partner_id from known cross join lateral (
        select partner_id from deliveries where partner_id > known.partner_id
        order by partner_id limit 1) as following)
    select newest.* from known cross join lateral (
      select ${columns} from deliveries where partner_id = known.partner_id
      order by created_at desc limit $1) as newest
    order by created_at desc, notify_id limit $1`,
});

const selectAttempts = statement({
  name: 'select-delivery-attempts',
  text: `select ${attempts.names()}
    from delivery_attempts where notify_id = any($1::text[]) order by notify_id, number`,
});

const selectSentSince = statement({
  name: 'select-notification-sent-since',
  text: `select 1 from deliveries
    where notify_id = $1 and partner_id = $2 and latest_sent_at >= $3`,
});

export interface DeliveryFilter {
  readonly tradeId?: TradeId | undefined;
  readonly partnerId?: PartnerId | undefined;
  readonly limit: number;
}

/** Deliveries with their attempts, newest first. */
export async function readDeliveries(
  connection: Connection,
  filter: DeliveryFilter,
): Promise<DeliveryRecord[]> {
  const found = (await selectDeliveries(connection, filter)).map(decodeDelivery);
  const made = await readAttempts(
    connection,
    found.map(({ notifyId }) => notifyId),
  );
  return found.map((delivery) => ({
    ...delivery,
    attempts: made
      .filter(({ notifyId }) => notifyId === delivery.notifyId)
      .map(({ attempt }) => attempt),
  }));
}

/** The attempts of notifications, in order. */
export async function readAttempts(
  connection: Connection,
  notifyIds: readonly string[],
): Promise<readonly { readonly notifyId: string; readonly attempt: Attempt }[]> {
  return (await connection.run(selectAttempts, [notifyIds])).map(decodeAttempt);
}

function selectDeliveries(
  connection: Connection,
  { tradeId, partnerId, limit }: DeliveryFilter,
): Promise<readonly RawRow[]> {
  if (tradeId) return connection.run(selectOfTrade, [tradeId, partnerId ?? null, limit]);
  if (partnerId) return connection.run(selectOfPartner, [partnerId, limit]);
  return connection.run(selectNewest, [limit]);
}

/** Whether a notification with that id was sent to that partner recently. */
export async function wasSentLately(
  connection: Connection,
  { partnerId, notifyId }: { partnerId: PartnerId; notifyId: string },
  { now, within }: { now: Instant; within: Duration },
): Promise<boolean> {
  const since = before(now, within);
  return (await connection.run(selectSentSince, [notifyId, partnerId, since])).length > 0;
}

function decodeAttempt(raw: RawRow) {
  const { notify_id, planned_at, sent_at, duration_ms, ...row } = attempts.read(raw);
  const { number, status, body, error } = row;
  return {
    notifyId: notify_id,
    attempt: {
      ...{ number, status, body, error },
      plannedAt: planned_at,
      sentAt: sent_at,
      durationMs: duration_ms,
    },
  };
}
