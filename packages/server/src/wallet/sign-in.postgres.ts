import type { Instant, WalletId } from '@sampan/primitives';
import { type Connection, instant, optional, statement, table, text } from '#database';
import type { SessionHash } from './session.postgres.ts';
import { decodeWallet, wallets } from './store.postgres.ts';
import type { Wallet } from './wallet.ts';
import { forgetOldEvents, noted, noting } from './wallet-events.postgres.ts';
import type { WalletEvent } from './wallet-events.ts';

const pins = table({ pin: optional(text()), pin_set_at: optional(instant) });
const storedPin = table({ pin: text() });

const selectByLogin = statement({
  name: 'select-wallet-and-pin-by-login',
  text: `select ${wallets.selected()}, pin, pin_set_at from wallets
    left join (select wallet_id as pin_of, pin, set_at as pin_set_at from wallet_pins) as pins
      on pin_of = wallet_id
    where login_id = any($1::text[])`,
});

const selectPin = statement({
  name: 'select-pin',
  text: 'select pin from wallet_pins where wallet_id = $1',
});

const storePin = statement({
  name: 'store-pin',
  text: `with stored as (
      insert into wallet_pins (wallet_id, pin, set_at) values ($1, $2, $3)
      on conflict (wallet_id) do update set pin = excluded.pin, set_at = excluded.set_at),
    ended as (delete from sessions where wallet_id = $1),
    removed as (delete from passkeys where wallet_id = $1)
    delete from pin_tries where subject = $4`,
});

// The devices that are signed in elsewhere have to know the new PIN; the one that has set it stays.
const changePin = statement({
  name: 'change-pin',
  text: `with stored as (
      insert into wallet_pins (wallet_id, pin, set_at) values ($1, $2, $3)
      on conflict (wallet_id) do update set pin = excluded.pin, set_at = excluded.set_at
      returning wallet_id),
    ended as (delete from sessions where wallet_id = $1 and token_hash <> $4),
    removed as (delete from passkeys where wallet_id = $1),
    forgiven as (delete from pin_tries where subject = $5)
    ${noting('stored', 6)}`,
});

/** The wallet to sign in to, with its PIN, if there is one. */
export interface Claimed {
  readonly wallet: Wallet | undefined;
  readonly pin: string | undefined;
  readonly pinSetAt: Instant | undefined;
}

/** Finds a wallet by the first matching login. */
export async function readByLogin(
  connection: Connection,
  logins: readonly string[],
): Promise<Claimed> {
  const rows = await connection.run(selectByLogin, [logins]);
  const found = logins
    .map((login) => rows.find(({ login_id }) => login_id === login))
    .find((row) => row !== undefined);
  if (!found) return { wallet: undefined, pin: undefined, pinSetAt: undefined };
  const { pin, pin_set_at } = pins.read(found);
  return { wallet: decodeWallet(found), pin, pinSetAt: pin_set_at };
}

export async function readPin(
  connection: Connection,
  walletId: WalletId,
): Promise<string | undefined> {
  const [row] = await connection.run(selectPin, [walletId]);
  return row && storedPin.read(row).pin;
}

/** Stores a hashed PIN; signs all devices out and resets the count of payments. */
export async function writePin(
  connection: Connection,
  {
    walletId,
    pin,
    subject,
    now,
  }: {
    readonly walletId: WalletId;
    readonly pin: string;
    readonly subject: string;
    readonly now: Instant;
  },
): Promise<void> {
  await connection.run(storePin, [walletId, pin, now, subject]);
}

/** A PIN that the buyer has chosen on a device that is signed in. */
export interface ChosenPin {
  readonly walletId: WalletId;
  /** As it is stored. */
  readonly pin: string;
  /** The session that stays. */
  readonly kept: SessionHash;
  /** Whose tries to pay are forgotten. */
  readonly subject: string;
  readonly event: WalletEvent;
}

/** Stores a hashed PIN; signs all other devices out and resets the count of payments. */
export async function writeChosenPin(connection: Connection, chosen: ChosenPin): Promise<void> {
  const { walletId, pin, kept, subject, event } = chosen;
  await Promise.all([
    connection.run(changePin, [walletId, pin, event.at, kept, subject, ...noted(event)]),
    forgetOldEvents(connection, walletId),
  ]);
}
