import { before, type Instant, instant } from '@sampan/primitives';
import {
  type Connection,
  instant as instantColumn,
  integer,
  optional,
  statement,
  table,
} from '#database';
import { bucketOfNumber, delayOfSource } from './limits.ts';

const counted = table({ tries: integer, locked_until: optional(instantColumn) });
const lock = table({ locked_until: optional(instantColumn) });
const spent = table({ spent_until: instantColumn });

// Counted before the check as if it were wrong; a right PIN resets the count afterwards. Concurrent
// tries, here or in another process, wait for this row and count on.
const countTry = statement({
  name: 'count-pin-try',
  text: `insert into pin_tries as known (subject, tries, tried_at) values ($1, 1, $2)
    on conflict (subject) do update set tried_at = excluded.tried_at,
      tries = case when known.tried_at < $3 then 1 else known.tries + 1 end,
      locked_until = case when known.tried_at >= $3 and known.tries + 1 >= $4::int then
        excluded.tried_at + least($6::interval,
          $5::interval * power(2, least(known.tries + 1 - $4::int, 20))) end
    where known.locked_until is null or known.locked_until <= excluded.tried_at
    returning tries, locked_until`,
});

const selectLock = statement({
  name: 'select-pin-lock',
  text: 'select locked_until from pin_tries where subject = $1',
});

const forgiveTries = statement({
  name: 'forgive-pin-tries',
  text: 'update pin_tries set tries = 0, locked_until = null where subject = $1',
});

// Older than any delay. A few are deleted with each try, so that rows do not accumulate.
const forgetOld = statement({
  name: 'forget-old-pin-tries',
  text: `delete from pin_tries where subject in (
    select subject from pin_tries where tried_at < $1
    order by tried_at limit 10 for update skip locked)`,
});

// A leaky bucket is stored as one instant: when it will be empty.
const countAgainstNumber = statement({
  name: 'count-sign-in-try',
  text: `insert into sign_in_tries as known (slot, spent_until)
    values ($1, $2::timestamptz + $3::interval)
    on conflict (slot) do update
      set spent_until = greatest(known.spent_until, $2::timestamptz) + $3::interval
    where known.spent_until <= $2::timestamptz + $4::interval
    returning slot`,
});

const selectNumber = statement({
  name: 'select-sign-in-tries',
  text: 'select spent_until from sign_in_tries where slot = $1',
});

const giveBackToNumber = statement({
  name: 'give-back-sign-in-try',
  text: 'update sign_in_tries set spent_until = spent_until - $2::interval where slot = $1',
});

const interval = (duration: number): string => `${duration} milliseconds`;

export type CountedTry =
  /** The PIN may be checked. If it is wrong, this was the try with that number. */
  | { readonly outcome: 'counted'; readonly tries: number; readonly lockedUntil?: Instant }
  | { readonly outcome: 'locked'; readonly until: Instant };

/** Counts a try of a known device, or of a paying wallet, before the check. */
export async function countTryOf(
  connection: Connection,
  subject: string,
  now: Instant,
): Promise<CountedTry> {
  const { triesMax, first, longest, forgottenAfter } = delayOfSource;
  const old = before(now, forgottenAfter);
  const values = [subject, now, old, triesMax, interval(first), interval(longest)];
  const [[row]] = await Promise.all([
    connection.run(countTry, values),
    connection.run(forgetOld, [old]),
  ]);
  if (!row) {
    const [known] = await connection.run(selectLock, [subject]);
    return { outcome: 'locked', until: (known && lock.read(known).locked_until) ?? now };
  }
  const { tries, locked_until: lockedUntil } = counted.read(row);
  return { outcome: 'counted', tries, ...(lockedUntil !== undefined && { lockedUntil }) };
}

export async function forgive(connection: Connection, subject: string): Promise<void> {
  await connection.run(forgiveTries, [subject]);
}

/**
 * Counts an unknown device's try against a number, before the check; returns the end of its delay.
 */
export async function countStrangersTry(
  connection: Connection,
  slot: number,
  now: Instant,
): Promise<Instant | undefined> {
  const { most, every } = bucketOfNumber;
  const ahead = (most - 1) * every;
  const values = [slot, now, interval(every), interval(ahead)];
  const [isCounted] = await connection.run(countAgainstNumber, values);
  if (isCounted) return undefined;
  const [row] = await connection.run(selectNumber, [slot]);
  return row ? instant(spent.read(row).spent_until - ahead) : now;
}

/** The PIN was right: the try does not count. */
export async function giveBackStrangersTry(connection: Connection, slot: number): Promise<void> {
  await connection.run(giveBackToNumber, [slot, interval(bucketOfNumber.every)]);
}

/** The end of the delay, when the try may not be made yet. */
export const untilWhenLocked = async (
  counting: Promise<CountedTry>,
): Promise<Instant | undefined> => {
  const counted = await counting;
  return counted.outcome === 'locked' ? counted.until : undefined;
};

/** 18 bits of the digest of a login: logins may share a slot, and then share its tries. */
export const slotOf = (digest: string): number =>
  Buffer.from(digest, 'base64url').readUIntBE(0, 3) >> 6;
