import type { Instant } from '@sampan/primitives';
import type { FastifyRequest } from 'fastify';
import { type SessionHash, sessionHash, type Wallet } from '#wallet';
import { Problem } from '../problem.ts';
import { cookieToken, pageOf } from '../session-cookie.ts';
import type { BuyerWorld } from './dependencies.ts';

/** The buyer who sends a request. */
export interface Buyer {
  readonly wallet: Wallet;
  readonly session: SessionHash;
  readonly now: Instant;
}

/** Finds the buyer by the session's token; refuses callers without a live session. */
export async function buyerOf(
  request: FastifyRequest,
  { sessions }: Pick<BuyerWorld, 'sessions'>,
): Promise<Buyer> {
  const token = tokenOf(request);
  if (token === undefined) throw signInFirst();
  const session = sessionHash(token);
  const { wallet, now } = await sessions.find(session, async () => undefined);
  if (!wallet) throw signInFirst();
  return { wallet, session, now };
}

/** A page has its token in a cookie, a program sends it as a bearer. */
function tokenOf(request: FastifyRequest): string | undefined {
  const page = pageOf(request);
  if (page !== undefined) return /^[0-9a-z]{50}$/i.exec(cookieToken(request, page) ?? '')?.[0];
  return /^Bearer ([0-9a-z]{50})$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** In whose name an `Idempotency-Key` counts. */
export const callerOf = ({ id }: Wallet): string => `wallet/${id}`;

const signInFirst = (): Problem =>
  new Problem(401, 'signed-out', 'Sign in first; a session ends after 30 days without use');
