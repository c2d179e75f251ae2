import type { AccountLineView, AccountView, LedgerEntryView, TrialBalanceView } from '@sampan/api';
import {
  add,
  type Currency,
  equalMoney,
  formatAmount,
  isCurrency,
  isNegative,
  isTradeId,
  isWalletId,
  type Money,
  money,
  offsetTime,
  zero,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { readTrade } from '#acquiring';
import {
  type AccountLine,
  type AccountName,
  accountNamed,
  type LinePlace,
  type ListedAccount,
  listAccounts,
  readAccount,
  readAccountLines,
  readTrialBalance,
  type TrialLine,
} from '#books';
import { type Entry, readEntries } from '#ledger';
import { maskedLogin } from '#wallet';
import type { OperationsDependencies } from './dependencies.ts';
import { cursorOf, keyIn, type List, pageOf } from './page.ts';
import { invalid, unknown } from './problem.ts';
import { serve } from './serve.http.ts';

const accountList: List<ListedAccount, AccountName> = {
  name: 'accounts',
  keyOf: ({ account }) => [account],
  keyFrom: ([name = '']) => accountNamed(name),
};

const lineList: Pick<List<never, LinePlace>, 'name' | 'keyFrom'> = {
  name: 'account-entries',
  keyFrom: ([before = '', balance = '']) =>
    /^[0-9]{28,29}$/.test(before) && /^-?[0-9]{1,18}$/.test(balance)
      ? { before, balance: BigInt(balance) }
      : undefined,
};

/** The ledger: trial balance, accounts, and every entry. */
export function ledgerRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists, reader } = world;

  serve(app, world, 'GET /admin/trial-balance', async () => {
    const { result, now } = await lists.read(readTrialBalance);
    return {
      asOf: offsetTime(now),
      ...(result.summed !== undefined && { summedTo: result.summed }),
      currencies: byCurrency(result.lines).map(currencyView),
    };
  });

  serve(app, world, 'GET /admin/accounts', async ({ query }) => {
    const { kind, prefix, currency } = query;
    if (currency !== undefined && !isCurrency(currency)) {
      throw invalid('currency', 'a currency such as HKD');
    }
    const page = await pageOf(accountList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listAccounts(connection, { kind, prefix, currency }, after, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(accountView) };
  });

  serve(app, world, 'GET /admin/accounts/:name', async ({ params }) =>
    accountView((await found(params.name)).account),
  );

  serve(app, world, 'GET /admin/accounts/:name/entries', async ({ params, query }) => {
    const { account, name } = await found(params.name);
    const { limit = 100, after, kind } = query;
    const place = after === undefined ? undefined : keyIn(lineList, after);
    const { result } = await lists.read((connection) =>
      readAccountLines(connection, name, account.balance.currency, place, { limit }),
    );
    const { lines, next, lookedBackTo } = result;
    return {
      items: lines.filter((line) => kind === undefined || line.kind === kind).map(lineView),
      next: next ? cursorOf(lineList.name, [next.before, String(next.balance)]) : null,
      ...(lookedBackTo !== undefined && { lookedBackTo }),
    };
  });

  serve(app, world, 'GET /admin/entries/:id', async ({ params: { id } }) => {
    const ids = isTradeId(id) ? [id] : [];
    const { result } = await reader.read((connection) => readEntries(connection, { ids }));
    const [entry] = result;
    if (!entry) throw unknown('entry', id);
    return { ...entryView(entry), cause: await causeOf(entry) };
  });

  async function found(text: string): Promise<{ name: AccountName; account: ListedAccount }> {
    const name = accountNamed(text);
    const { result: account } = name
      ? await lists.read((connection) => readAccount(connection, name))
      : { result: undefined };
    if (!name || !account) throw unknown('account', text);
    return { name, account };
  }

  async function causeOf({ kind, cause }: Entry): Promise<LedgerEntryView['cause']> {
    if (kind === 'settlement') return isTradeId(cause) ? { batchId: cause } : {};
    if (kind === 'top-up' || kind === 'withdrawal')
      return isWalletId(cause) ? { walletId: cause } : {};
    if (!isTradeId(cause)) return {};
    const { result: trade } = await reader.read((connection) => readTrade(connection, cause));
    if (!trade) return { tradeId: cause };
    const { partnerId, partnerTransId, walletId } = trade;
    return { tradeId: cause, partnerId, partnerTransId, walletId };
  }
}

function byCurrency(lines: readonly TrialLine[]): (readonly TrialLine[])[] {
  const groups = new Map<Currency, TrialLine[]>();
  for (const line of lines) {
    const group = groups.get(line.balance.currency);
    if (group) group.push(line);
    else groups.set(line.balance.currency, [line]);
  }
  return [...groups.values()];
}

function currencyView(lines: readonly TrialLine[]): TrialBalanceView['currencies'][number] {
  const [
    {
      balance: { currency },
    } = { balance: zero('HKD') },
  ] = lines;
  const total = (side: (balance: Money) => Money) =>
    lines.map(({ balance }) => side(balance)).reduce(add, zero(currency));
  const [debit, credit] = [total(debitOf), total(creditOf)];
  return {
    currency,
    debit: formatAmount(debit),
    credit: formatAmount(credit),
    balances: equalMoney(debit, credit),
    lines: lines.map(({ kind, account, accounts, balance }) => ({
      kind,
      ...(account !== undefined && { account }),
      accounts,
      ...sideView(balance),
    })),
  };
}

const debitOf = ({ currency, minor }: Money) => money(currency, minor < 0n ? -minor : 0n);
const creditOf = ({ currency, minor }: Money) => money(currency, minor > 0n ? minor : 0n);

/** A balance of zero is on the side of what we owe. */
const sideView = (balance: Money) =>
  isNegative(balance)
    ? { debit: formatAmount(debitOf(balance)) }
    : { credit: formatAmount(balance) };

const accountView = ({ kind, account, balance, owner }: ListedAccount): AccountView => ({
  account,
  kind,
  currency: balance.currency,
  balance: formatAmount(balance),
  ...(owner !== undefined && { owner: kind === 'wallet' ? maskedLogin(owner) : owner }),
});

const lineView = ({
  entryId,
  kind,
  cause,
  bookedAt,
  change,
  balance,
}: AccountLine): AccountLineView => ({
  entryId,
  kind,
  cause,
  bookedAt: offsetTime(bookedAt),
  ...sideView(change),
  balance: formatAmount(balance),
});

const entryView = ({ id, kind, bookedAt, transfers }: Entry) => ({
  entryId: id,
  kind,
  bookedAt: offsetTime(bookedAt),
  transfers: transfers.map(({ debit, credit, amount }) => ({
    debit,
    credit,
    amount: formatAmount(amount),
    currency: amount.currency,
  })),
});
