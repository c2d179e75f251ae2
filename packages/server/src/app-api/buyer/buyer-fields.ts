import { type Secret, secret } from '@sampan/primitives';
import { parsePin } from '#wallet';
import type { Fields } from '../fields.ts';

/** A PIN from a request, hidden from here on. */
export const requirePin = (fields: Fields<'pin'>): Secret<string> =>
  fields.require('pin', 'the six digits of the PIN', parsePin);

/** What a person may type as login; whether anybody has it is not said. */
export const asLogin = (text: string): string | undefined =>
  /^[\x21-\x7e][\x20-\x7e]{2,99}$/.test(text.trim()) ? text.trim() : undefined;

/** A device's token from an earlier sign-in; whether it is one is seen later, and never said. */
export const asDevice = (text: string): Secret<string> | undefined =>
  text.length <= 256 ? secret(text) : undefined;
