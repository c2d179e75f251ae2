import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import {
  type Connection,
  instant,
  integer,
  optional,
  type RawRow,
  statement,
  table,
} from '#database';
import type { Delivery } from './delivery.ts';
import { decodeDelivery } from './delivery-rows.postgres.ts';

export const deliveryColumns = `notify_id, partner_id, trade_id, url, sign_type, charset, fields, state, step,
  planned_at, created_at, attempts, latest_sent_at`;

const page = `(created_at, notify_id) < ($1::timestamptz, $2)`;
const asPage = 'order by created_at desc, notify_id desc limit $3';

const listAll = statement({
  name: 'list-deliveries',
  text: `select ${deliveryColumns} from deliveries where ${page} ${asPage}`,
});

const listOfPartner = statement({
  name: 'list-deliveries-of-partner',
  text: `select ${deliveryColumns} from deliveries where partner_id = $4 and ${page} ${asPage}`,
});

const listOfTrade = statement({
  name: 'list-deliveries-of-trade',
  text: `select ${deliveryColumns} from deliveries where trade_id = $4
    and ($5::text is null or partner_id = $5) and ${page} ${asPage}`,
});

/** A delivery in lists, with the number of attempts but not their results. */
export interface ListedDelivery extends Delivery {
  readonly attempts: number;
  readonly latestSentAt: Instant | undefined;
}

/** A page of deliveries, newest first: at most `limit` after `after` (keyset pagination). */
export async function listDeliveries(
  connection: Connection,
  filter: { readonly partnerId?: PartnerId | undefined; readonly tradeId?: TradeId | undefined },
  after: Pick<Delivery, 'createdAt' | 'notifyId'> | undefined,
  limit: number,
): Promise<ListedDelivery[]> {
  const { partnerId, tradeId } = filter;
  const first = [after?.createdAt ?? 'infinity', after?.notifyId ?? '', limit];
  const rows = await (tradeId !== undefined
    ? connection.run(listOfTrade, [...first, tradeId, partnerId ?? null])
    : partnerId !== undefined
      ? connection.run(listOfPartner, [...first, partnerId])
      : connection.run(listAll, first));
  return rows.map(listedDelivery);
}

const listed = table({ attempts: integer, latest_sent_at: optional(instant) });

export function listedDelivery(raw: RawRow): ListedDelivery {
  const { attempts, latest_sent_at } = listed.read(raw);
  return { ...decodeDelivery(raw), attempts, latestSentAt: latest_sent_at };
}
