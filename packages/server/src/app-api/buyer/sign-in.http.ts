import { offsetTime, secret } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { FastifyInstance } from 'fastify';
import { invalid, Problem } from '../problem.ts';
import { asLogin, requirePin } from './buyer-fields.ts';
import { addressProblem, busyProblem, lockedProblem } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { serve, serveOpen } from './serve.http.ts';
import { walletView } from './views.ts';

export function signInRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { sessions, signIn, live } = world;

  serveOpen(app, world, 'POST /sign-in', async ({ body }, { ip }, reply) => {
    const login = asLogin(body.login);
    if (login === undefined) throw invalid('login', 'a phone number or e-mail address');
    const pin = requirePin(body.pin);
    // Whether it is a token of a device is seen later, and never said.
    const device = body.device === undefined ? undefined : secret(body.device);
    const entered = await signIn.signIn({ login, pin, device, address: countedAddress(ip) });
    if (entered.outcome === 'locked') throw lockedProblem(entered, reply);
    if (entered.outcome === 'address-spent') throw addressProblem(entered, reply);
    if (entered.outcome === 'busy') throw busyProblem(reply);
    if (entered.outcome === 'wrong') {
      // The same answer for a wrong PIN and for an unknown login.
      throw new Problem(401, 'sign-in-refused', 'Login and PIN do not fit');
    }
    const { session, wallet } = entered;
    return {
      // The token is sent only here.
      token: session.token.reveal(),
      expiresAt: offsetTime(session.expiresAt),
      // For the next sign-in of this device; it does not authenticate.
      device: entered.device.reveal(),
      wallet: walletView(wallet),
    };
  });

  serve(app, world, 'POST /sign-out', async ({ caller: { session, wallet } }) => {
    await sessions.end(session);
    live.endSession(wallet.id, session);
    return { signedOut: true };
  });
}
