import type { BuyerApi, Reply } from '@sampan/api';
import { offsetTime } from '@sampan/primitives';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '#wallet';
import { pageOf, setSessionCookies, usualCookies } from '../session-cookie.ts';
import type { BuyerWorld } from './dependencies.ts';
import { walletView } from './views.ts';

/** The answer that begins a session; the token of a page goes into its cookie. */
export function answerSignedIn(
  { session, wallet, device }: Omit<SignedIn, 'outcome'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { cookies = usualCookies }: Pick<BuyerWorld, 'cookies'>,
): Reply<BuyerApi['POST /sign-in']> {
  const page = pageOf(request);
  // The token is sent only here. The device is for its next sign-in; it does not authenticate.
  const secrets = { token: session.token.reveal(), device: device.reveal() };
  if (page !== undefined) setSessionCookies(request, reply, cookies, page, secrets);
  return {
    ...(page === undefined && secrets),
    expiresAt: offsetTime(session.expiresAt),
    wallet: walletView(wallet),
  };
}
