import type { Random } from '@sampan/primitives';

/**
 * A token for a code: 24 letters and digits, more than anybody can guess. Whoever knows it can pay,
 * nothing else. Drawn before the first try, so that a repeated try makes no second code.
 */
export const newCodeToken = (random: Random): string => random.letters(24);
