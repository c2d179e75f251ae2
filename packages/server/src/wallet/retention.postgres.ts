import type { Instant } from '@sampan/primitives';
import { type Connection, type RawRow, statement } from '#database';

// A trade stores its code in its own row; this table is only for codes that requests may still use.
const deleteCodes = statement({
  name: 'delete-old-payment-codes',
  byOwner: true,
  text: `delete from payment_codes where code in (
    select code from payment_codes where expires_at < $1
    order by expires_at limit $2 for update skip locked)
    returning 1`,
});

// Walks the table by its primary key, so that active sessions need no second index. Rows that
// another process is deleting are skipped.
const sweepSessions = statement({
  name: 'sweep-sessions',
  text: `with page as (
      select token_hash, expires_at from sessions where token_hash > $1
      order by token_hash limit $2),
    removed as (
      delete from sessions where token_hash in (
        select token_hash from sessions
        where expires_at < $3 and token_hash in (select token_hash from page where expires_at < $3)
        order by token_hash for update skip locked)
      returning 1)
    select (select max(token_hash) from page) as last, (select count(*) from page) as seen,
      (select count(*) from removed) as removed`,
});

const sweepTries = statement({
  name: 'sweep-pin-tries',
  text: `with page as (
      select subject, tried_at, locked_until from pin_tries where subject > $1
      order by subject limit $2),
    removed as (
      delete from pin_tries where subject in (
        select subject from pin_tries
        where tried_at < $3 and (locked_until is null or locked_until < $3)
          and subject in (select subject from page where tried_at < $3)
        order by subject for update skip locked)
      returning 1)
    select (select max(subject) from page) as last, (select count(*) from page) as seen,
      (select count(*) from removed) as removed`,
});

/** Deletes payment codes that expired before `until`, at most `limit`; returns their number. */
export async function removeOldCodes(
  connection: Connection,
  until: Instant,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteCodes, [until, limit])).length;
}

/** The result of one step of a walk through a table. */
export interface Swept {
  readonly removed: number;
  /** Cursor of the next step; undefined at the end of the table. */
  readonly cursor: string | undefined;
}

/** Reads the next `limit` sessions after `cursor` and deletes those that ended before `until`. */
export async function sweepOldSessions(
  connection: Connection,
  { cursor, until, limit }: { cursor: string; until: Instant; limit: number },
): Promise<Swept> {
  return decode(await connection.run(sweepSessions, [cursor, limit, until]), limit);
}

/** The same for PIN try counts whose last try was before `until`. */
export async function sweepOldTries(
  connection: Connection,
  { cursor, until, limit }: { cursor: string; until: Instant; limit: number },
): Promise<Swept> {
  return decode(await connection.run(sweepTries, [cursor, limit, until]), limit);
}

const decode = ([row]: readonly RawRow[], limit: number): Swept => ({
  removed: Number(row?.removed ?? 0),
  cursor: Number(row?.seen ?? 0) < limit ? undefined : (row?.last as string),
});
