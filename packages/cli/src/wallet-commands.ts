/** The commands about wallets, and those that act for a buyer. */
import { adminOption } from './admin-option.ts';
import type { Argument, Command, Option } from './command.ts';
import { pageOptions } from './page-options.ts';

const wallet: Argument = {
  name: 'WALLET',
  summary: "the wallet's id or phone number, e.g. 852-51234567",
};

const limitOptions: readonly Option[] = [
  {
    name: 'password-free-limit',
    value: 'AMOUNT|none',
    summary: 'ask for the password above this amount, e.g. 500.00 (default none: never)',
  },
  {
    name: 'payment-limit',
    value: 'AMOUNT|none',
    summary: 'maximum per payment, e.g. 1000.00 (default none)',
  },
  {
    name: 'day-limit',
    value: 'AMOUNT|none',
    summary: 'maximum paid per GMT+8 day, e.g. 3000.00 (default none)',
  },
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
      { name: 'balance', value: 'AMOUNT', summary: 'initial balance, e.g. 1000.00 (default 0.00)' },
      {
        name: 'phone',
        value: 'NUMBER',
        summary: "the buyer's login, e.g. 852-51234567 (default: random)",
      },
      {
        name: 'pin',
        value: 'DIGITS',
        summary: 'six digits for signing in, e.g. 482915 (default: no sign-in)',
      },
      ...limitOptions,
      adminOption,
    ],
    examples: ['sampan wallet create --inst ALIPAYHK --balance 1000.00 --phone 852-51234567'],
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
      'Options that are not given stay unchanged. Refunds and cancels do not reduce the',
      'paid totals of a day or month.',
    ],
    load: () => import('./commands/wallet-set.ts'),
  },
  {
    name: 'wallet freeze',
    summary: "block a wallet's payments; --off unblocks",
    arguments: [wallet],
    options: [{ name: 'off', summary: 'allow payments again' }, adminOption],
    notes: ['A frozen wallet still receives refunds and top-ups.'],
    load: () => import('./commands/wallet-freeze.ts'),
  },
  {
    name: 'wallet top-up',
    summary: 'pay money into a wallet',
    arguments: [
      wallet,
      { name: 'AMOUNT', summary: "in the wallet's currency, e.g. 100.00", field: 'amount' },
    ],
    options: [adminOption],
    notes: ['Repeating the command pays in again.'],
    load: () => import('./commands/wallet-top-up.ts'),
  },
  {
    name: 'wallet transfers',
    summary: "list buyers' top-ups and withdrawals that wait for you",
    arguments: [],
    options: [...pageOptions, adminOption],
    load: () => import('./commands/wallet-transfers.ts'),
  },
  {
    name: 'wallet settle',
    summary: 'book a top-up or withdrawal that waits, or refuse it',
    arguments: [
      { name: 'TRANSFER', summary: 'its id, as wallet transfers shows it', field: 'transferId' },
    ],
    options: [
      { name: 'refuse', value: 'REASON', summary: 'refuse it; the buyer sees the reason' },
      adminOption,
    ],
    notes: [
      'Book a top-up when its money has come to your bank account, a withdrawal when you pay it out.',
      'Repeating the command books nothing twice.',
    ],
    load: () => import('./commands/wallet-settle.ts'),
  },
  {
    name: 'wallet code',
    summary: 'create a payment code, valid for 60 seconds',
    arguments: [wallet],
    options: [
      { name: 'digits', value: '18|24', summary: 'length of the code (default 18)' },
      adminOption,
    ],
    load: () => import('./commands/wallet-code.ts'),
  },
  {
    name: 'wallet scan',
    summary: "scan an order's or a shop's code and pay",
    arguments: [
      wallet,
      { name: 'QR', summary: "the QR code's text, or the token at its end", field: 'code' },
    ],
    options: [
      {
        name: 'amount',
        value: 'AMOUNT',
        summary: "amount to pay, e.g. 30.00; required with a shop's code",
      },
      adminOption,
    ],
    load: () => import('./commands/wallet-scan.ts'),
  },
  {
    name: 'wallet confirm',
    summary: 'confirm or reject a waiting payment',
    arguments: [wallet],
    options: [
      {
        name: 'trade',
        value: 'ID',
        summary: 'the trade (default: the newest waiting one)',
        field: 'tradeId',
      },
      { name: 'reject', summary: 'reject the payment (default: confirm it)' },
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
