import type { Instant, WalletId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { distinct, type Needs } from './needs.ts';
import { unpaidOrdersMax } from './scan-merchant-code.ts';

// From the end of the index, no further than the limit, however many the wallet has had.
const selectUnpaid = statement({
  name: 'select-unpaid-orders-of-wallets',
  text: `select opening.wallet_id, unpaid.expires_at
    from unnest($1::text[]) as opening (wallet_id)
    cross join lateral (
      select expires_at from trades
      where product = 'merchant-qr' and entry_id is null and wallet_id = opening.wallet_id
      order by wallet_id, expires_at desc limit $2) as unpaid`,
});

/**
 * When the time ends of the newest unpaid orders of each wallet that opens one more; run while the wallets
 * are locked.
 */
export async function loadUnpaidOrders(
  connection: Connection,
  needs: readonly Needs[],
): Promise<ReadonlyMap<WalletId, readonly Instant[]>> {
  const ends = new Map<WalletId, Instant[]>();
  const walletIds = distinct(needs.map((need) => (need.opensOrder ? need.walletId : undefined)));
  if (walletIds.length === 0) return ends;
  for (const row of await connection.run(selectUnpaid, [walletIds, unpaidOrdersMax])) {
    const walletId = row.wallet_id as WalletId;
    ends.set(walletId, [...(ends.get(walletId) ?? []), row.expires_at as Instant]);
  }
  return ends;
}
