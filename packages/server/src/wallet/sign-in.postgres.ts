import type { Instant, WalletId } from '@sampan/primitives';
import { type Connection, statement, timestamp } from '#database';
import { decodeWallet, walletColumns } from './store.postgres.ts';
import type { Wallet } from './wallet.ts';

/** After so many wrong tries in a row nobody may try again for a while. */
export const triesMax = 5;

const selectByLogin = statement({
  name: 'select-wallet-and-pin-by-login',
  text: `select ${walletColumns}, pin from wallets
    left join (select wallet_id as pin_of, pin from wallet_pins) as pins on pin_of = wallet_id
    where login_id = any($1::text[])`,
});

const selectPin = statement({
  name: 'select-pin',
  text: 'select pin from wallet_pins where wallet_id = $1',
});

// Counted as if it were wrong; a right one is forgiven afterwards. Whoever tries at the same time,
// here or in another process, waits for this row and counts on. Locked for 15 minutes at first,
// twice as long after every further wrong try, a day at most.
const countTry = statement({
  name: 'count-pin-try',
  text: `insert into pin_tries as known (subject, tries, tried_at) values ($1, 1, $2)
    on conflict (subject) do update set tries = known.tries + 1, tried_at = excluded.tried_at,
      locked_until = case when known.tries + 1 >= $3::int then
        excluded.tried_at + least(interval '1 day',
          interval '15 minutes' * power(2, least(known.tries + 1 - $3::int, 10))) end
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

const forgetNobody = statement({
  name: 'forget-pin-tries-of-nobody',
  text: `delete from pin_tries where subject in (
    select subject from pin_tries where subject like 'nobody/%' and tried_at < $1
    order by tried_at limit 10)`,
});

const storePin = statement({
  name: 'store-pin',
  text: `with stored as (
      insert into wallet_pins (wallet_id, pin, set_at) values ($1, $2, $3)
      on conflict (wallet_id) do update set pin = excluded.pin, set_at = excluded.set_at),
    ended as (delete from sessions where wallet_id = $1)
    delete from pin_tries where subject = $4`,
});

/** Whoever asks to be let in: a wallet with its PIN, as far as there are such. */
export interface Claimed {
  readonly wallet: Wallet | undefined;
  readonly pin: string | undefined;
}

/** Finds a wallet by the first of the logins that one has. */
export async function readByLogin(
  connection: Connection,
  logins: readonly string[],
): Promise<Claimed> {
  const rows = await connection.run(selectByLogin, [logins]);
  const found = logins
    .map((login) => rows.find(({ login_id }) => login_id === login))
    .find((row) => row !== undefined);
  return {
    wallet: found && decodeWallet(found),
    pin: (found?.pin as string | null | undefined) ?? undefined,
  };
}

export async function readPin(
  connection: Connection,
  walletId: WalletId,
): Promise<string | undefined> {
  const [row] = await connection.run(selectPin, [walletId]);
  return row?.pin as string | undefined;
}

export type CountedTry =
  /** May look whether the PIN is right. When it is not, this try was the one of that number. */
  | { readonly outcome: 'counted'; readonly tries: number; readonly lockedUntil?: Instant }
  | { readonly outcome: 'locked'; readonly until: Instant };

/** Counts a try before it is made. */
export async function recordTry(
  connection: Connection,
  subject: string,
  now: Instant,
): Promise<CountedTry> {
  const [row] = await connection.run(countTry, [subject, timestamp(now), triesMax]);
  if (row) {
    const lockedUntil = row.locked_until as Instant | null;
    return {
      outcome: 'counted',
      tries: row.tries as number,
      ...(lockedUntil !== null && { lockedUntil }),
    };
  }
  const [lock] = await connection.run(selectLock, [subject]);
  return { outcome: 'locked', until: (lock?.locked_until as Instant | null) ?? now };
}

export async function forgive(connection: Connection, subject: string): Promise<void> {
  await connection.run(forgiveTries, [subject]);
}

/** Tries against logins that nobody has are kept as long as any lock lasts, not for ever. */
export async function forgetNobodys(connection: Connection, before: Instant): Promise<void> {
  await connection.run(forgetNobody, [timestamp(before)]);
}

/** Stores a hashed PIN; whoever was signed in is signed out, whatever was tried is forgiven. */
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
  await connection.run(storePin, [walletId, pin, timestamp(now), subject]);
}
