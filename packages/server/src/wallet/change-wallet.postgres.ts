import type { Instant, Money, WalletId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { decodeWallet, wallets } from './store.postgres.ts';
import type { Wallet } from './wallet.ts';

/** An operator's change of a wallet; `none` removes a limit, missing members stay. */
export interface WalletChange {
  readonly status?: Wallet['status'];
  readonly passwordFreeLimit?: Money | 'none';
  readonly paymentLimit?: Money | 'none';
  readonly dayLimit?: Money | 'none';
  readonly monthLimit?: Money | 'none';
}

const lock = statement({
  name: 'lock-wallet-to-change',
  text: `select ${wallets.selected()} from wallets where wallet_id = $1 for update`,
});

const update = statement({
  name: 'change-wallet',
  text: `update wallets set status = $2, password_free_limit = $3, payment_limit = $4, day_limit = $5,
      month_limit = $6, changed_at = $7, frozen_by_buyer = frozen_by_buyer and $8
    where wallet_id = $1`,
});

/**
 * Changes a wallet and returns it. Runs in the caller's transaction. The row is locked as in a
 * payment, so that neither overwrites the other.
 */
export async function changeWallet(
  connection: Connection,
  id: WalletId,
  change: WalletChange,
  now: Instant,
): Promise<Wallet | undefined> {
  const [row] = await connection.run(lock, [id]);
  if (!row) return undefined;
  const wallet = decodeWallet(row);
  const limit = (wanted: Money | 'none' | undefined, known: Money | undefined) =>
    wanted === 'none' ? undefined : (wanted ?? known);
  const changed: Wallet = {
    ...wallet,
    status: change.status ?? wallet.status,
    passwordFreeLimit: limit(change.passwordFreeLimit, wallet.passwordFreeLimit),
    paymentLimit: limit(change.paymentLimit, wallet.paymentLimit),
    dayLimit: limit(change.dayLimit, wallet.dayLimit),
    monthLimit: limit(change.monthLimit, wallet.monthLimit),
    own: { ...wallet.own, frozen: wallet.own.frozen && change.status === undefined },
    changedAt: now,
  };
  await connection.run(update, [
    id,
    changed.status,
    changed.passwordFreeLimit?.minor ?? null,
    changed.paymentLimit?.minor ?? null,
    changed.dayLimit?.minor ?? null,
    changed.monthLimit?.minor ?? null,
    now,
    // What an operator freezes or releases is not the buyer's freeze any more.
    change.status === undefined,
  ]);
  return changed;
}
