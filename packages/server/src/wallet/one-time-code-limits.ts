/** Limits on one-time codes; docs/security.md states what an attacker gets from them. */
import { days, minutes } from '@sampan/primitives';
import type { Bucket } from '#sign-in';

export const codeDigits = 6;
export const codeValidity = minutes(10);

/** Wrong tries at one code; then it is dead. */
export const triesPerCode = 5;

/** A number gets the next code after this time at the earliest, */
export const codeEvery = minutes(1);
/** and so many in the given time. */
export const sendsMax = 5;
export const sendsWithin = days(1);

/** Codes that one address asks for, for any numbers. */
export const codesOfAddress: Bucket = { most: 10, every: minutes(6) };
