import type { Instant, WalletId } from '@sampan/primitives';
import { type Connection, instant, statement, table, text } from '#database';
import type { SessionHash } from './session.postgres.ts';

const listed = table({
  token_hash: text<SessionHash>(),
  device: text(),
  created_at: instant,
  seen_at: instant,
});

const ended = table({ token_hash: text<SessionHash>() });

const select = statement({
  name: 'select-sessions-of-wallet',
  text: `select ${listed.selected()} from sessions where wallet_id = $1 and expires_at > $2
    order by seen_at desc, token_hash`,
});

// One, or all: the id is the beginning of the digest, which opens nothing.
const end = statement({
  name: 'end-sessions-of-wallet',
  text: `delete from sessions where wallet_id = $1 and ($2::text is null or left(token_hash, 16) = $2)
    returning token_hash`,
});

/** A device's session, for its own buyer. */
export interface ListedSession {
  readonly hash: SessionHash;
  readonly deviceName: string;
  readonly openedAt: Instant;
  /** To the hour. */
  readonly seenAt: Instant;
}

/** The name of a session in lists. */
export const sessionId = (hash: SessionHash): string => hash.slice(0, 16);

export async function listSessions(
  connection: Connection,
  walletId: WalletId,
  now: Instant,
): Promise<ListedSession[]> {
  return (await connection.run(select, [walletId, now])).map((raw) => {
    const { token_hash: hash, device, created_at, seen_at } = listed.read(raw);
    return { hash, deviceName: device, openedAt: created_at, seenAt: seen_at };
  });
}

/** Ends a session by its id, or all of the wallet; answers those that were there. */
export async function endSessionsOf(
  connection: Connection,
  walletId: WalletId,
  id?: string,
): Promise<SessionHash[]> {
  const rows = await connection.run(end, [walletId, id ?? null]);
  return rows.map((row) => ended.read(row).token_hash);
}
