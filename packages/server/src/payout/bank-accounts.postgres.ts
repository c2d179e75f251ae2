import type { Currency, Instant, PartnerId } from '@sampan/primitives';
import {
  type Connection,
  instant,
  optional,
  type RawRow,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import type { BankAccount } from './bank-account.ts';

/** The columns of a bank account, shared by several tables. */
export const accountColumns = { holder: text(), account: text(), bank: optional(text()) };
const accounts = table(accountColumns);

const partnerAccounts = table({
  partner_id: text<PartnerId>(),
  ...accountColumns,
  changed_at: instant,
});
const sources = table({ currency: text<Currency>(), ...accountColumns, changed_at: instant });

const storePartnerAccount = statement({
  name: 'store-payout-account',
  text: `insert into payout_accounts (${partnerAccounts.names()})
    values (${partnerAccounts.placeholders()})
    on conflict (partner_id) do update set holder = excluded.holder, account = excluded.account,
      bank = excluded.bank, changed_at = excluded.changed_at`,
});

const selectPartnerAccount = statement({
  name: 'select-payout-account',
  text: `select ${accounts.names()} from payout_accounts where partner_id = $1`,
});

const storeSource = statement({
  name: 'store-payout-source',
  text: `insert into payout_sources (${sources.names()}) values (${sources.placeholders()})
    on conflict (currency) do update set holder = excluded.holder, account = excluded.account,
      bank = excluded.bank, changed_at = excluded.changed_at`,
});

const selectSources = statement({
  name: 'select-payout-sources',
  text: `select ${sources.names()} from payout_sources order by currency`,
});

/** Sets the account to which a partner is paid. */
export async function putPartnerAccount(
  connection: Connection,
  partnerId: PartnerId,
  { holder, account, bank }: BankAccount,
  now: Instant,
): Promise<void> {
  const row = { partner_id: partnerId, holder, account, bank, changed_at: now };
  await connection.run(storePartnerAccount, partnerAccounts.values(row));
}

export async function readPartnerAccount(
  connection: Connection,
  partnerId: PartnerId,
): Promise<BankAccount | undefined> {
  const [row] = await connection.run(selectPartnerAccount, [partnerId]);
  return row && decodeAccount(row);
}

/** Sets the operator's account from which a currency is paid. */
export async function putPayoutSource(
  connection: Connection,
  currency: Currency,
  { holder, account, bank }: BankAccount,
  now: Instant,
): Promise<void> {
  const row = { currency, holder, account, bank, changed_at: now };
  await connection.run(storeSource, sources.values(row));
}

/** The operator's own accounts, by currency. */
export async function readPayoutSources(
  connection: Connection,
): Promise<ReadonlyMap<Currency, BankAccount>> {
  const rows = await connection.run(selectSources);
  return new Map(rows.map((raw) => [sources.read(raw).currency, decodeAccount(raw)]));
}

const decodeAccount = (raw: RawRow): BankAccount => accountOf(accounts.read(raw));

export const accountOf = ({ holder, account, bank }: RowOf<typeof accounts>): BankAccount => ({
  holder,
  account,
  bank,
});
