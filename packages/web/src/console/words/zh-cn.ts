import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { frame } from './zh-cn/frame.ts';
import { ledger } from './zh-cn/ledger.ts';
import { money } from './zh-cn/money.ts';
import { people } from './zh-cn/people.ts';
import { refusals } from './zh-cn/refusals.ts';
import { running } from './zh-cn/running.ts';

/** The words of the console, by page. */
export const zhCn: Translated<typeof en> = {
  ...frame,
  ...ledger,
  ...running,
  ...people,
  ...money,
  ...refusals,
};
