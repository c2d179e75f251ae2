import { type Static, Type } from '@sinclair/typebox';
import {
  amount,
  currency,
  oneOf,
  ownId,
  page,
  pageQuery,
  partnerId,
  time,
  tradeId,
  walletId,
} from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const kind = oneOf(['bank', 'fee-income', 'fx', 'payable', 'wallet']);
const entryKind = oneOf(['top-up', 'withdrawal', 'payment', 'refund', 'cancel', 'settlement']);

const side = {
  debit: Type.Optional(amount),
  credit: Type.Optional(amount),
};

const line = Type.Object({
  kind,
  account: Type.Optional(
    Type.String({
      description: 'Of ours; all accounts of wallets, and of partners, are one line.',
      examples: ['bank/HKD'],
    }),
  ),
  accounts: Type.Integer({ description: 'How many accounts the line adds up.' }),
  ...side,
});

const trialBalance = Type.Object({
  asOf: time,
  summedTo: Type.Optional(
    Type.String({
      description:
        'The day to whose end sums of closed days are used; entries since are added one by one.',
      examples: ['2026-11-22'],
    }),
  ),
  currencies: Type.Array(
    Type.Object({
      currency,
      debit: amount,
      credit: amount,
      balances: Type.Boolean({ description: 'Whether debit is credit.' }),
      lines: Type.Array(line),
    }),
  ),
});

export type TrialBalanceView = Fixed<Static<typeof trialBalance>>;

const account = Type.Object({
  account: Type.String({ examples: ['payable/2088000000000016/HKD'] }),
  kind,
  currency,
  balance: Type.String({
    description: 'Credits less debits, as decimal text; negative for money that we have.',
  }),
  owner: Type.Optional(
    Type.String({ description: "The partner's name, or the wallet's login, masked." }),
  ),
});

export type AccountView = Fixed<Static<typeof account>>;

const accountLine = Type.Object({
  entryId: ownId,
  kind: entryKind,
  cause: Type.String({ description: 'The id of the trade, the wallet or the batch.' }),
  bookedAt: time,
  ...side,
  balance: Type.String({ description: 'Of the account with this entry and all before it.' }),
});

export type AccountLineView = Fixed<Static<typeof accountLine>>;

const wholeEntry = Type.Object({
  entryId: ownId,
  kind: entryKind,
  bookedAt: time,
  cause: Type.Object({
    tradeId: Type.Optional(tradeId),
    partnerId: Type.Optional(partnerId),
    partnerTransId: Type.Optional(Type.String({ description: "The partner's id of the order." })),
    walletId: Type.Optional(walletId),
    batchId: Type.Optional(ownId),
  }),
  transfers: Type.Array(
    Type.Object({ debit: Type.String(), credit: Type.String(), amount, currency }),
  ),
});

export type LedgerEntryView = Fixed<Static<typeof wholeEntry>>;

const ofAccount = Type.Object({
  name: Type.String({
    description: 'The name of an account, URL-encoded.',
    examples: ['payable%2F2088000000000016%2FHKD'],
  }),
});

export const ledgerRoutes = {
  'GET /admin/trial-balance': {
    summary: 'Adds up all accounts by currency; debit is credit, or the books are wrong.',
    reply: trialBalance,
  },
  'GET /admin/accounts': {
    summary: 'Lists accounts with their balances, by their names.',
    query: pageQuery({
      kind: Type.Optional(kind),
      prefix: Type.Optional(
        Type.String({
          description: 'What the name begins with behind its kind: digits of an id, a currency.',
          pattern: '^[0-9A-Z/-]{1,64}$',
          expected: 'the beginning of an id or a currency',
        }),
      ),
      currency: Type.Optional(
        Type.String({ pattern: '^[A-Z]{3}$', expected: 'a currency such as HKD' }),
      ),
    }),
    reply: page(account),
  },
  'GET /admin/accounts/:name': {
    summary: 'Shows an account with its balance.',
    params: ofAccount,
    reply: account,
    errors: { 'account-unknown': 404 },
  },
  'GET /admin/accounts/:name/entries': {
    summary: 'Lists what entries did to an account, newest first.',
    params: ofAccount,
    query: pageQuery({ kind: Type.Optional(entryKind) }),
    reply: Type.Composite([
      page(accountLine),
      Type.Object({
        lookedBackTo: Type.Optional(
          Type.String({
            description:
              'There may be older entries: a page scans a part of the ledger, back to this day.',
          }),
        ),
      }),
    ]),
    errors: { 'account-unknown': 404 },
  },
  'GET /admin/entries/:id': {
    summary: 'Shows an entry with its transfers and its cause.',
    params: Type.Object({ id: Type.String({ description: "An entry's id, 28 digits." }) }),
    reply: wholeEntry,
    errors: { 'entry-unknown': 404 },
  },
} as const satisfies Api;
