import type { Secret } from '@sampan/primitives';
import { parsePin } from '#wallet';
import { invalid } from '../problem.ts';

/** A PIN from a request, hidden from here on. */
export function requirePin(text = ''): Secret<string> {
  const pin = parsePin(text);
  if (!pin) throw invalid('pin', 'the six digits of the PIN');
  return pin;
}

/** The login as typed; the reply does not reveal whether it exists. */
export const asLogin = (text: string): string | undefined =>
  /^[\x21-\x7e][\x20-\x7e]{2,99}$/.test(text.trim()) ? text.trim() : undefined;
