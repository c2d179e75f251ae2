import { type Instant, isPositive, type TradeId, type WalletId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { decodeOrder, trades } from './order-rows.postgres.ts';
import type { Refund } from './refund.ts';
import { decodeRefund, refunds } from './refund-rows.postgres.ts';
import { isTrade, type Trade } from './trade.ts';

const selectOlder = statement({
  name: 'select-older-trades-of-wallet',
  text: `select ${trades.selected()} from trades where wallet_id = $1 and trade_id < $2
    order by wallet_id, trade_id desc limit $3`,
});

const selectWaiting = statement({
  name: 'select-waiting-trades-of-wallet',
  text: `select ${trades.selected()} from trades
    where wallet_id = $1 and state = 'waiting' and expires_at > $2
    order by wallet_id, trade_id desc limit $3`,
});

const selectChanged = statement({
  name: 'select-changed-trades-of-wallet',
  text: `select ${trades.selected()} from trades
    where wallet_id = $1 and (created_at >= $2 or paid_at >= $2 or closed_at >= $2
      or (state = 'waiting' and expires_at >= $2)
      or (refunded > 0 and exists (select from refunds
        where refunds.partner_id = trades.partner_id
          and refunds.partner_trans_id = trades.partner_trans_id and done_at >= $2)))
    order by wallet_id, trade_id desc limit $3`,
});

const selectRefundsOfTrades = statement({
  name: 'select-refunds-of-trades',
  text: `select ${refunds.selected()} from refunds
    where (partner_id, partner_trans_id) in (select unnest($1::text[]), unnest($2::text[]))
    order by requested_at, partner_refund_id`,
});

const selectTraces = statement({
  name: 'select-traces-of-wallets',
  text: `select wallet_id, wallets.balance || coalesce((
      select string_agg(trade_id || state || refunded, ' ') from (
        select trade_id, state, refunded from trades
        where trades.wallet_id = wallets.wallet_id
        order by trades.wallet_id, trade_id desc limit 5) as newest), '') as trace
    from wallets where wallet_id = any($1::text[])`,
});

/** Greater than every id in every collation. */
const afterAll = '9'.repeat(29);

/** A page of a wallet's trades, newest first; those that are older than `older`. */
export async function readOlderTrades(
  connection: Connection,
  walletId: WalletId,
  { older, limit }: { readonly older: TradeId | undefined; readonly limit: number },
): Promise<Trade[]> {
  return readTrades(connection, selectOlder, [walletId, older ?? afterAll, limit]);
}

/** The trades that wait for the wallet's buyer at `now`, newest first. */
export async function readWaitingTrades(
  connection: Connection,
  walletId: WalletId,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<Trade[]> {
  return readTrades(connection, selectWaiting, [walletId, now, limit]);
}

/**
 * The wallet's trades with which something has happened at `since` or later, newest first: opened,
 * paid, closed, refunded; and those that wait for the buyer.
 */
export async function readChangedTrades(
  connection: Connection,
  walletId: WalletId,
  { since, limit }: { readonly since: Instant; readonly limit: number },
): Promise<Trade[]> {
  return readTrades(connection, selectChanged, [walletId, since, limit]);
}

/** All refunds of the trades, oldest first. */
export async function readRefundsOfTrades(
  connection: Connection,
  trades: readonly Trade[],
): Promise<Refund[]> {
  const refunded = trades.filter(({ payment }) => payment && isPositive(payment.refunded));
  if (refunded.length === 0) return [];
  const rows = await connection.run(selectRefundsOfTrades, [
    refunded.map(({ partnerId }) => partnerId),
    refunded.map(({ partnerTransId }) => partnerTransId),
  ]);
  return rows.map(decodeRefund);
}

/**
 * For each wallet a text that changes with its balance or its newest trades. Cheap enough to read
 * every few seconds for all watchers.
 */
export async function readTraces(
  connection: Connection,
  walletIds: readonly WalletId[],
): Promise<ReadonlyMap<WalletId, string>> {
  const rows = await connection.run(selectTraces, [walletIds]);
  return new Map(rows.map((row) => [row.wallet_id as WalletId, row.trace as string]));
}

async function readTrades(
  connection: Connection,
  select: Parameters<Connection['run']>[0],
  values: readonly unknown[],
): Promise<Trade[]> {
  return (await connection.run(select, values)).map(decodeOrder).filter(isTrade);
}
