/**
 * The commands that need a running server's operations port, or nothing at all.
 *
 * `load` imports a command's program only when it runs, so that `wallet code` does not pay for the others.
 */
import { adminOption } from './admin-option.ts';
import type { Command } from './command.ts';
import { fileCommands } from './file-commands.ts';
import { pageOptions } from './page-options.ts';
import { partnerCommands } from './partner-commands.ts';
import { settlementCommands } from './settlement-commands.ts';
import { walletCommands } from './wallet-commands.ts';

export const clientCommands: readonly Command[] = [
  ...partnerCommands,
  ...walletCommands,
  {
    name: 'trade list',
    summary: 'list trades, newest first',
    arguments: [],
    options: [
      { name: 'partner', value: 'PID', summary: 'only trades of this partner' },
      { name: 'wallet', value: 'ID', summary: 'only trades of this wallet' },
      {
        name: 'status',
        value: 'waiting|paid|closed|finished',
        summary: 'only trades in this state',
      },
      { name: 'date', value: 'DATE', summary: 'only trades that began on this business day' },
      ...pageOptions,
      adminOption,
    ],
    load: () => import('./commands/trade-list.ts'),
  },
  {
    name: 'trade show',
    summary: 'show a trade with its refunds, entries and notifications',
    arguments: [{ name: 'ID', summary: "trade id; with --partner, the partner's own order id" }],
    options: [
      { name: 'partner', value: 'PID', summary: 'partner whose order id is given' },
      adminOption,
    ],
    load: () => import('./commands/trade-show.ts'),
  },
  {
    name: 'notify list',
    summary: 'list notifications and their attempts, newest first',
    arguments: [],
    options: [
      { name: 'trade', value: 'ID', summary: 'only notifications of this trade' },
      { name: 'limit', value: 'N', summary: 'maximum number of rows (default 50)' },
      adminOption,
    ],
    load: () => import('./commands/notify-list.ts'),
  },
  {
    name: 'notify resend',
    summary: 'send a notification again; exit 1 if it is not acknowledged',
    arguments: [{ name: 'ID', summary: "the notification's id" }],
    options: [adminOption],
    load: () => import('./commands/notify-resend.ts'),
  },
  {
    name: 'rates show',
    summary: 'show the exchange rates in effect',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/rates-show.ts'),
  },
  {
    name: 'rates import',
    summary: 'import exchange rates, all or none',
    arguments: [{ name: 'FILE', summary: 'a file of lines like 20261122|100030|HKD|0.838800|' }],
    options: [adminOption],
    notes: [
      'Day and time are GMT+8 and must not lie in the future. Rates are CNY per unit, with six decimals.',
      'For each currency the newest line takes effect at once.',
    ],
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
    arguments: [{ name: 'DURATION', summary: 'e.g. 90s, 10m, 2h or 1d', field: 'by' }],
    options: [adminOption],
    load: () => import('./commands/clock-advance.ts'),
  },
  {
    name: 'clock set',
    summary: "set a sandbox's clock to a later time",
    arguments: [{ name: 'TIME', summary: 'e.g. 2026-11-22T00:20:00+08:00', field: 'to' }],
    options: [adminOption],
    load: () => import('./commands/clock-set.ts'),
  },
  {
    name: 'run',
    summary: 'run a scheduled job now, all that is due',
    arguments: [{ name: 'JOB', summary: 'one of those below' }],
    options: [
      {
        name: 'date',
        value: 'DATE',
        summary: 'files only: files up to this day',
      },
      adminOption,
    ],
    notes: [
      '  close-day      closes the days that are over; by the clock at 00:00 GMT+8',
      '  settle         settles what is due today, also before 15:46, its time by the clock',
      '  files          makes the files of closed days, also before 09:00; the settlement file of a day',
      '                 comes when that day is closed',
      '  refund-batch   executes accepted refunds whose turn has come; by the clock from 23:00 to 05:00',
      '  finish-trades  notes trades as finished whose refund period is over',
      '  notifications  sends what is due',
      '  retention      removes what is kept no longer; see sampan start --help',
      "  tidy-files     removes files from this server's disk that retention has taken off the list",
      '',
      'What a job waits for is said: a session of the database by its process, or another job.',
      '',
      'The server runs all of these on schedule; nothing is done twice.',
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'audit',
    summary: 'recompute every balance and invariant from the ledger; exit 1 if one is broken',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/audit.ts'),
  },
  {
    name: 'reconcile',
    summary: "compare a file with a partner's own book; exit 1 if they differ",
    arguments: [{ name: 'FILE', summary: 'a transaction or settlement file' }],
    options: [
      {
        name: 'against',
        value: 'OWN.csv',
        summary: 'own book: partner_transaction_id, amount, type [currency, fee, transaction_id]',
      },
      { name: 'charset', value: 'UTF-8|GBK', summary: 'charset of FILE (default UTF-8)' },
      { name: 'csv', summary: 'print the breaks as CSV' },
    ],
    notes: [
      'Every row has the type PAYMENT, REFUND, CANCEL or REVERSAL, in FILE and in OWN.csv. Rows with the',
      'same id and type are compared; the sign of an amount is ignored.',
      '',
      '  missing-here     in FILE, not in OWN.csv',
      '  missing-there    in OWN.csv, not in FILE',
      '  status           same id, different type',
      '  currency         different currency; amounts are not compared then',
      '  amount, fee      different amount or fee; an empty fee in OWN.csv is not compared',
      '  duplicate        more than once in OWN.csv or in FILE',
      '',
      'A settlement file lists cancelled orders under our id: they are matched by transaction_id in',
      'OWN.csv, else by the payment of the same order in FILE. OWN.csv is held in memory, FILE is not.',
    ],
    load: () => import('./commands/reconcile.ts'),
  },
  {
    name: 'demo',
    summary: 'make demo payments in a sandbox and show the exchanges, or play whole days',
    arguments: [],
    options: [
      {
        name: 'days',
        value: 'N',
        summary: 'play N business days at two shops, including a Friday and a holiday',
      },
      {
        name: 'out',
        value: 'DIR',
        summary: "folder for the shops' own books (default DATA/demo-books)",
      },
      adminOption,
    ],
    notes: [
      '--days moves the sandbox clock some weeks forward, until all sales are settled and all files are',
      'there. It creates two shops, each a partner with a fee and an SFTP password, and writes the book',
      'of each for sampan reconcile: DIR/PID_2026-12-25.csv.',
    ],
    load: () => import('./commands/demo.ts'),
  },
  ...fileCommands,
  ...settlementCommands,
];
