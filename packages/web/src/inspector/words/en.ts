import { causes } from './en/causes.ts';
import { exchanges } from './en/exchanges.ts';
import { frame } from './en/frame.ts';

/** The words of the inspector, by page. */
export const en = {
  ...frame,
  ...exchanges,
  ...causes,
} as const;

export type InspectorWords = typeof en;
