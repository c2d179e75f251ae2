import type { Random } from '@sampan/primitives';

/**
 * A token for a code: 24 letters and digits, unguessable. Its holder can pay, nothing else.
 * Generated before the first attempt, so that a retry creates no second code.
 */
export const newCodeToken = (random: Random): string => random.letters(24);
