import { elapsed, type Instant, offsetTime } from '@sampan/primitives';
import type { FastifyReply } from 'fastify';
import type { OwnPasswordChecked, Refused } from '#staff';
import { Problem } from '../problem.ts';

/** Why a sign-in was refused. */
export function signInProblem(refused: Refused, reply: FastifyReply): Problem {
  if (refused.outcome === 'busy') return busy(reply);
  if (refused.outcome === 'wrong') {
    // The same answer for a wrong password and for an unknown login.
    return new Problem(401, 'sign-in-refused', 'Login and password do not fit');
  }
  const { outcome, until, now } = refused;
  retryAt(until, now, reply);
  const next = `the next is taken at ${offsetTime(until)}`;
  return outcome === 'locked'
    ? new Problem(429, 'locked', `Too many wrong tries; ${next}`)
    : new Problem(429, 'address-locked', `Too many tries from this address; ${next}`);
}

/** Why the own password of a signed-in person was not taken. */
function ownPasswordProblem(
  refused: Exclude<OwnPasswordChecked, { readonly outcome: 'right' }>,
  reply: FastifyReply,
): Problem {
  if (refused.outcome !== 'wrong') return signInProblem(refused, reply);
  const { triesLeft, lockedUntil } = refused;
  const next = lockedUntil
    ? `No password is taken until ${offsetTime(lockedUntil)}`
    : `${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left`;
  return new Problem(403, 'password-wrong', `This is not the password. ${next}`, 'password');
}

/** Goes on with the right password only. */
export function requireOwnPassword(checked: OwnPasswordChecked, reply: FastifyReply): void {
  if (checked.outcome !== 'right') throw ownPasswordProblem(checked, reply);
}

export function busy(reply: FastifyReply): Problem {
  reply.header('retry-after', 2);
  return new Problem(429, 'busy', 'Many passwords are being checked; try again in a few seconds');
}

export function addressSpent(until: Instant, now: Instant, reply: FastifyReply): Problem {
  return signInProblem({ outcome: 'address-spent', until, now }, reply);
}

function retryAt(at: Instant, now: Instant, reply: FastifyReply): void {
  reply.header('retry-after', Math.max(1, Math.ceil(elapsed(now, at) / 1_000)));
}
