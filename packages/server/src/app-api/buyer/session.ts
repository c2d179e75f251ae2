import type { IncomingHttpHeaders } from 'node:http';
import type { Instant } from '@sampan/primitives';
import { type SessionHash, sessionHash, type Wallet } from '#wallet';
import { Problem } from '../problem.ts';
import type { BuyerWorld } from './dependencies.ts';

/** The buyer who sends a request. */
export interface Buyer {
  readonly wallet: Wallet;
  readonly session: SessionHash;
  readonly now: Instant;
}

/** Finds the buyer by the session's token; refuses callers without a live session. */
export async function buyerOf(
  { headers }: { readonly headers: IncomingHttpHeaders },
  { sessions }: Pick<BuyerWorld, 'sessions'>,
): Promise<Buyer> {
  const [, token] = /^Bearer ([0-9a-z]{50})$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw signInFirst();
  const session = sessionHash(token);
  const { wallet, now } = await sessions.find(session, async () => undefined);
  if (!wallet) throw signInFirst();
  return { wallet, session, now };
}

/** In whose name an `Idempotency-Key` counts. */
export const callerOf = ({ id }: Wallet): string => `wallet/${id}`;

const signInFirst = (): Problem =>
  new Problem(401, 'signed-out', 'Sign in first; a session ends after 30 days without use');
