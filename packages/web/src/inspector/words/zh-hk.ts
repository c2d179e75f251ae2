import type { Translated } from '../../shared/words/words.tsx';
import type { en } from './en.ts';
import { board } from './zh-hk/board.ts';
import { causes } from './zh-hk/causes.ts';
import { clock } from './zh-hk/clock.ts';
import { exchanges } from './zh-hk/exchanges.ts';
import { frame } from './zh-hk/frame.ts';
import { scenarios } from './zh-hk/scenarios.ts';

export const zhHk: Translated<typeof en> = {
  ...frame,
  ...exchanges,
  ...causes,
  ...clock,
  ...board,
  ...scenarios,
};
