import type { Currency, Instant, PartnerId } from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp } from '#database';
import type { BankAccount } from './bank-account.ts';

const storePartnerAccount = statement({
  name: 'store-payout-account',
  text: `insert into payout_accounts (partner_id, holder, account, bank, changed_at)
    values ($1, $2, $3, $4, $5)
    on conflict (partner_id) do update set holder = excluded.holder, account = excluded.account,
      bank = excluded.bank, changed_at = excluded.changed_at`,
});

const selectPartnerAccount = statement({
  name: 'select-payout-account',
  text: 'select holder, account, bank from payout_accounts where partner_id = $1',
});

const storeSource = statement({
  name: 'store-payout-source',
  text: `insert into payout_sources (currency, holder, account, bank, changed_at)
    values ($1, $2, $3, $4, $5)
    on conflict (currency) do update set holder = excluded.holder, account = excluded.account,
      bank = excluded.bank, changed_at = excluded.changed_at`,
});

const selectSources = statement({
  name: 'select-payout-sources',
  text: 'select currency, holder, account, bank from payout_sources order by currency',
});

/** Where a partner is paid out to from now on. */
export async function putPartnerAccount(
  connection: Connection,
  partnerId: PartnerId,
  { holder, account, bank }: BankAccount,
  now: Instant,
): Promise<void> {
  const values = [partnerId, holder, account, bank ?? null, timestamp(now)];
  await connection.run(storePartnerAccount, values);
}

export async function readPartnerAccount(
  connection: Connection,
  partnerId: PartnerId,
): Promise<BankAccount | undefined> {
  const [row] = await connection.run(selectPartnerAccount, [partnerId]);
  return row && decodeAccount(row);
}

/** From which account of the operator's a currency is paid out from now on. */
export async function putPayoutSource(
  connection: Connection,
  currency: Currency,
  { holder, account, bank }: BankAccount,
  now: Instant,
): Promise<void> {
  const values = [currency, holder, account, bank ?? null, timestamp(now)];
  await connection.run(storeSource, values);
}

/** The operator's own accounts, by currency. */
export async function readPayoutSources(
  connection: Connection,
): Promise<ReadonlyMap<Currency, BankAccount>> {
  const rows = await connection.run(selectSources);
  return new Map(rows.map((row) => [row.currency as Currency, decodeAccount(row)]));
}

/** From columns `holder`, `account`, `bank`. */
export const decodeAccount = (row: RawRow): BankAccount => ({
  holder: row.holder as string,
  account: row.account as string,
  bank: (row.bank as string | null) ?? undefined,
});
