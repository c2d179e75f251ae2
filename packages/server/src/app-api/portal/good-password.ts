import type { Secret } from '@sampan/primitives';
import { isSimplePassword } from '#staff';
import { conflict } from '../problem.ts';

/** Refuses a password that is tried first; `known` is what others know of the person. */
export function requireGoodPassword(password: Secret<string>, known: readonly string[]): void {
  if (!isSimplePassword(password, known)) return;
  const message = 'This password is among the first that are tried, or says who you are';
  throw conflict('password-too-simple', message, 'newPassword');
}
