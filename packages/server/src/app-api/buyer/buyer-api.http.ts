import type { FastifyError, FastifyPluginAsync } from 'fastify';
import { failureOf } from '#database';
import { OneTimeCodes, Passkeys, Sessions, SignIn } from '#wallet';
import { Problem } from '../problem.ts';
import { ourMistake, saidOf } from '../said.ts';
import type { BuyerDependencies, BuyerWorld } from './dependencies.ts';
import { eventRoutes } from './events.http.ts';
import { historyRoutes } from './history.http.ts';
import { LiveUpdates } from './live-updates.ts';
import { messageRoutes } from './messages.http.ts';
import { passkeyRoutes } from './passkeys.http.ts';
import { paymentRoutes } from './payments.http.ts';
import { scanRoutes } from './scan.http.ts';
import { securityRoutes } from './security.http.ts';
import { sessionRoutes } from './sessions.http.ts';
import { settingsRoutes } from './settings.http.ts';
import { signInRoutes } from './sign-in.http.ts';
import { signUpRoutes } from './sign-up.http.ts';
import { transferRoutes } from './transfers.http.ts';
import { walletRoutes } from './wallet.http.ts';

/** No request of a wallet app is larger; what is larger is refused unread. */
const bodyLimit = 4_096;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * The buyer's side of the system, for a wallet app; README.md lists the requests.
 *
 * ```ts
 * await server.register(buyerApi(dependencies), { prefix: '/wallet/api' });
 * ```
 */
export const buyerApi =
  (dependencies: BuyerDependencies): FastifyPluginAsync =>
  async (app) => {
    const secret = dependencies.keys.privateKey;
    const sessions = new Sessions(dependencies);
    const world: BuyerWorld = {
      ...dependencies,
      sessions,
      signIn: new SignIn({ ...dependencies, secret }),
      oneTimeCodes: new OneTimeCodes({ ...dependencies, secret }),
      passkeys: new Passkeys(dependencies),
      live: new LiveUpdates({ ...dependencies, sessions }),
    };
    // Only JSON: a form or a plain text is what another site could send without asking.
    app.removeContentTypeParser('text/plain');
    app.addHook('onRoute', (route) => {
      route.bodyLimit = bodyLimit;
    });
    app.addHook('onSend', async (_request, reply) => {
      reply.headers(headers);
    });
    app.addHook('preClose', () => world.live.close());
    app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
      const said = saidOf(error) ?? unavailable(error);
      if (!said) world.onError(error);
      const { status, ...rest } = said ?? ourMistake;
      return reply.code(status).send({ error: rest });
    });
    app.setNotFoundHandler(() => {
      throw new Problem(404, 'not-found', 'There is no such request');
    });
    for (const routes of [
      signInRoutes,
      signUpRoutes,
      passkeyRoutes,
      walletRoutes,
      settingsRoutes,
      securityRoutes,
      sessionRoutes,
      scanRoutes,
      paymentRoutes,
      transferRoutes,
      historyRoutes,
      messageRoutes,
      eventRoutes,
    ]) {
      routes(app, world);
    }
  };

/** The database is unavailable for a moment; the client may try again. */
function unavailable(error: Error) {
  if (failureOf(error) !== 'connection-lost') return undefined;
  return { status: 503, code: 'unavailable', message: 'Try again in a moment' };
}
