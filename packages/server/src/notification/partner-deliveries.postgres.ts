/**
 * A partner's deliveries by state, newest first (keyset pagination). The state has no index, because
 * every notification would pay for it: a page scans at most `scanMax`, and says how far it came.
 */
import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import { bigint, type Connection, instant, optional, statement, table, text } from '#database';
import type { Delivery, DeliveryState } from './delivery.ts';
import {
  deliveryColumns,
  type ListedDelivery,
  listedDelivery,
} from './list-deliveries.postgres.ts';

const scanMax = 10_000;

const page = `partner_id = $1 and ($2::text is null or trade_id = $2)
    and (created_at, notify_id) < ($3::timestamptz, $4)
  order by created_at desc, notify_id desc`;

const scan = statement({
  name: 'scan-deliveries-of-partner',
  text: `select * from (select ${deliveryColumns} from deliveries where ${page} limit $5) as scanned
    where $6::text is null or state = $6
    order by created_at desc, notify_id desc limit $7`,
});

const endOfScan = statement({
  name: 'end-of-scan-deliveries-of-partner',
  text: `select created_at, notify_id from deliveries where ${page} offset $5 - 1 limit 1`,
});

type Place = Pick<Delivery, 'createdAt' | 'notifyId'>;

const place = table({ created_at: instant, notify_id: text() });

/** A page of a partner's deliveries: at most `limit` in the state. */
export async function listPartnerDeliveries(
  connection: Connection,
  partnerId: PartnerId,
  filter: { readonly tradeId: TradeId | undefined; readonly state: DeliveryState | undefined },
  { after, limit }: { readonly after: Place | undefined; readonly limit: number },
): Promise<{ readonly items: ListedDelivery[]; readonly searchedTo: Place | undefined }> {
  const first = [partnerId, filter.tradeId ?? null, after?.createdAt ?? 'infinity'];
  const values = [...first, after?.notifyId ?? '', scanMax];
  const rows = await connection.run(scan, [...values, filter.state ?? null, limit]);
  const [end] = rows.length < limit ? await connection.run(endOfScan, values) : [];
  const last = end && place.read(end);
  return {
    items: rows.map(listedDelivery),
    searchedTo: last && { createdAt: last.created_at, notifyId: last.notify_id },
  };
}

/** An address that notifications go to. */
export interface Receiver {
  readonly url: string;
  /** Deliveries that wait for their next attempt. */
  readonly waiting: bigint;
  /** The first failure since the last success; undefined while the newest attempt succeeded. */
  readonly failsSince: Instant | undefined;
  readonly lastFailure: string | undefined;
  readonly nextAt: Instant | undefined;
}

const receivers = table({
  url: text(),
  waiting: bigint,
  fails_since: optional(instant),
  last_failure: optional(text()),
  next_at: optional(instant),
});

// Of the newest deliveries: an address that gets none any more is not looked at.
const selectReceivers = statement({
  name: 'select-receivers-of-partner',
  text: `with newest as materialized (
      select notify_id, url, state, planned_at, latest_sent_at from deliveries
      where partner_id = $1 order by created_at desc, notify_id desc limit $2),
    successes as (
      select url, max(latest_sent_at) as at from newest where state = 'delivered' group by url),
    failures as (
      select newest.url, min(sent_at) as since,
        (array_agg(coalesce(error, 'HTTP ' || status) order by sent_at desc))[1] as last
      from newest join delivery_attempts using (notify_id)
      left join successes on successes.url = newest.url
      where newest.state <> 'delivered' and (successes.at is null or sent_at > successes.at)
      group by newest.url)
    select newest.url, count(*) filter (where state = 'waiting') as waiting,
      failures.since as fails_since, failures.last as last_failure,
      min(planned_at) filter (where state = 'waiting') as next_at
    from newest left join failures using (url)
    group by newest.url, failures.since, failures.last
    order by failures.since nulls last, newest.url limit $3`,
});

const newestMax = 1_000;
const receiversMax = 100;

/** The addresses of a partner's newest notifications, those that fail first. */
export async function readReceivers(
  connection: Connection,
  partnerId: PartnerId,
): Promise<Receiver[]> {
  const rows = await connection.run(selectReceivers, [partnerId, newestMax, receiversMax]);
  return rows.map((raw) => {
    const { fails_since, last_failure, next_at, ...row } = receivers.read(raw);
    return { ...row, failsSince: fails_since, lastFailure: last_failure, nextAt: next_at };
  });
}
