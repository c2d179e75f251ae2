import { board } from './en/board.ts';
import { causes } from './en/causes.ts';
import { clock } from './en/clock.ts';
import { exchanges } from './en/exchanges.ts';
import { frame } from './en/frame.ts';
import { scenarios } from './en/scenarios.ts';

/** The words of the inspector, by page. */
export const en = {
  ...frame,
  ...exchanges,
  ...causes,
  ...clock,
  ...board,
  ...scenarios,
} as const;

export type InspectorWords = typeof en;
