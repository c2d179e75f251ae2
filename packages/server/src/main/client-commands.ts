/** The commands that talk to a running server over its operations port. */
import { adminOption } from './admin-option.ts';
import type { Command } from './commands.ts';
import { partnerCommands } from './partner-commands.ts';
import { walletCommands } from './wallet-commands.ts';

export const clientCommands: readonly Command[] = [
  ...partnerCommands,
  ...walletCommands,
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
    notes: [
      'Day and time are GMT+8; the day is not to come. Rates are CNY for one unit, with six decimals. Of',
      'each currency the line with the newest day and time is in effect, from the import on.',
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
    arguments: [{ name: 'DURATION', summary: '90s, 10m, 2h or 1d', field: 'by' }],
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
    name: 'clock repair',
    summary: 'put business time right after a clock was wrong; stop the servers before',
    arguments: [],
    options: [],
    notes: [
      "Works on the database itself, as its owner: DATABASE_OWNER_URL, else DATABASE_URL, else the data folder's.",
      "Days that were closed too early are opened and a sandbox's clock goes back, as far as nothing is",
      'dated later: no entry, trade, file or batch.',
    ],
    load: () => import('./commands/clock-repair.ts'),
  },
  {
    name: 'run',
    summary: 'run a scheduled job now, all that is due',
    arguments: [{ name: 'JOB', summary: 'one of those below' }],
    options: [
      {
        name: 'date',
        value: 'DATE',
        summary: 'files: those up to this day; others do all that is due',
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
      'A server does all of this by itself when its time comes; what is done already is not done twice.',
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
    summary: 'make payments in a sandbox and show what is exchanged; or play whole days',
    arguments: [],
    options: [
      {
        name: 'days',
        value: 'N',
        summary: 'play so many days at two shops, a Friday and a holiday among them',
      },
      { name: 'out', value: 'DIR', summary: "for the shops' own books; DATA/demo-books" },
      adminOption,
    ],
    notes: [
      '--days moves the clock of the sandbox, some weeks forward, until all that was sold is settled',
      'and all files are there. It opens two shops of its own, each a partner with a fee and an SFTP',
      'password, and writes down what each has sold, for sampan reconcile: DIR/PID_2026-12-25.csv.',
    ],
    load: () => import('./commands/demo.ts'),
  },
];
