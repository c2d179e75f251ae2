import { createHash } from 'node:crypto';
import {
  after,
  days,
  type Instant,
  minutes,
  type Random,
  type Secret,
  secret,
} from '@sampan/primitives';
import type { Bucket } from '#sign-in';

/** Invitations that one address shows or accepts, right or wrong. */
export const invitationsOfAddress: Bucket = { most: 20, every: minutes(3) };

const validFor = days(7);
const tokenBytes = 32;

export interface NewInvitation {
  /** Shown once, and not stored. */
  readonly token: Secret<string>;
  readonly digest: string;
  readonly endsAt: Instant;
}

/** An invitation: 256 bits of chance, valid for seven days, used once. */
export function drawInvitation(now: Instant, random: Random): NewInvitation {
  const bytes = Buffer.from(Array.from({ length: tokenBytes }, () => random.below(256)));
  const token = secret(bytes.toString('base64url'));
  return { token, digest: invitationDigest(token), endsAt: after(now, validFor) };
}

export const invitationDigest = (token: Secret<string>): string =>
  createHash('sha256').update(token.reveal(), 'utf8').digest('base64url');
