import { after, before, type Instant } from '@sampan/primitives';
import { type Connection, instant, integer, optional, statement, table, text } from '#database';
import {
  codeEvery,
  codeValidity,
  sendsMax,
  sendsWithin,
  triesPerCode,
} from './one-time-code-limits.ts';

const limits = table({ sent_at: instant, counted_from: instant, sends: integer });
const stored = table({ code: optional(text()) });

const store = statement({
  name: 'store-one-time-code',
  text: `insert into one_time_codes as known
      (subject, code, sent_at, expires_at, tries, counted_from, sends)
    values ($1, $2, $3, $4, 0, $3, 1)
    on conflict (subject) do update set code = excluded.code, sent_at = excluded.sent_at,
      expires_at = excluded.expires_at, tries = 0,
      counted_from = case when known.counted_from <= $6 then excluded.sent_at else known.counted_from end,
      sends = case when known.counted_from <= $6 then 1 else known.sends + 1 end
    where known.sent_at <= $5 and (known.counted_from <= $6 or known.sends < $7)
    returning subject`,
});

const selectLimits = statement({
  name: 'select-one-time-code-limits',
  text: 'select sent_at, counted_from, sends from one_time_codes where subject = $1',
});

// A few are deleted with each new one, so that rows do not accumulate.
const forgetOld = statement({
  name: 'forget-old-one-time-codes',
  text: `delete from one_time_codes where subject in (
    select subject from one_time_codes where sent_at < $1
    order by sent_at limit 10 for update skip locked)`,
});

// Counted before it is compared, so that tries at once do not pass the limit.
const countTry = statement({
  name: 'count-one-time-code-try',
  text: `update one_time_codes set tries = tries + 1
    where subject = $1 and code is not null and expires_at > $2 and tries < $3
    returning code`,
});

const use = statement({
  name: 'use-one-time-code',
  text: 'update one_time_codes set code = null where subject = $1 and code = $2 returning subject',
});

/** Stores a code for a number; answers when the next one may be sent, when this one may not. */
export async function storeCode(
  connection: Connection,
  {
    subject,
    code,
    now,
  }: { readonly subject: string; readonly code: string; readonly now: Instant },
): Promise<Instant | undefined> {
  const old = before(now, sendsWithin);
  const given = [subject, code, now, after(now, codeValidity), before(now, codeEvery), old];
  const [[isStored]] = await Promise.all([
    connection.run(store, [...given, sendsMax]),
    connection.run(forgetOld, [old]),
  ]);
  if (isStored) return undefined;
  const [row] = await connection.run(selectLimits, [subject]);
  if (!row) return now;
  const { sent_at, counted_from, sends } = limits.read(row);
  return sends < sendsMax ? after(sent_at, codeEvery) : after(counted_from, sendsWithin);
}

/** The code to compare with, as it is stored; undefined when no try is left or it is over. */
export async function tryCode(
  connection: Connection,
  subject: string,
  now: Instant,
): Promise<string | undefined> {
  const [row] = await connection.run(countTry, [subject, now, triesPerCode]);
  return row && stored.read(row).code;
}

/** False when it was used meanwhile. */
export async function useCode(
  connection: Connection,
  subject: string,
  code: string,
): Promise<boolean> {
  return (await connection.run(use, [subject, code])).length > 0;
}
