import { type Secret, secret } from '@sampan/primitives';

/** Six digits; undefined otherwise. */
export const parsePin = (text: string): Secret<string> | undefined =>
  /^[0-9]{6}$/.test(text) ? secret(text) : undefined;
