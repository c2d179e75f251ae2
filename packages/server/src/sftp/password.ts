import { type Secret, secret } from '@sampan/primitives';

/** 1 to 128 characters of text without control characters; undefined when it is anything else. */
export const parsePassword = (text: string): Secret<string> | undefined =>
  /^[^\p{Cc}\p{Cs}]{1,128}$/u.test(text) ? secret(text) : undefined;
