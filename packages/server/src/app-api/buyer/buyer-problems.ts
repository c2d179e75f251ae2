import { elapsed, type Instant, offsetTime } from '@sampan/primitives';
import type { FastifyReply } from 'fastify';
import type { PinOutcome, Wallet } from '#wallet';
import { Problem } from '../problem.ts';

/** Why a PIN was not taken. */
export function pinProblem(
  refused: Exclude<PinOutcome, { readonly outcome: 'right' }>,
  reply: FastifyReply,
): Problem {
  if (refused.outcome === 'locked') return lockedProblem(refused, reply);
  if (refused.outcome === 'busy') return busyProblem(reply);
  const { triesLeft, lockedUntil } = refused;
  const next = lockedUntil
    ? `No PIN is taken until ${offsetTime(lockedUntil)}`
    : `${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left`;
  return new Problem(403, 'pin-wrong', `This is not the PIN. ${next}`, 'pin');
}

/** Goes on with the right PIN only. */
export function requireRightPin(checked: PinOutcome, reply: FastifyReply): void {
  if (checked.outcome !== 'right') throw pinProblem(checked, reply);
}

export function lockedProblem(
  { until, now }: { readonly until: Instant; readonly now: Instant },
  reply: FastifyReply,
): Problem {
  retryAt(until, now, reply);
  const message = `Too many wrong PINs; the next one is taken at ${offsetTime(until)}`;
  return new Problem(429, 'locked', message);
}

export function addressProblem(
  { until, now }: { readonly until: Instant; readonly now: Instant },
  reply: FastifyReply,
): Problem {
  retryAt(until, now, reply);
  const message = `Too many sign-ins from this address failed; the next is at ${offsetTime(until)}`;
  return new Problem(429, 'address-locked', message);
}

export function codeTooSoon(
  { until, now }: { readonly until: Instant; readonly now: Instant },
  reply: FastifyReply,
): Problem {
  retryAt(until, now, reply);
  const message = `The next code can be sent to this number at ${offsetTime(until)}`;
  return new Problem(429, 'code-too-soon', message);
}

export function busyProblem(reply: FastifyReply): Problem {
  reply.header('retry-after', 2);
  return new Problem(429, 'busy', 'Many PINs are being checked; try again in a few seconds');
}

export function tooManyCodes(
  { fullUntil, now }: { readonly fullUntil: Instant; readonly now: Instant },
  reply: FastifyReply,
): Problem {
  retryAt(fullUntil, now, reply);
  return new Problem(429, 'too-many-codes', 'Use one of the payment codes that you have');
}

function retryAt(at: Instant, now: Instant, reply: FastifyReply): void {
  reply.header('retry-after', Math.max(1, Math.ceil(elapsed(now, at) / 1_000)));
}

export const frozen = ({ own }: Pick<Wallet, 'own'>): Problem =>
  new Problem(
    403,
    'wallet-frozen',
    own.frozen
      ? 'You have frozen the wallet; your PIN releases it'
      : 'The wallet is frozen; its operator can say why',
  );

export const codesPaused = (): Problem =>
  new Problem(409, 'codes-paused', 'Payment codes are paused; resume them first');
