import { offsetTime } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { FastifyInstance } from 'fastify';
import { endSession } from '#wallet';
import { Fields } from '../fields.ts';
import { Problem } from '../problem.ts';
import { asDevice, asLogin, requirePin } from './buyer-fields.ts';
import { addressProblem, busyProblem, lockedProblem } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { buyerOf } from './session.ts';
import { walletView } from './views.ts';

export function signInRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { writer, signIn, live } = world;

  app.post('/sign-in', async ({ body, ip }, reply) => {
    const fields = new Fields(body, ['login', 'pin', 'device']);
    const login = fields.require('login', 'a phone number or e-mail address', asLogin);
    const pin = requirePin(fields);
    const device = fields.read('device', 'what an earlier sign-in has answered', asDevice);
    const entered = await signIn.signIn({ login, pin, device, address: countedAddress(ip) });
    if (entered.outcome === 'locked') throw lockedProblem(entered, reply);
    if (entered.outcome === 'address-spent') throw addressProblem(entered, reply);
    if (entered.outcome === 'busy') throw busyProblem(reply);
    if (entered.outcome === 'wrong') {
      // One answer for a wrong PIN and for a login that nobody has.
      throw new Problem(401, 'sign-in-refused', 'Login and PIN do not fit');
    }
    const { session, wallet } = entered;
    return {
      // The only time that the token is told.
      token: session.token.reveal(),
      expiresAt: offsetTime(session.expiresAt),
      // For the next sign-in of this device; it lets nobody in.
      device: entered.device.reveal(),
      wallet: walletView(wallet),
    };
  });

  app.post('/sign-out', async (request) => {
    const { session, wallet } = await buyerOf(request, world);
    await writer.write((connection) => endSession(connection, session));
    live.endSession(wallet.id, session);
    return { signedOut: true };
  });
}
