/** Limits on passkeys; docs/security.md states what an attacker gets from them. */
import { minutes } from '@sampan/primitives';
import type { Bucket } from '#sign-in';

/** Of a wallet. */
export const passkeysMax = 10;

/** How long a device may take to answer a challenge; people look for their fingers. */
export const challengeValidity = minutes(5);

/** Sign-ins by passkey that one address begins. */
export const challengesOfAddress: Bucket = { most: 30, every: minutes(1) };
