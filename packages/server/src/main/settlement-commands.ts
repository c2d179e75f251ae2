/** The commands for settlement days and payouts. */
import { adminOption } from './admin-option.ts';
import type { Argument, Command, Option } from './commands.ts';

const account: readonly Option[] = [
  { name: 'holder', value: 'TEXT', summary: "the account's holder, in Latin letters" },
  { name: 'account', value: 'ACCOUNT', summary: "an IBAN, or the bank's own number" },
  { name: 'bank', value: 'BIC', summary: 'the bank, where the account needs it' },
];

const calendar: Argument = { name: 'CALENDAR', summary: 'hk or cn' };
const day: Argument = { name: 'DAY', summary: 'such as 2026-11-22' };

export const settlementCommands: readonly Command[] = [
  {
    name: 'payouts',
    summary: 'tell the bank what to pay for a settlement day (ISO 20022 pain.001)',
    arguments: [{ name: 'DATE', summary: 'the settlement day, such as 2026-11-23' }],
    options: [
      { name: 'currency', value: 'CUR', summary: 'only this currency' },
      { name: 'out', value: 'FILE', summary: 'write the message to this file' },
      { name: 'number', value: 'N', summary: "which of the day's messages; the newest" },
      adminOption,
    ],
    load: () => import('./commands/payouts.ts'),
  },
  {
    name: 'payout source',
    summary: 'say or show from which account of ours a currency is paid out',
    arguments: [{ name: 'CURRENCY', summary: 'such as HKD' }],
    options: [...account, adminOption],
    load: () => import('./commands/payout-source.ts'),
  },
  {
    name: 'partner payout',
    summary: 'say or show to which account a partner is paid out',
    arguments: [{ name: 'PID', summary: "the partner's id" }],
    options: [...account, adminOption],
    load: () => import('./commands/partner-payout.ts'),
  },
  {
    name: 'calendar list',
    summary: "show a year's holidays, and the weekend days that are worked",
    arguments: [],
    options: [
      { name: 'year', value: 'YEAR', summary: 'this year' },
      { name: 'calendar', value: 'hk|cn', summary: 'only this calendar' },
      adminOption,
    ],
    load: () => import('./commands/calendar-list.ts'),
  },
  {
    name: 'calendar set',
    summary: 'make a day a holiday, or a working day',
    arguments: [calendar, day, { name: 'KIND', summary: 'holiday or working' }],
    options: [{ name: 'name', value: 'TEXT', summary: 'what the day is called' }, adminOption],
    load: () => import('./commands/calendar-set.ts'),
  },
  {
    name: 'calendar remove',
    summary: 'leave a day to its weekday again',
    arguments: [calendar, day],
    options: [adminOption],
    load: () => import('./commands/calendar-remove.ts'),
  },
];
