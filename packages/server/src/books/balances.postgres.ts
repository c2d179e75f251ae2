/** Trial balance and balances of accounts, each in one statement, and so of one moment. */
import { type BusinessDate, type Currency, type Money, money } from '@sampan/primitives';
import { bigint, type Connection, integer, optional, statement, table, text } from '#database';
import type { Account } from '#ledger';
import type { AccountKind } from './account-name.ts';
import { oursNow, readSummedDay, sinceParameters } from './sums.postgres.ts';

/** What accounts of one kind took and gave, or have; of wallets and partners only what they have is known. */
export interface TrialLine {
  readonly kind: AccountKind;
  /** Undefined for all accounts of wallets, and of partners. */
  readonly account: Account | undefined;
  readonly accounts: number;
  /** Credits less debits. */
  readonly balance: Money;
}

const lines = table({
  kind: text<AccountKind>(),
  account: optional(text<Account>()),
  currency: text<Currency>(),
  accounts: integer,
  balance: bigint,
});

const selectTrialBalance = statement({
  name: 'select-trial-balance',
  text: `with ${oursNow}
    select split_part(account, '/', 1) as kind, account, currency, 1 as accounts,
        credit - debit as balance from ours
      union all
      select 'payable', null, currency, count(distinct partner_id)::integer, sum(balance)::bigint
        from partner_funds group by currency
      union all
      select 'wallet', null, currency, count(*)::integer, sum(balance)::bigint
        from wallets group by currency
    order by currency, kind, account`,
});

/** All currencies, each with its lines by kind and name, and the day whose sums it stands on. */
export async function readTrialBalance(
  connection: Connection,
): Promise<{ readonly summed: BusinessDate | undefined; readonly lines: readonly TrialLine[] }> {
  const summed = await readSummedDay(connection);
  const rows = await connection.run(selectTrialBalance, sinceParameters(summed));
  return {
    summed,
    lines: rows.map((raw) => {
      const { kind, account, currency, accounts, balance } = lines.read(raw);
      return { kind, account, accounts, balance: money(currency, balance) };
    }),
  };
}
