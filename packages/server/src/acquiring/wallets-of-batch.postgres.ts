import { type Connection, statement } from '#database';
import { decodeWallet, type Wallet, wallets } from '#wallet';
import { distinct, type Needs, orderKeys } from './needs.ts';

const lockOfCodes = statement({
  name: 'lock-wallets-of-codes',
  text: `select ${wallets.selected()} from wallets
    where wallet_id = any(array(
      select wallet_id from payment_codes where code = any($1::text[])))
    order by wallet_id for update`,
});

const lock = statement({
  name: 'lock-wallets',
  text: `select ${wallets.selected()} from wallets
    where wallet_id = any(array(
      select unnest($1::text[])
      union select wallet_id from payment_codes where code = any($2::text[])
      union select wallet_id from trades
        where (partner_id, partner_trans_id) in (select unnest($3::text[]), unnest($4::text[]))
      union select wallet_id from trades where trade_id = any($5::text[])
      union select wallet_id from wallets where login_id = any($6::text[])))
    order by wallet_id for update`,
});

/**
 * Locks the wallets of a batch. They are found through the codes and orders that it has just locked: a new
 * payment on a fresh code through the code alone; a repeat with the buyer's next code, a refund and a
 * cancel also through the order.
 */
export async function loadWallets(
  connection: Connection,
  needs: readonly Needs[],
): Promise<readonly Wallet[]> {
  const codes = distinct(needs.map(({ paymentCode }) => paymentCode));
  const onlyCodes = needs.every(({ paymentCode }) => paymentCode !== undefined);
  const rows = onlyCodes
    ? connection.run(lockOfCodes, [codes])
    : connection.run(lock, [
        distinct(needs.map(({ walletId }) => walletId)),
        codes,
        ...orderKeys(needs),
        distinct(needs.map(({ tradeId }) => tradeId)),
        distinct(needs.map(({ loginId }) => loginId)),
      ]);
  return (await rows).map(decodeWallet);
}
