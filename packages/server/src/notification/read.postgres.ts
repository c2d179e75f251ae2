import type { Duration, Instant, PartnerId, TradeId } from '@sampan/primitives';
import { before } from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp } from '#database';
import type { Attempt, DeliveryRecord } from './delivery.ts';
import { decodeDelivery } from './delivery-rows.postgres.ts';

const columns = `notify_id, partner_id, trade_id, url, sign_type, charset, fields, state, step,
  planned_at, created_at`;

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

// The newest of each partner, of which the newest of all: no index over everything is needed.
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
  text: `select notify_id, number, planned_at, sent_at, status, body, duration_ms, error
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
  const deliveries = (await selectDeliveries(connection, filter)).map(decodeDelivery);
  const ids = deliveries.map(({ notifyId }) => notifyId);
  const attempts = await connection.run(selectAttempts, [ids]);
  return deliveries.map((delivery) => ({
    ...delivery,
    attempts: attempts.filter((row) => row.notify_id === delivery.notifyId).map(decodeAttempt),
  }));
}

function selectDeliveries(
  connection: Connection,
  { tradeId, partnerId, limit }: DeliveryFilter,
): Promise<readonly RawRow[]> {
  if (tradeId) return connection.run(selectOfTrade, [tradeId, partnerId ?? null, limit]);
  if (partnerId) return connection.run(selectOfPartner, [partnerId, limit]);
  return connection.run(selectNewest, [limit]);
}

/** Whether a notification of that id was sent to that partner, the last time not long ago. */
export async function wasSentLately(
  connection: Connection,
  { partnerId, notifyId }: { partnerId: PartnerId; notifyId: string },
  { now, within }: { now: Instant; within: Duration },
): Promise<boolean> {
  const since = timestamp(before(now, within));
  return (await connection.run(selectSentSince, [notifyId, partnerId, since])).length > 0;
}

const decodeAttempt = (row: RawRow): Attempt => ({
  number: row.number as number,
  plannedAt: row.planned_at as Instant,
  sentAt: row.sent_at as Instant,
  status: (row.status as number | null) ?? undefined,
  body: (row.body as string | null) ?? undefined,
  durationMs: row.duration_ms as number,
  error: (row.error as string | null) ?? undefined,
});
