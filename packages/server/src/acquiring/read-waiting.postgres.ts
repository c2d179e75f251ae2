import type { Instant, WalletId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { decodeOrder, trades } from './order-rows.postgres.ts';
import { isTrade, type Trade } from './trade.ts';

const selectNewestWaiting = statement({
  name: 'select-newest-waiting-trade',
  text: `select ${trades.selected()} from trades
    where wallet_id = $1 and state = 'waiting' and expires_at > $2
    order by wallet_id, trade_id desc limit 1`,
});

/** The newest trade that waits for the wallet's buyer at `now`. */
export async function readNewestWaiting(
  connection: Connection,
  walletId: WalletId,
  now: Instant,
): Promise<Trade | undefined> {
  const [row] = await connection.run(selectNewestWaiting, [walletId, now]);
  const order = row && decodeOrder(row);
  return isTrade(order) ? order : undefined;
}
