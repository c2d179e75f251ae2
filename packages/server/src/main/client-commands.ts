/** The commands that talk to a running server over its operations port. */
import type { Command, Option } from './commands.ts';

export const adminOption: Option = {
  name: 'admin',
  value: 'URL',
  summary: 'operations address of the server; by default that of the data folder',
};

const wallet = { name: 'WALLET', summary: "the wallet's id, or its phone number" } as const;

export const clientCommands: readonly Command[] = [
  {
    name: 'partner create',
    summary: 'make a partner, with its keys',
    arguments: [],
    options: [
      { name: 'contract', value: 'hk|global', summary: 'the documents that the contract follows' },
      { name: 'id', value: 'PID', summary: '16 digits that begin with 2088; by default drawn' },
      { name: 'name', value: 'TEXT', summary: 'name of the partner' },
      { name: 'currency', value: 'CUR', summary: 'settlement currency; HKD' },
      { name: 'md5-key', value: 'KEY', summary: 'key shared with the partner; by default drawn' },
      { name: 'public-key', value: 'FILE', summary: "the partner's RSA public key, PEM or Base64" },
      { name: 'fee-rate', value: 'RATE', summary: 'share of each payment that we keep; 0' },
      { name: 'fee-minimum', value: 'AMOUNT', summary: 'the least fee by the rate; 0.00' },
      {
        name: 'fee-fixed',
        value: 'AMOUNT',
        summary: 'a fee for each payment, in place of the rate',
      },
      {
        name: 'refund-fee',
        value: 'returned|kept',
        summary: 'the fee of what is refunded; returned',
      },
      { name: 'wallets', value: 'LIST', summary: 'kinds that may pay; hk both, global ALIPAYCN' },
      { name: 'settles-after', value: 'N', summary: 'working days until it is settled; 1' },
      { name: 'settlement-minimum', value: 'AMOUNT', summary: 'the least that is paid out; 0.00' },
      { name: 'calendars', value: 'LIST', summary: 'whose holidays are free: hk,cn; global cn' },
      adminOption,
    ],
    load: () => import('./commands/partner-create.ts'),
  },
  {
    name: 'wallet create',
    summary: 'make a wallet',
    arguments: [],
    options: [
      { name: 'inst', value: 'ALIPAYHK|ALIPAYCN', summary: 'the kind of wallet' },
      { name: 'balance', value: 'AMOUNT', summary: 'what the buyer has paid in; 0.00' },
      { name: 'phone', value: 'NUMBER', summary: "the buyer's login; by default drawn" },
      { name: 'pin', value: 'DIGITS', summary: 'six digits with which the buyer signs in' },
      {
        name: 'password-free-limit',
        value: 'AMOUNT',
        summary: 'above it the buyer is asked; by default never',
      },
      adminOption,
    ],
    load: () => import('./commands/wallet-create.ts'),
  },
  {
    name: 'wallet code',
    summary: 'show a fresh payment code',
    arguments: [wallet],
    options: [{ name: 'digits', value: '18|24', summary: 'length of the code; 18' }, adminOption],
    load: () => import('./commands/wallet-code.ts'),
  },
  {
    name: 'wallet scan',
    summary: 'scan the code of an order or a shop, and pay',
    arguments: [wallet, { name: 'QR', summary: "the code's text, or the last part of it" }],
    options: [
      { name: 'amount', value: 'AMOUNT', summary: "what is paid; only with a shop's code" },
      adminOption,
    ],
    load: () => import('./commands/wallet-scan.ts'),
  },
  {
    name: 'wallet confirm',
    summary: 'answer a waiting password prompt',
    arguments: [wallet],
    options: [
      { name: 'trade', value: 'ID', summary: 'the trade; by default the newest that waits' },
      { name: 'reject', summary: 'refuse to pay' },
      adminOption,
    ],
    load: () => import('./commands/wallet-confirm.ts'),
  },
  {
    name: 'wallet show',
    summary: 'show the balance and the last trades',
    arguments: [wallet],
    options: [adminOption],
    load: () => import('./commands/wallet-show.ts'),
  },
  {
    name: 'trade show',
    summary: 'show a trade with its refunds, entries and notifications',
    arguments: [{ name: 'ID', summary: "the trade's id; with --partner, the partner's id of it" }],
    options: [
      { name: 'partner', value: 'PID', summary: 'the partner whose id of the trade is given' },
      adminOption,
    ],
    load: () => import('./commands/trade-show.ts'),
  },
  {
    name: 'notify list',
    summary: 'list notifications with their attempts, newest first',
    arguments: [],
    options: [
      { name: 'trade', value: 'ID', summary: 'only those about this trade' },
      { name: 'limit', value: 'N', summary: 'how many at most; 50' },
      adminOption,
    ],
    load: () => import('./commands/notify-list.ts'),
  },
  {
    name: 'notify resend',
    summary: 'send a notification once more; exit 1 when it is not acknowledged',
    arguments: [{ name: 'ID', summary: "the notification's id" }],
    options: [adminOption],
    load: () => import('./commands/notify-resend.ts'),
  },
  {
    name: 'rates show',
    summary: 'show the exchange rates that are in effect',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/rates-show.ts'),
  },
  {
    name: 'rates import',
    summary: 'import exchange rates, all of them or none',
    arguments: [{ name: 'FILE', summary: 'lines such as 20261122|100030|HKD|0.838800|' }],
    options: [adminOption],
    load: () => import('./commands/rates-import.ts'),
  },
  {
    name: 'clock show',
    summary: 'show business time',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/clock-show.ts'),
  },
  {
    name: 'clock advance',
    summary: "move a sandbox's clock forward",
    arguments: [{ name: 'DURATION', summary: '90s, 10m, 2h or 1d' }],
    options: [adminOption],
    load: () => import('./commands/clock-advance.ts'),
  },
  {
    name: 'clock set',
    summary: "set a sandbox's clock to a later time",
    arguments: [{ name: 'TIME', summary: 'such as 2026-11-22T00:20:00+08:00' }],
    options: [adminOption],
    load: () => import('./commands/clock-set.ts'),
  },
  {
    name: 'run',
    summary: 'run a scheduled job now, all that is due',
    arguments: [{ name: 'JOB', summary: 'refund-batch or notifications' }],
    options: [
      { name: 'date', value: 'DATE', summary: 'the day for which it is run; today' },
      adminOption,
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'audit',
    summary: 'derive all invariants again; exit 1 when one is broken',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/audit.ts'),
  },
  {
    name: 'reconcile',
    summary: "find the breaks between a file and a partner's own book; exit 1 when there are any",
    arguments: [{ name: 'FILE', summary: 'a transaction or settlement file, of any generation' }],
    options: [
      {
        name: 'against',
        value: 'OWN.csv',
        summary:
          'the own book: partner_transaction_id, amount, type [currency, fee, transaction_id]',
      },
      { name: 'charset', value: 'UTF-8|GBK', summary: 'of FILE; UTF-8' },
      { name: 'csv', summary: 'print the breaks as CSV' },
    ],
    notes: [
      'FILE says PAYMENT, REFUND, CANCEL or REVERSAL of each row, and OWN.csv must too. A row that',
      'agrees in id and type is compared; of an amount only its size counts, a minus is passed over.',
      '',
      '  missing-here     in FILE, not in OWN.csv',
      '  missing-there    in OWN.csv, not in FILE',
      '  status           the same id, but another type',
      '  currency         another currency; amounts are then not compared',
      '  amount, fee      another amount, another fee; a fee left empty in OWN.csv is not compared',
      '  duplicate        once more in OWN.csv or in FILE',
      '',
      'A settlement file has cancelled orders under our id: transaction_id in OWN.csv finds them, or',
      'else the payment of the same order in FILE. OWN.csv is held in memory, FILE is not.',
    ],
    load: () => import('./commands/reconcile.ts'),
  },
  {
    name: 'demo',
    summary: 'make payments in a sandbox and show what is exchanged',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/demo.ts'),
  },
];
