import { secret } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { FastifyInstance } from 'fastify';
import { deviceName } from '#sign-in';
import { invalid, Problem } from '../problem.ts';
import { clearSessionCookie, cookieDevice, pageOf, usualCookies } from '../session-cookie.ts';
import { asLogin, requirePin } from './buyer-fields.ts';
import { addressProblem, busyProblem, lockedProblem } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { serve, serveOpen } from './serve.http.ts';
import { answerSignedIn } from './signed-in.http.ts';

export function signInRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { sessions, signIn, live, cookies = usualCookies } = world;

  serveOpen(app, world, 'POST /sign-in', async ({ body }, request, reply) => {
    const page = pageOf(request);
    const login = asLogin(body.login);
    if (login === undefined) throw invalid('login', 'a phone number or e-mail address');
    const pin = requirePin(body.pin);
    // Whether it is a token of a device is seen later, and never said.
    const known = page === undefined ? body.device : cookieDevice(request, page);
    const device = known === undefined ? undefined : secret(known);
    const entered = await signIn.signIn({
      login,
      pin,
      device,
      deviceName: deviceName(request.headers['user-agent']),
      address: countedAddress(request.ip),
    });
    if (entered.outcome === 'locked') throw lockedProblem(entered, reply);
    if (entered.outcome === 'address-spent') throw addressProblem(entered, reply);
    if (entered.outcome === 'busy') throw busyProblem(reply);
    if (entered.outcome === 'wrong') {
      // The same answer for a wrong PIN and for an unknown login.
      throw new Problem(401, 'sign-in-refused', 'Login and PIN do not fit');
    }
    live.tell(entered.wallet.id);
    return answerSignedIn(entered, request, reply, world);
  });

  serve(app, world, 'POST /sign-out', async ({ caller: { session, wallet } }, request, reply) => {
    await sessions.end(session);
    const page = pageOf(request);
    if (page !== undefined) clearSessionCookie(request, reply, cookies, page);
    live.endSessions(wallet.id, [session]);
    return { signedOut: true };
  });
}
