/** The commands for settlement days and payouts. */
import { adminOption } from './admin-option.ts';
import type { Argument, Command, Option } from './command.ts';

const account: readonly Option[] = [
  {
    name: 'holder',
    value: 'TEXT',
    summary: "account holder in Latin letters, e.g. 'Kam Wah Cafe'",
  },
  { name: 'account', value: 'ACCOUNT', summary: 'IBAN or account number, e.g. 012-345-678901' },
  { name: 'bank', value: 'BIC', summary: "the bank's BIC, if the account needs it, e.g. BKCHHKHH" },
];

const calendar: Argument = { name: 'CALENDAR', summary: 'hk or cn' };
const day: Argument = { name: 'DAY', summary: 'e.g. 2026-11-22', field: 'day' };

export const settlementCommands: readonly Command[] = [
  {
    name: 'payouts',
    summary: "create a settlement day's payment orders (pain.001)",
    arguments: [{ name: 'DATE', summary: 'settlement day, e.g. 2026-11-23', field: 'date' }],
    options: [
      { name: 'currency', value: 'CUR', summary: 'only this currency (default: all)' },
      {
        name: 'out',
        value: 'FILE',
        summary: 'write the pain.001 message to this file (default: do not write)',
      },
      { name: 'number', value: 'N', summary: "number of the day's message (default: the newest)" },
      adminOption,
    ],
    examples: ['sampan payouts 2026-11-23 --currency HKD --out payout.xml'],
    load: () => import('./commands/payouts.ts'),
  },
  {
    name: 'payout source',
    summary: 'set or show our account for a currency',
    arguments: [{ name: 'CURRENCY', summary: 'e.g. HKD', field: 'currency' }],
    options: [...account, adminOption],
    load: () => import('./commands/payout-source.ts'),
  },
  {
    name: 'partner payout',
    summary: "set or show a partner's payout account",
    arguments: [{ name: 'PID', summary: "the partner's id" }],
    options: [...account, adminOption],
    load: () => import('./commands/partner-payout.ts'),
  },
  {
    name: 'calendar list',
    summary: "list a year's holidays and working weekends",
    arguments: [],
    options: [
      { name: 'year', value: 'YEAR', summary: 'the year, e.g. 2027 (default: this year)' },
      { name: 'calendar', value: 'hk|cn', summary: 'only this calendar (default: both)' },
      adminOption,
    ],
    load: () => import('./commands/calendar-list.ts'),
  },
  {
    name: 'calendar set',
    summary: 'override a day: holiday or working day',
    arguments: [calendar, day, { name: 'KIND', summary: 'holiday or working', field: 'kind' }],
    options: [
      { name: 'name', value: 'TEXT', summary: "name of the day, e.g. 'Typhoon' (default: none)" },
      adminOption,
    ],
    load: () => import('./commands/calendar-set.ts'),
  },
  {
    name: 'calendar remove',
    summary: 'remove the override of a day',
    arguments: [calendar, day],
    options: [adminOption],
    load: () => import('./commands/calendar-remove.ts'),
  },
];
