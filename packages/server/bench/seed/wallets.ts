import type pg from 'pg';

/** What each seeded wallet holds, in minor units: enough for any run. */
const balance = '100000000000';

/**
 * Opens wallets in one statement each for wallets, entries and transfers, with the books as a top-up
 * keeps them; answers their ids.
 */
export async function addWallets(client: pg.Client, count: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ first: string }>(nextNumber, [firstNumber]);
  const first = Number(rows[0]?.first);
  await client.query('begin');
  for (const text of [insertWallets, insertEntries, insertTransfers]) {
    await client.query(text, [count, first]);
  }
  await client.query('commit');
  await client.query('analyze wallets');
  return Array.from({ length: count }, (_, index) => `2160${first + index}`);
}

/** Apart from what the server draws, as far as a run goes: ids of twelve digits that begin with a nine. */
const firstNumber = 900_000_000_000;

const nextNumber = `select greatest($1::bigint, max(substr(wallet_id, 5))::bigint + 1) as first
  from wallets where wallet_id like '21609%'`;

const insertWallets = `insert into wallets (wallet_id, inst, currency, balance, status, login_id,
    spent_day, spent_month, created_at)
  select '2160' || $2::bigint + number, 'ALIPAYHK', 'HKD', ${balance}, 'active',
    '852-' || $2::bigint + number, 0, 0, current_timestamp
  from generate_series(0, $1::integer - 1) as number`;

/** Of the current business day, like the trades around them; a top-up is no item of it. */
const entryId = `to_char((current_timestamp at time zone 'UTC') + interval '8 hours', 'YYYYMMDD')`;

const insertEntries = `insert into entries (entry_id, kind, cause, booked_at)
  select ${entryId} || '99' || lpad(($2::bigint + number)::text, 18, '0'), 'top-up',
    '2160' || $2::bigint + number, current_timestamp
  from generate_series(0, $1::integer - 1) as number`;

const insertTransfers = `insert into transfers (entry_id, position, debit, credit, currency, amount)
  select ${entryId} || '99' || lpad(($2::bigint + number)::text, 18, '0'), 0, 'bank/HKD',
    'wallet/2160' || $2::bigint + number, 'HKD', ${balance}
  from generate_series(0, $1::integer - 1) as number`;
