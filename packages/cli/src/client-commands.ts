/**
 * The commands that need a running server's operations port, or no server at all.
 *
 * `load` imports a command's program only when it runs, so that `wallet code` loads quickly.
 */
import type { JobName } from '@sampan/api';
import { acceptCommand } from './accept-command.ts';
import { adminOption, worldOption } from './admin-option.ts';
import { cashierCommand } from './cashier-command.ts';
import type { Command } from './command.ts';
import { explainCommand } from './explain-command.ts';
import { fileCommands } from './file-commands.ts';
import { mcpCommand } from './mcp-command.ts';
import { pageOptions } from './page-options.ts';
import { partnerCommands } from './partner-commands.ts';
import { referenceCommands } from './reference-commands.ts';
import { requestCommands } from './request-commands.ts';
import { scenarioCommands } from './scenario-commands.ts';
import { settlementCommands } from './settlement-commands.ts';
import { staffCommands } from './staff-commands.ts';
import { walletCommands } from './wallet-commands.ts';
import { worldCommands } from './world-commands.ts';

/** Of each job, when it runs and what it does. */
const schedules: Readonly<Record<JobName, string>> = {
  'close-day': 'close the days that are over (00:00)',
  settle: 'settle what is due today (15:46)',
  files: 'write the files of closed days (09:00)',
  'refund-batch': 'execute due accepted refunds (23:00 to 05:00)',
  'finish-trades': 'mark trades whose refund period is over (hourly)',
  notifications: 'send due notifications (continuously)',
  retention: 'delete expired data, see sampan start --help (hourly)',
  'tidy-files': "delete unlisted files from this server's disk (hourly)",
};

