import { createHash } from 'node:crypto';
import {
  after,
  before,
  days,
  hours,
  type Instant,
  type Random,
  type Secret,
  secret,
  type WalletId,
} from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { decodeWallet, wallets } from './store.postgres.ts';
import type { Wallet } from './wallet.ts';

/** Idle timeout of a session. */
const idleMax = days(30);

/** How often a session's last use is stored. */
const seenEvery = hours(1);

/** A buyer has a few devices; a new one replaces the one that was idle longest. */
const sessionsMax = 10;

const insertSession = statement({
  name: 'insert-session',
  text: `insert into sessions (token_hash, wallet_id, created_at, seen_at, expires_at, device)
    values ($1, $2, $3, $3, $4, $5)`,
});

const deleteOldSessions = statement({
  name: 'delete-old-sessions',
  text: `delete from sessions where wallet_id = $1 and (expires_at <= $2 or token_hash not in (
    select token_hash from sessions where wallet_id = $1 order by seen_at desc limit $3))`,
});

const selectSession = statement({
  name: 'select-session',
  text: `select ${wallets.selected()}, session_seen_at from wallets
    join (select wallet_id as session_of, seen_at as session_seen_at, expires_at from sessions
      where token_hash = $1) as session on session_of = wallet_id
    where expires_at > $2`,
});

const updateSession = statement({
  name: 'touch-session',
  text: 'update sessions set seen_at = $2, expires_at = $3 where token_hash = $1',
});

const deleteSession = statement({
  name: 'delete-session',
  text: 'delete from sessions where token_hash = $1',
});

const selectLiving = statement({
  name: 'select-living-sessions',
  text: 'select token_hash from sessions where token_hash = any($1::text[]) and expires_at > $2',
});

/** The stored digest of a session's token, which is also the lookup key. */
export type SessionHash = string & { readonly __brand: 'SessionHash' };

export const sessionHash = (token: string): SessionHash =>
  createHash('sha256').update(token, 'utf8').digest('base64url') as SessionHash;

export interface NewSession {
  /** Sent to the buyer's device once and not stored. */
  readonly token: Secret<string>;
  readonly expiresAt: Instant;
}

export interface SessionWanted {
  readonly walletId: WalletId;
  /** In a few words, for the list of sessions. */
  readonly deviceName: string;
  readonly now: Instant;
}

/** Lets a device act for the wallet. */
export async function openSession(
  connection: Connection,
  { walletId, deviceName, now }: SessionWanted,
  random: Random,
): Promise<NewSession> {
  // 50 of 36 symbols: 258 bits.
  const token = random.letters(50);
  const expiresAt = after(now, idleMax);
  await Promise.all([
    connection.run(deleteOldSessions, [walletId, now, sessionsMax - 1]),
    connection.run(insertSession, [sessionHash(token), walletId, now, expiresAt, deviceName]),
  ]);
  return { token: secret(token), expiresAt };
}

/** A live session, and its wallet. */
export interface LivingSession {
  readonly wallet: Wallet;
  /** Use keeps a session alive; this one's last use is old enough to be stored again. */
  readonly isToBeTouched: boolean;
}

export async function readSession(
  connection: Connection,
  hash: SessionHash,
  now: Instant,
): Promise<LivingSession | undefined> {
  const [row] = await connection.run(selectSession, [hash, now]);
  if (!row) return undefined;
  const isToBeTouched = (row.session_seen_at as Instant) < before(now, seenEvery);
  return { wallet: decodeWallet(row), isToBeTouched };
}

/** Stores that the session was used now. */
export async function touchSession(
  connection: Connection,
  hash: SessionHash,
  now: Instant,
): Promise<void> {
  await connection.run(updateSession, [hash, now, after(now, idleMax)]);
}

export async function endSession(connection: Connection, hash: SessionHash): Promise<void> {
  await connection.run(deleteSession, [hash]);
}

/** The live ones among the sessions. */
export async function readLivingSessions(
  connection: Connection,
  hashes: readonly SessionHash[],
  now: Instant,
): Promise<ReadonlySet<SessionHash>> {
  const rows = await connection.run(selectLiving, [hashes, now]);
  return new Set(rows.map(({ token_hash }) => token_hash as SessionHash));
}
