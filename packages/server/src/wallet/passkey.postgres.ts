import type { Instant, WalletId } from '@sampan/primitives';
import { bigint, type Connection, instant, optional, statement, table, text } from '#database';
import { passkeysMax } from './passkey-limits.ts';

const passkeys = table({
  passkey_id: text(),
  wallet_id: text<WalletId>(),
  public_key: text(),
  counter: bigint,
  device: text(),
  added_at: instant,
  used_at: optional(instant),
});

/** A key of a device of the buyer. */
export interface Passkey {
  /** As the device has named it, base64url. */
  readonly id: string;
  readonly walletId: WalletId;
  /** In COSE form, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly device: string;
  readonly addedAt: Instant;
  readonly usedAt: Instant | undefined;
}

const insertChallenge = statement({
  name: 'insert-passkey-challenge',
  text: 'insert into passkey_challenges (challenge, purpose, expires_at) values ($1, $2, $3)',
});

// An old one goes with each new one, so that rows do not accumulate; one alone cannot deadlock.
const forgetOld = statement({
  name: 'forget-old-passkey-challenges',
  text: `delete from passkey_challenges where challenge = (
    select challenge from passkey_challenges where expires_at < $1 order by expires_at limit 1)`,
});

// Deleted whatever its purpose is: what was answered once is never answered again.
const takeChallenge = statement({
  name: 'take-passkey-challenge',
  text: 'delete from passkey_challenges where challenge = $1 returning purpose, expires_at',
});

const insert = statement({
  name: 'insert-passkey',
  text: `insert into passkeys (${passkeys.names()})
    select $1::text, $2::text, $3::text, $4::bigint, $5::text, $6::timestamptz, null
    where (select count(*) from passkeys where wallet_id = $2) < ${passkeysMax}
    on conflict (passkey_id) do nothing returning passkey_id`,
});

const select = statement({
  name: 'select-passkey',
  text: `select ${passkeys.selected()} from passkeys where passkey_id = $1`,
});

const selectOfWallet = statement({
  name: 'select-passkeys-of-wallet',
  text: `select ${passkeys.selected()} from passkeys where wallet_id = $1
    order by added_at, passkey_id`,
});

const use = statement({
  name: 'use-passkey',
  text: `update passkeys set counter = $2, used_at = $3
    where passkey_id = $1 and (counter < $2 or $2 = 0 and counter = 0) returning passkey_id`,
});

const remove = statement({
  name: 'delete-passkey',
  text: 'delete from passkeys where wallet_id = $1 and passkey_id = $2 returning passkey_id',
});

export async function storeChallenge(
  connection: Connection,
  challenge: string,
  {
    purpose,
    now,
    expiresAt,
  }: { readonly purpose: string; readonly now: Instant; readonly expiresAt: Instant },
): Promise<void> {
  await Promise.all([
    connection.run(insertChallenge, [challenge, purpose, expiresAt]),
    connection.run(forgetOld, [now]),
  ]);
}

const challenges = table({ purpose: text(), expires_at: instant });

/** Whether it was given for this purpose and is not over. It is gone in any case. */
export async function takeChallengeFor(
  connection: Connection,
  challenge: string,
  { purpose, now }: { readonly purpose: string; readonly now: Instant },
): Promise<boolean> {
  const [row] = await connection.run(takeChallenge, [challenge]);
  if (!row) return false;
  const given = challenges.read(row);
  return given.purpose === purpose && given.expires_at > now;
}

/** False when the wallet has too many, or the passkey is known already. */
export async function storePasskey(
  connection: Connection,
  { id, walletId, publicKey, counter, device, addedAt }: Passkey,
): Promise<boolean> {
  const given = [id, walletId, publicKey, counter, device, addedAt];
  return (await connection.run(insert, given)).length > 0;
}

export async function readPasskey(
  connection: Connection,
  id: string,
): Promise<Passkey | undefined> {
  const [row] = await connection.run(select, [id]);
  return row && decode(row);
}

/** The passkeys of a wallet, the oldest first. */
export async function listPasskeys(
  connection: Connection,
  walletId: WalletId,
): Promise<readonly Passkey[]> {
  return (await connection.run(selectOfWallet, [walletId])).map(decode);
}

/** False when it was used with this count meanwhile, or removed: then it may be a copy. */
export async function usePasskey(
  connection: Connection,
  id: string,
  { counter, now }: { readonly counter: number; readonly now: Instant },
): Promise<boolean> {
  return (await connection.run(use, [id, counter, now])).length > 0;
}

export async function deletePasskey(
  connection: Connection,
  walletId: WalletId,
  id: string,
): Promise<boolean> {
  return (await connection.run(remove, [walletId, id])).length > 0;
}

function decode(row: Parameters<typeof passkeys.read>[0]): Passkey {
  const read = passkeys.read(row);
  return {
    id: read.passkey_id,
    walletId: read.wallet_id,
    publicKey: read.public_key,
    counter: Number(read.counter),
    device: read.device,
    addedAt: read.added_at,
    usedAt: read.used_at,
  };
}
