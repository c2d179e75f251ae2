import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { board } from './zh-cn/board.ts';
import { causes } from './zh-cn/causes.ts';
import { clock } from './zh-cn/clock.ts';
import { exchanges } from './zh-cn/exchanges.ts';
import { frame } from './zh-cn/frame.ts';
import { scenarios } from './zh-cn/scenarios.ts';

export const zhCn: Translated<typeof en> = {
  ...frame,
  ...exchanges,
  ...causes,
  ...clock,
  ...board,
  ...scenarios,
};
