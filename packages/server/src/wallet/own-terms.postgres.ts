import type { Instant, WalletId } from '@sampan/primitives';
import { type Connection, statement } from '#database';
import type { Limits } from './own-terms.ts';
import { forgetOldEvents, noted, noting } from './wallet-events.postgres.ts';
import type { WalletEvent } from './wallet-events.ts';

const limits = ['own_password_free_limit', 'own_payment_limit', 'own_day_limit', 'own_month_limit'];
const set = limits.map((column, index) => `${column} = $${index + 2}`).join(', ');
const asBefore = limits
  .map((column, index) => `${column} is not distinct from $${index + 6}`)
  .join(' and ');

const changing = (change: string, first: number) =>
  `with changed as (${change} returning wallet_id), noted as (${noting('changed', first)})
    select wallet_id from changed`;

// Unless they were changed meanwhile: whether a change needs the PIN was decided on those before.
const storeLimits = statement({
  name: 'store-own-limits',
  text: changing(`update wallets set ${set} where wallet_id = $1 and ${asBefore}`, 10),
});

const storePause = statement({
  name: 'store-codes-paused',
  text: changing(
    `update wallets set codes_paused = $2 where wallet_id = $1 and codes_paused <> $2`,
    3,
  ),
});

// What the operator has frozen, only the operator releases.
const storeFreeze = statement({
  name: 'store-own-freeze',
  text: changing(
    `update wallets set status = 'frozen', frozen_by_buyer = true
      where wallet_id = $1 and status = 'active'`,
    2,
  ),
});

const storeRelease = statement({
  name: 'store-own-release',
  text: changing(
    `update wallets set status = 'active', frozen_by_buyer = false
      where wallet_id = $1 and status = 'frozen' and frozen_by_buyer`,
    2,
  ),
});

// In the order in which payments lock them.
const endCodes = statement({
  name: 'end-payment-codes-of-wallet',
  text: `update payment_codes set expires_at = $2 where code in (
    select code from payment_codes where wallet_id = $1 and expires_at > $2 and trade_id is null
    order by code for update)`,
});

const minorsOf = ({ passwordFree, payment, day, month }: Limits) =>
  [passwordFree, payment, day, month].map((limit) => limit?.minor ?? null);

/** False when they are not those `before` any more. */
export async function storeOwnLimits(
  connection: Connection,
  { before, limits: wanted }: { readonly before: Limits; readonly limits: Limits },
  event: WalletEvent,
): Promise<boolean> {
  const given = [event.walletId, ...minorsOf(wanted), ...minorsOf(before), ...noted(event)];
  return changedBy(connection, connection.run(storeLimits, given), event.walletId);
}

/** False when it was so already. */
export const storeCodesPaused = (
  connection: Connection,
  isPaused: boolean,
  event: WalletEvent,
): Promise<boolean> => {
  const given = [event.walletId, isPaused, ...noted(event)];
  return changedBy(connection, connection.run(storePause, given), event.walletId);
};

/** False when it was so already, or is the operator's to say. */
export const storeOwnFreeze = (
  connection: Connection,
  isFrozen: boolean,
  event: WalletEvent,
): Promise<boolean> => {
  const change = isFrozen ? storeFreeze : storeRelease;
  const given = [event.walletId, ...noted(event)];
  return changedBy(connection, connection.run(change, given), event.walletId);
};

/** From now on no code is valid that the wallet has been given. */
export async function endPaymentCodes(
  connection: Connection,
  walletId: WalletId,
  now: Instant,
): Promise<void> {
  await connection.run(endCodes, [walletId, now]);
}

async function changedBy(
  connection: Connection,
  change: Promise<readonly unknown[]>,
  walletId: WalletId,
): Promise<boolean> {
  const [rows] = await Promise.all([change, forgetOldEvents(connection, walletId)]);
  return rows.length > 0;
}
