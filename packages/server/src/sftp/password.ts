import { type Secret, secret } from '@sampan/primitives';

/** 1 to 128 characters without control characters; undefined otherwise. */
export const parsePassword = (text: string): Secret<string> | undefined =>
  /^[^\p{Cc}\p{Cs}]{1,128}$/u.test(text) ? secret(text) : undefined;
