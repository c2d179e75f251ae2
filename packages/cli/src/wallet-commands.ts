/** The commands about wallets, and those that act for a buyer. */
import { adminOption } from './admin-option.ts';
import type { Argument, Command, Option } from './command.ts';
import { pageOptions } from './page-options.ts';

const wallet: Argument = { name: 'WALLET', summary: "the wallet's id, or its phone number" };

const limitOptions: readonly Option[] = [
  {
    name: 'password-free-limit',
    value: 'AMOUNT|none',
    summary: 'ask for the password above this amount (default none: never ask)',
  },
  { name: 'payment-limit', value: 'AMOUNT|none', summary: 'maximum per payment (default none)' },
  { name: 'day-limit', value: 'AMOUNT|none', summary: 'maximum paid per day (default none)' },
  {
    name: 'month-limit',
    value: 'AMOUNT|none',
    summary: 'maximum paid per calendar month (default none)',
  },
];

export const walletCommands: readonly Command[] = [
  {
    name: 'wallet create',
    summary: 'create a wallet',
    arguments: [],
    options: [
      { name: 'inst', value: 'ALIPAYHK|ALIPAYCN', summary: 'kind of wallet (required)' },
      { name: 'balance', value: 'AMOUNT', summary: 'initial balance (default 0.00)' },
      { name: 'phone', value: 'NUMBER', summary: "the buyer's login (default: random)" },
      { name: 'pin', value: 'DIGITS', summary: 'six digits for signing in (default: no sign-in)' },
      ...limitOptions,
      adminOption,
    ],
    load: () => import('./commands/wallet-create.ts'),
  },
  {
    name: 'wallet list',
    summary: 'list wallets, ordered by id',
    arguments: [],
    options: [...pageOptions, adminOption],
    load: () => import('./commands/wallet-list.ts'),
  },
  {
    name: 'wallet set',
    summary: "change a wallet's limits",
    arguments: [wallet],
    options: [...limitOptions, adminOption],
    notes: [
      'Day and month limits count GMT+8 days and months; refunds and cancels do not give back what has',
      'been used up.',
    ],
    load: () => import('./commands/wallet-set.ts'),
  },
  {
    name: 'wallet freeze',
    summary: 'stop a wallet from paying; --off lets it pay again',
    arguments: [wallet],
    options: [{ name: 'off', summary: 'let the wallet pay again' }, adminOption],
    notes: ['Refunds and top-ups still reach a frozen wallet.'],
    load: () => import('./commands/wallet-freeze.ts'),
  },
  {
    name: 'wallet top-up',
    summary: 'pay money into a wallet',
    arguments: [
      wallet,
      { name: 'AMOUNT', summary: "in the wallet's currency, such as 100.00", field: 'amount' },
    ],
    options: [adminOption],
    notes: [
      'A frozen wallet is topped up like any other. Repeating the command pays in once more.',
    ],
    load: () => import('./commands/wallet-top-up.ts'),
  },
  {
    name: 'wallet code',
    summary: 'show a new payment code',
    arguments: [wallet],
    options: [
      { name: 'digits', value: '18|24', summary: 'length of the code (default 18)' },
      adminOption,
    ],
    load: () => import('./commands/wallet-code.ts'),
  },
  {
    name: 'wallet scan',
    summary: "scan an order's or a shop's code, and pay",
    arguments: [
      wallet,
      { name: 'QR', summary: "the code's text, or the last part of it", field: 'code' },
    ],
    options: [
      { name: 'amount', value: 'AMOUNT', summary: "amount to pay; only with a shop's code" },
      adminOption,
    ],
    load: () => import('./commands/wallet-scan.ts'),
  },
  {
    name: 'wallet confirm',
    summary: 'answer a pending password prompt',
    arguments: [wallet],
    options: [
      {
        name: 'trade',
        value: 'ID',
        summary: 'the trade (default: the newest that waits)',
        field: 'tradeId',
      },
      { name: 'reject', summary: 'refuse to pay' },
      adminOption,
    ],
    load: () => import('./commands/wallet-confirm.ts'),
  },
  {
    name: 'wallet show',
    summary: 'show balance, limits and the last trades',
    arguments: [wallet],
    options: [adminOption],
    load: () => import('./commands/wallet-show.ts'),
  },
];