const inAnyWorld: readonly Command[] = [
  ...partnerCommands,
  ...staffCommands,
  ...walletCommands,
  {
    name: 'trade list',
    summary: 'list trades, newest first',
    arguments: [],
    options: [
      { name: 'partner', value: 'PID', summary: 'only trades of this partner (default: all)' },
      { name: 'wallet', value: 'ID', summary: 'only trades of this wallet (default: all)' },
      {
        name: 'status',
        value: 'waiting|paid|closed|finished',
        summary: 'only trades in this state (default: all)',
      },
      {
        name: 'date',
        value: 'DATE',
        summary: 'only trades of this business day, e.g. 2026-11-22 (default: all)',
      },
      ...pageOptions,
      adminOption,
    ],
    load: () => import('./commands/trade-list.ts'),
  },
  {
    name: 'trade show',
    summary: 'show a trade with its refunds, entries and notifications',
    arguments: [{ name: 'ID', summary: "trade id, or with --partner the partner's order id" }],
    options: [
      { name: 'partner', value: 'PID', summary: "look up ID as this partner's order id" },
      adminOption,
    ],
    load: () => import('./commands/trade-show.ts'),
  },
  {
    name: 'notify list',
    summary: 'list notifications and their attempts, newest first',
    arguments: [],
    options: [
      { name: 'trade', value: 'ID', summary: 'only notifications of this trade (default: all)' },
      { name: 'limit', value: 'N', summary: 'maximum number of rows (default 50)' },
      adminOption,
    ],
    load: () => import('./commands/notify-list.ts'),
  },
  {
    name: 'notify resend',
    summary: 'send a notification again; exit 1 if not acknowledged',
    arguments: [{ name: 'ID', summary: "the notification's id, from notify list" }],
    options: [adminOption],
    load: () => import('./commands/notify-resend.ts'),
  },
  ...requestCommands,
  acceptCommand,
  cashierCommand,
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
    arguments: [
      { name: 'FILE', summary: 'a file with lines such as 20261122|100030|HKD|0.838800|' },
    ],
    options: [adminOption],
    notes: [
      'A line has date, time (GMT+8, not in the future), currency, and CNY per unit with',
      'six decimals. The newest line of each currency takes effect at once.',
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
    summary: 'run a scheduled job now',
    arguments: [{ name: 'JOB', summary: 'one of the jobs below' }],
    options: [
      {
        name: 'date',
        value: 'DATE',
        summary: 'for the job files: only files up to this day (default: all)',
      },
      adminOption,
    ],
    notes: [
      'Jobs, with their schedule in GMT+8:',
      '',
      ...Object.entries(schedules).map(([name, what]) => `  ${name.padEnd(15)}${what}`),
      '',
      'The server runs these jobs on schedule; running one again does nothing twice. A job',
      'that waits reports why: for a database session, or for another job.',
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'audit',
    summary: 'recompute all balances from the ledger; exit 1 if one is wrong',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/audit.ts'),
  },
  {
    name: 'reconcile',
    summary: "compare a file with a partner's book; exit 1 if they differ",
    arguments: [{ name: 'FILE', summary: 'a transaction or settlement file' }],
    options: [
      {
        name: 'against',
        value: 'OWN.csv',
        summary:
          "the partner's own book (required without --store): CSV in UTF-8 with the columns " +
          'partner_transaction_id, amount, type, and optionally currency, fee, transaction_id',
      },
      {
        name: 'store',
        value: 'PATH',
        summary:
          'instead of OWN.csv: where a program keeps its sales with @sampan/sdk, a file or a ' +
          'SQLite database; may be in use',
      },
      {
        name: 'partner',
        value: 'PID',
        summary: "with --store: the partner (default as in FILE's name)",
      },
      { name: 'charset', value: 'UTF-8|GBK', summary: 'charset of FILE (default UTF-8)' },
      { name: 'csv', summary: 'print the breaks as CSV (default: a table)' },
    ],
    notes: [
      'Types are PAYMENT, REFUND, CANCEL and REVERSAL. Rows with the same id and type are',
      'compared; the sign of an amount is ignored. Kinds of breaks:',
      '',
      '  missing-here     in FILE, not in OWN.csv',
      '  missing-there    in OWN.csv, not in FILE',
      '  status           same id, different type',
      '  currency         different currency; amounts are then not compared',
      '  amount, fee      different amount or fee; an empty fee is not compared',
      '  duplicate        repeated in OWN.csv or in FILE',
      '',
      'A settlement file lists cancelled orders under our id. They are matched by',
      'transaction_id in OWN.csv, or by the payment of the same order in FILE. OWN.csv is',
      'held in memory, FILE is not.',
      '',
      'With --store, a break of kind trade is another id of the gateway, and one of kind open is',
      'a sale whose outcome is not known yet. A SQLite database needs the package libsql or',
      'better-sqlite3, or Node 22.13 or later.',
    ],
    examples: [
      'sampan reconcile 2088000000000001_transaction_20261225.txt --against book.csv',
      'sampan reconcile 2088000000000001_transaction_20261225.txt --store sales',
    ],
    load: () => import('./commands/reconcile.ts'),
  },
  {
    name: 'demo',
    summary: 'play demo payments in a sandbox and print each exchange',
    arguments: [],
    options: [
      {
        name: 'days',
        value: 'N',
        summary: 'play N whole business days at two shops instead',
      },
      {
        name: 'out',
        value: 'DIR',
        summary: "with --days: folder for the shops' own books (default DATA/demo-books)",
      },
      adminOption,
    ],
    notes: [
      "--days includes a Friday and a holiday, and moves the sandbox's clock some weeks",
      'forward, until all sales are settled and all files exist. It creates two shops, each',
      'a partner with a fee and an SFTP password, and writes their own books for sampan',
      'reconcile: DIR/PID_2026-12-25.csv.',
    ],
    examples: ['sampan demo', 'sampan demo --days 3'],
    load: () => import('./commands/demo.ts'),
  },
  explainCommand,
  mcpCommand,
  ...fileCommands,
  ...settlementCommands,
  ...referenceCommands,
  ...scenarioCommands,
];

export const clientCommands: readonly Command[] = [
  ...inAnyWorld.map((command) => ({
    ...command,
    options: command.options.flatMap((option) =>
      option === adminOption ? [option, worldOption] : [option],
    ),
  })),
  ...worldCommands,
];
