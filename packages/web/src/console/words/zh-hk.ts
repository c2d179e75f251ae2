import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { frame } from './zh-hk/frame.ts';
import { ledger } from './zh-hk/ledger.ts';
import { money } from './zh-hk/money.ts';
import { people } from './zh-hk/people.ts';
import { refusals } from './zh-hk/refusals.ts';
import { running } from './zh-hk/running.ts';

/** The words of the console, by page. */
export const zhHk: Translated<typeof en> = {
  ...frame,
  ...ledger,
  ...running,
  ...people,
  ...money,
  ...refusals,
};
