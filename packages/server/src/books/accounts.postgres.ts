/** Accounts with their balances, in the order of their names (keyset pagination). */
import {
  type Currency,
  type Money,
  money,
  type PartnerId,
  type WalletId,
} from '@sampan/primitives';
import { bigint, type Connection, statement, table, text } from '#database';
import { type Account, payableAccount, walletAccount } from '#ledger';
import { type AccountKind, type AccountName, accountKinds, accountNamed } from './account-name.ts';
import { oursNow, readSummedDay, sinceParameters } from './sums.postgres.ts';

export interface ListedAccount {
  readonly kind: AccountKind;
  readonly account: Account;
  readonly balance: Money;
  /** The partner's name, or the login of the wallet. */
  readonly owner: string | undefined;
}

export interface AccountFilter {
  readonly kind?: AccountKind | undefined;
  /** Of what follows the kind in the name: a currency, or the beginning of an id. */
  readonly prefix?: string | undefined;
  readonly currency?: Currency | undefined;
}

const ours = table({ account: text<Account>(), currency: text<Currency>(), balance: bigint });
const payables = table({
  partner_id: text<PartnerId>(),
  currency: text<Currency>(),
  balance: bigint,
  name: text(),
});
const ofWallets = table({
  wallet_id: text<WalletId>(),
  currency: text<Currency>(),
  balance: bigint,
  login_id: text(),
});

const selectOurs = statement({
  name: 'list-own-accounts',
  text: `with ${oursNow} select account, currency, credit - debit as balance from ours`,
});

const selectPayables = statement({
  name: 'list-payable-accounts',
  text: `select partner_id, partner_funds.currency, sum(balance)::bigint as balance,
      min(partners.name) as name
    from partner_funds join partners using (partner_id)
    where (partner_id, partner_funds.currency) > ($1, $2) and starts_with(partner_id, $3)
      and ($4 = '' or partner_funds.currency = $4)
    group by partner_id, partner_funds.currency
    order by partner_id, partner_funds.currency limit $5`,
});

const selectWallets = statement({
  name: 'list-wallet-accounts',
  text: `select wallet_id::text, currency, balance, login_id from wallets
    where wallet_id > $1 and starts_with(wallet_id, $2) and ($3 = '' or currency = $3)
    order by wallets.wallet_id limit $4`,
});

/** A page of accounts: at most `limit` after `after`. */
export async function listAccounts(
  connection: Connection,
  filter: AccountFilter,
  after: AccountName | undefined,
  limit: number,
): Promise<ListedAccount[]> {
  const from = after ? accountKinds.indexOf(after.kind) : 0;
  const found: ListedAccount[] = [];
  const own = accountKinds.slice(from, 3);
  if (own.length > 0) found.push(...(await ownAccounts(connection, filter, own, after)));
  for (const kind of ['payable', 'wallet'] as const) {
    const isPast = accountKinds.indexOf(kind) < from;
    if (isPast || found.length >= limit || (filter.kind && filter.kind !== kind)) continue;
    const read = kind === 'payable' ? payableAccounts : walletAccounts;
    found.push(...(await read(connection, filter, after, limit - found.length)));
  }
  return found.slice(0, limit);
}

/** The account with its balance; undefined when there is none. */
export async function readAccount(
  connection: Connection,
  name: AccountName,
): Promise<ListedAccount | undefined> {
  const [prefix, filter] =
    name.kind === 'wallet'
      ? [name.walletId, {}]
      : name.kind === 'payable'
        ? [name.partnerId, { currency: name.currency }]
        : [undefined, {}];
  const found = await listAccounts(
    connection,
    { kind: name.kind, prefix, ...filter },
    undefined,
    1_000,
  );
  return found.find(({ account }) => account === name.account);
}

/** There are a few for each currency. */
async function ownAccounts(
  connection: Connection,
  { kind, prefix = '', currency }: AccountFilter,
  kinds: readonly AccountKind[],
  after: AccountName | undefined,
): Promise<ListedAccount[]> {
  if (kind !== undefined && !kinds.includes(kind)) return [];
  const rows = await connection.run(selectOurs, sinceParameters(await readSummedDay(connection)));
  return rows
    .map((raw) => ours.read(raw))
    .flatMap((row) => {
      const named = accountNamed(row.account);
      if (!named || (kind !== undefined && named.kind !== kind)) return [];
      const isWanted =
        row.account.startsWith(`${named.kind}/${prefix}`) &&
        (currency === undefined || currency === row.currency) &&
        (after === undefined || row.account > after.account);
      const balance = money(row.currency, row.balance);
      return isWanted
        ? [{ kind: named.kind, account: row.account, balance, owner: undefined }]
        : [];
    })
    .sort((left, right) => (left.account < right.account ? -1 : 1));
}

async function payableAccounts(
  connection: Connection,
  { prefix = '', currency }: AccountFilter,
  after: AccountName | undefined,
  limit: number,
): Promise<ListedAccount[]> {
  const at = after?.kind === 'payable' ? [after.partnerId, after.currency] : ['', ''];
  const rows = await connection.run(selectPayables, [...at, prefix, currency ?? '', limit]);
  return rows.map((raw) => {
    const row = payables.read(raw);
    return {
      kind: 'payable',
      account: payableAccount(row.partner_id, row.currency),
      balance: money(row.currency, row.balance),
      owner: row.name,
    };
  });
}

async function walletAccounts(
  connection: Connection,
  { prefix = '', currency }: AccountFilter,
  after: AccountName | undefined,
  limit: number,
): Promise<ListedAccount[]> {
  const at = after?.kind === 'wallet' ? after.walletId : '';
  const rows = await connection.run(selectWallets, [at, prefix, currency ?? '', limit]);
  return rows.map((raw) => {
    const row = ofWallets.read(raw);
    return {
      kind: 'wallet',
      account: walletAccount(row.wallet_id),
      balance: money(row.currency, row.balance),
      owner: row.login_id,
    };
  });
}
