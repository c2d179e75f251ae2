/** Finds an exchange of the record, and the order that it is about. */
import { type Instant, milliseconds, parseInstant } from '@sampan/primitives';
import { isTrade, type Order, readOrder, readTrade } from '#acquiring';
import type { Connection } from '#database';
import {
  type Chapter,
  type ExchangeFilter,
  type ExchangeKind,
  type ExchangeRecord,
  readExchange,
  readOrderExchanges,
  type StoredExchange,
  storyOf,
} from '#exchanges';
import type { OperationsDependencies } from './dependencies.ts';
import type { OrderOfExchange } from './exchange-record-view.ts';
import { knownPartner } from './known-partner.ts';
import { conflict, invalid, unknown } from './problem.ts';
import { readHistory } from './trade-history.ts';
import { orderView, wholeTradeView } from './trade-view.ts';

type World = Pick<OperationsDependencies, 'record' | 'lists' | 'timers' | 'notifier'>;

/** The filters of a list and of live events. */
export interface AskedFilters {
  readonly kind?: ExchangeKind;
  readonly partner?: string;
  readonly service?: string;
  readonly order?: string;
  readonly code?: string;
  readonly refused?: 'true';
  readonly text?: string;
}

export async function filterOf(
  { lists }: Pick<OperationsDependencies, 'lists'>,
  { kind, partner, service, order, code, refused, text }: AskedFilters,
): Promise<ExchangeFilter> {
  return {
    ...{ kind, service, code, text },
    partnerId: partner === undefined ? undefined : await knownPartner(lists, partner),
    orderId: order,
    isRefused: refused === 'true',
  };
}

export function readTime(field: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const at = parseInstant(text);
  if (at !== undefined) return at;
  throw invalid(field, 'a time with its offset such as "2026-11-22T10:00:00+08:00"');
}

/** An order with more exchanges shows the newest. */
const sequenceMax = 200;

/** A little more than the time for which another process gathers. */
const otherProcesses = milliseconds(300);

/** Production keeps no record. */
export function recordOf({ record }: Pick<World, 'record'>): ExchangeRecord {
  if (!record) throw conflict('sandbox-only', 'Exchanges are recorded only in a sandbox');
  return record;
}

export async function findExchange(world: World, id: string): Promise<StoredExchange> {
  const read = async () =>
    (await world.lists.read((connection) => readExchange(connection, id))).result;
  await recordOf(world).flush();
  let found = await read();
  if (!found) {
    await world.timers.sleep(otherProcesses);
    found = await read();
  }
  if (!found) throw unknown('exchange', id);
  return found;
}

/** The order of an exchange as it is now, and its exchanges. */
export async function orderOf(world: World, stored: StoredExchange): Promise<OrderOfExchange> {
  const { result, now } = await world.lists.read(async (connection) => {
    const order = await readOrderOf(connection, stored);
    const named = order
      ? {
          partnerId: order.partnerId,
          orderId: order.partnerTransId,
          tradeId: isTrade(order) ? order.id : undefined,
        }
      : stored;
    const [exchanges, history] = await Promise.all([
      readOrderExchanges(connection, named, sequenceMax),
      order && isTrade(order) ? readHistory(connection, order) : undefined,
    ]);
    return { order, exchanges, history };
  });
  const { order, exchanges, history } = result;
  const story: readonly Chapter[] = storyOf(
    exchanges,
    order,
    history?.refunds ?? [],
    history?.entries ?? [],
  );
  if (!order) return { trade: undefined, story };
  if (!isTrade(order)) return { trade: orderView(order), story };
  const about = { tradeId: order.id, partnerId: order.partnerId, limit: sequenceMax };
  const notifications = await world.notifier.readDeliveries(about);
  const { refunds = [], entries = [] } = history ?? {};
  return { trade: wholeTradeView(order, { refunds, entries, notifications }, now), story };
}

async function readOrderOf(
  connection: Connection,
  { partnerId, orderId, tradeId }: StoredExchange,
): Promise<Order | undefined> {
  if (partnerId !== undefined && orderId !== undefined) {
    return readOrder(connection, partnerId, orderId);
  }
  return tradeId && readTrade(connection, tradeId);
}
