/** The commands for settlement days and payouts. */
import { adminOption } from './admin-option.ts';
import type { Argument, Command, Option } from './command.ts';

const account: readonly Option[] = [
  { name: 'holder', value: 'TEXT', summary: 'account holder, in Latin letters' },
  { name: 'account', value: 'ACCOUNT', summary: 'IBAN, or account number' },
  { name: 'bank', value: 'BIC', summary: "the bank's BIC, when the account needs it" },
];

const calendar: Argument = { name: 'CALENDAR', summary: 'hk or cn' };
const day: Argument = { name: 'DAY', summary: 'e.g. 2026-11-22', field: 'day' };

export const settlementCommands: readonly Command[] = [
  {
    name: 'payouts',
    summary: 'create the payment instructions of a settlement day (ISO 20022 pain.001)',
    arguments: [{ name: 'DATE', summary: 'settlement day, e.g. 2026-11-23', field: 'date' }],
    options: [
      { name: 'currency', value: 'CUR', summary: 'only this currency' },
      { name: 'out', value: 'FILE', summary: 'write the pain.001 message to this file' },
      { name: 'number', value: 'N', summary: "which of the day's messages (default: the newest)" },
      adminOption,
    ],
    load: () => import('./commands/payouts.ts'),
  },
  {
    name: 'payout source',
    summary: 'set or show our account for payouts in a currency',
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
    summary: "list a year's holidays and working weekend days",
    arguments: [],
    options: [
      { name: 'year', value: 'YEAR', summary: 'the year (default: this year)' },
      { name: 'calendar', value: 'hk|cn', summary: 'only this calendar' },
      adminOption,
    ],
    load: () => import('./commands/calendar-list.ts'),
  },
  {
    name: 'calendar set',
    summary: 'override a day: holiday or working day',
    arguments: [calendar, day, { name: 'KIND', summary: 'holiday or working', field: 'kind' }],
    options: [{ name: 'name', value: 'TEXT', summary: 'name of the day' }, adminOption],
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
