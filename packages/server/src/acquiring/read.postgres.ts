import type { PartnerId, TradeId, WalletId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { orderKey } from './book.ts';
import { decodeOrder, trades } from './order-rows.postgres.ts';
import type { Refund } from './refund.ts';
import { decodeRefund, refunds } from './refund-rows.postgres.ts';
import { isTrade, type Order, type Trade } from './trade.ts';

const selectOrder = statement({
  name: 'select-order',
  text: `select ${trades.selected()} from trades where partner_id = $1 and partner_trans_id = $2`,
});

const selectTrade = statement({
  name: 'select-trade',
  text: `select ${trades.selected()} from trades where trade_id = $1`,
});

const selectTrades = statement({
  name: 'select-trades',
  text: `select ${trades.selected()} from trades
    where (partner_id, partner_trans_id) in (select unnest($1::text[]), unnest($2::text[]))
    union all
    select ${trades.selected()} from trades where trade_id = any($3::text[])`,
});

const selectOrderByCode = statement({
  name: 'select-order-by-code',
  text: `select ${trades.selected()} from trades where order_code = $1`,
});

const selectTradesOfWallet = statement({
  name: 'select-trades-of-wallet',
  text: `select ${trades.selected()} from trades where wallet_id = $1
    order by wallet_id, trade_id desc limit $2`,
});

const selectRefunds = statement({
  name: 'select-refunds-of-trade',
  text: `select ${refunds.selected()} from refunds where partner_id = $1 and partner_trans_id = $2
    order by requested_at, partner_refund_id`,
});

/** The order that the partner calls `partnerTransId`. */
export async function readOrder(
  connection: Connection,
  partnerId: PartnerId,
  partnerTransId: string,
): Promise<Order | undefined> {
  const [row] = await connection.run(selectOrder, [partnerId, partnerTransId]);
  return row && decodeOrder(row);
}

export async function readTrade(
  connection: Connection,
  tradeId: TradeId,
): Promise<Trade | undefined> {
  const [row] = await connection.run(selectTrade, [tradeId]);
  const order = row && decodeOrder(row);
  return isTrade(order) ? order : undefined;
}

/** What a partner's query names: our id takes precedence (04 §1). */
export interface TradeKey {
  readonly partnerId: PartnerId;
  readonly partnerTransId: string | undefined;
  readonly tradeId: string | undefined;
}

/** The trade of each key; a trade of another partner does not exist. */
export async function readTrades(
  connection: Connection,
  keys: readonly TradeKey[],
): Promise<readonly (Trade | undefined)[]> {
  const byOrder = keys.filter(({ tradeId }) => tradeId === undefined);
  const rows = await connection.run(selectTrades, [
    byOrder.map(({ partnerId }) => partnerId),
    byOrder.map(({ partnerTransId = '' }) => partnerTransId),
    keys.map(({ tradeId }) => tradeId).filter((id) => id !== undefined),
  ]);
  const found = rows.map(decodeOrder).filter(isTrade);
  const orders = new Map(found.map((trade) => [orderKey(trade), trade]));
  const ids = new Map<string, Trade>(found.map((trade) => [trade.id, trade]));
  return keys.map(({ partnerId, partnerTransId = '', tradeId }) => {
    const trade =
      tradeId === undefined
        ? orders.get(orderKey({ partnerId, partnerTransId }))
        : ids.get(tradeId);
    return trade?.partnerId === partnerId ? trade : undefined;
  });
}

/** The order for which the code stands, whatever has become of it. */
export async function readOrderByCode(
  connection: Connection,
  orderCode: string,
): Promise<Order | undefined> {
  const [row] = await connection.run(selectOrderByCode, [orderCode]);
  return row && decodeOrder(row);
}

/** A wallet's last trades, newest first. */
export async function readTradesOfWallet(
  connection: Connection,
  walletId: WalletId,
  limit: number,
): Promise<Trade[]> {
  const rows = await connection.run(selectTradesOfWallet, [walletId, limit]);
  return rows.map(decodeOrder).filter(isTrade);
}

/** The refunds of a trade, oldest first. */
export async function readRefundsOfTrade(connection: Connection, trade: Trade): Promise<Refund[]> {
  const rows = await connection.run(selectRefunds, [trade.partnerId, trade.partnerTransId]);
  return rows.map(decodeRefund);
}
