import { brand } from './brand.ts';

/** What was typed, without the spaces and brackets that people put into numbers. */
export const typedNumber = (text: string): string => text.replace(/[^\d@.a-z+-]/gi, '');

/** A number without its country is one of this wallet's; anything else is sent as it is. */
export const loginOf = (typed: string): string =>
  /^\d+$/.test(typed) ? brand.login(typed) : typed;
