import { type Secret, secret } from '@sampan/primitives';

/** Six digits; undefined when the text is anything else. */
export const parsePin = (text: string): Secret<string> | undefined =>
  /^[0-9]{6}$/.test(text) ? secret(text) : undefined;
