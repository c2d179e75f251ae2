import { frame } from './en/frame.ts';
import { ledger } from './en/ledger.ts';
import { money } from './en/money.ts';
import { people } from './en/people.ts';
import { refusals } from './en/refusals.ts';
import { running } from './en/running.ts';

/** The words of the console, by page. */
export const en = {
  ...frame,
  ...ledger,
  ...running,
  ...people,
  ...money,
  ...refusals,
} as const;

export type ConsoleWords = typeof en;
