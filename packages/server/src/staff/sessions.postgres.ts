import { createHash } from 'node:crypto';
import {
  after,
  before,
  days,
  hours,
  type Instant,
  minutes,
  type Random,
  type Secret,
  secret,
} from '@sampan/primitives';
import { boolean, type Connection, instant, statement, table, text } from '#database';
import type { Member, MemberId } from './member.ts';
import { decodeMember, memberColumns } from './members.postgres.ts';

/** A session ends after this time without use, */
const idleMax = hours(12);
/** and after this time in any case. */
const longestMax = days(7);

/** How often a session's last use is stored. */
const seenEvery = minutes(10);

/** A new session replaces the one that was idle longest. */
const sessionsMax = 10;

/** The stored digest of a session's token, which is also the lookup key. */
export type StaffSessionHash = string;

export const staffSessionHash = (token: string): StaffSessionHash =>
  createHash('sha256').update(token, 'utf8').digest('base64url');

const sessions = table({
  token_hash: text<StaffSessionHash>(),
  member_id: text<MemberId>(),
  device: text(),
  second_factor: boolean,
  created_at: instant,
  seen_at: instant,
  expires_at: instant,
  ends_at: instant,
});

const aliased = `session.token_hash, session.device, session.second_factor,
    session.created_at as session_created_at, session.seen_at as session_seen_at, session.expires_at, session.ends_at`;

const found = table({
  second_factor: boolean,
  session_seen_at: instant,
  expires_at: instant,
});

const insert = statement({
  name: 'insert-staff-session',
  text: `with seen as (update staff_members set seen_at = $6 where member_id = $2)
    insert into staff_sessions (${sessions.names()}) values (${sessions.placeholders()})`,
});

const deleteOld = statement({
  name: 'delete-old-staff-sessions',
  text: `delete from staff_sessions where member_id = $1 and (expires_at <= $2 or token_hash not in (
    select token_hash from staff_sessions where member_id = $1 order by seen_at desc limit $3))`,
});

const select = statement({
  name: 'select-staff-session',
  text: `select ${memberColumns}, ${aliased} from staff_sessions as session
    join staff_members as member using (member_id)
    where token_hash = $1 and expires_at > $2 and status = 'active'`,
});

const touch = statement({
  name: 'touch-staff-session',
  text: `with touched as (
      update staff_sessions set seen_at = $2, expires_at = least($3, ends_at) where token_hash = $1
      returning member_id)
    update staff_members set seen_at = $2 from touched where staff_members.member_id = touched.member_id`,
});

const end = statement({
  name: 'end-staff-sessions',
  text: `delete from staff_sessions where member_id = $1 and ($2::text is null or left(token_hash, 16) = $2)
    returning token_hash`,
});

const endOthers = statement({
  name: 'end-other-staff-sessions',
  text: 'delete from staff_sessions where member_id = $1 and token_hash <> $2',
});

const list = statement({
  name: 'list-staff-sessions',
  text: `select ${sessions.selected()} from staff_sessions where member_id = $1 and expires_at > $2
    order by seen_at desc, token_hash`,
});

const ended = table({ token_hash: text<StaffSessionHash>() });

export interface NewStaffSession {
  /** Sent once, into a cookie, and not stored. */
  readonly token: Secret<string>;
  readonly expiresAt: Instant;
}

/** Lets a device act for the person. */
export async function openStaffSession(
  connection: Connection,
  {
    memberId,
    deviceName,
    secondFactor,
    now,
  }: {
    readonly memberId: MemberId;
    readonly deviceName: string;
    readonly secondFactor: boolean;
    readonly now: Instant;
  },
  random: Random,
): Promise<NewStaffSession> {
  // 50 of 36 symbols: 258 bits.
  const token = random.letters(50);
  const expiresAt = after(now, idleMax);
  const row = sessions.values({
    ...{ token_hash: staffSessionHash(token), member_id: memberId, device: deviceName },
    ...{ second_factor: secondFactor, created_at: now, seen_at: now },
    ...{ expires_at: expiresAt, ends_at: after(now, longestMax) },
  });
  await Promise.all([
    connection.run(deleteOld, [memberId, now, sessionsMax - 1]),
    connection.run(insert, row),
  ]);
  return { token: secret(token), expiresAt };
}

export interface LivingStaffSession {
  readonly member: Member;
  readonly secondFactor: boolean;
  readonly expiresAt: Instant;
  readonly isToBeTouched: boolean;
}

export async function readStaffSession(
  connection: Connection,
  hash: StaffSessionHash,
  now: Instant,
): Promise<LivingStaffSession | undefined> {
  const [row] = await connection.run(select, [hash, now]);
  if (!row) return undefined;
  const { second_factor, session_seen_at, expires_at } = found.read(row);
  return {
    member: decodeMember(row),
    secondFactor: second_factor,
    expiresAt: expires_at,
    isToBeTouched: session_seen_at < before(now, seenEvery),
  };
}

export async function touchStaffSession(
  connection: Connection,
  hash: StaffSessionHash,
  now: Instant,
): Promise<void> {
  await connection.run(touch, [hash, now, after(now, idleMax)]);
}

/** Ends a session by its id, or all of the person; answers those that were there. */
export async function endStaffSessions(
  connection: Connection,
  memberId: MemberId,
  id?: string,
): Promise<StaffSessionHash[]> {
  const rows = await connection.run(end, [memberId, id ?? null]);
  return rows.map((row) => ended.read(row).token_hash);
}

export async function endOtherStaffSessions(
  connection: Connection,
  memberId: MemberId,
  kept: StaffSessionHash,
): Promise<void> {
  await connection.run(endOthers, [memberId, kept]);
}

/** A device's session, for its own person. */
export interface ListedStaffSession {
  readonly hash: StaffSessionHash;
  readonly deviceName: string;
  readonly openedAt: Instant;
  /** To ten minutes. */
  readonly seenAt: Instant;
}

/** The name of a session in lists: the beginning of the digest, which opens nothing. */
export const staffSessionId = (hash: StaffSessionHash): string => hash.slice(0, 16);

export async function listStaffSessions(
  connection: Connection,
  memberId: MemberId,
  now: Instant,
): Promise<ListedStaffSession[]> {
  return (await connection.run(list, [memberId, now])).map((raw) => {
    const { token_hash, device, created_at, seen_at } = sessions.read(raw);
    return { hash: token_hash, deviceName: device, openedAt: created_at, seenAt: seen_at };
  });
}
