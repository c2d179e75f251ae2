import { minutes } from '@sampan/primitives';
import type { FastifyError, FastifyInstance, FastifyPluginAsync } from 'fastify';
import { failureOf } from '#database';
import {
  Approvals,
  machineTime,
  SecondFactor,
  Staff,
  StaffLog,
  StaffSessions,
  StaffSignIn,
} from '#staff';
import { Problem } from '../problem.ts';
import { ourMistake, saidOf } from '../said.ts';
import { approvalRoutes } from './approvals.http.ts';
import { batchRoutes } from './batches.http.ts';
import { carryOutWith } from './carry-out.ts';
import { codeRoutes } from './codes.http.ts';
import { deliveryRoutes } from './deliveries.http.ts';
import type { PortalDependencies, PortalWorld } from './dependencies.ts';
import { fileRoutes } from './files.http.ts';
import { invitationRoutes } from './invitation.http.ts';
import { keyRoutes } from './keys.http.ts';
import { logRoutes } from './log.http.ts';
import { memberRoutes } from './members.http.ts';
import { openDayRoutes } from './open-days.http.ts';
import { overviewRoutes } from './overview.http.ts';
import { passwordRoutes } from './password.http.ts';
import { returnRoutes } from './returns.http.ts';
import { secondFactorRoutes } from './second-factor.http.ts';
import { settingsRoutes } from './settings.http.ts';
import { shopRoutes } from './shops.http.ts';
import { signInRoutes } from './sign-in.http.ts';
import { signRoutes } from './signs.http.ts';
import { tradeRoutes } from './trade.http.ts';
import { tradeListRoutes } from './trade-list.http.ts';

/** No request of the portal is larger; what is larger is refused unread. */
const bodyLimit = 16_384;

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/**
 * The partner API: what a partner's staff asks for in the portal. Each route checks by itself who asks.
 *
 * ```ts
 * await server.register(portalApi(dependencies), { prefix: '/portal/api' });
 * ```
 */
export const portalApi =
  (dependencies: PortalDependencies): FastifyPluginAsync =>
  async (app) => {
    const machineClock = machineTime(dependencies.clock);
    const secret = dependencies.keys.privateKey;
    const signing = { ...dependencies, clock: machineClock };
    const { path = () => '', alwaysSecure = true } = dependencies.cookies ?? {};
    const world: PortalWorld = {
      ...dependencies,
      machineClock,
      cookies: { path, alwaysSecure, api: '/portal/api' },
      sessions: new StaffSessions(signing),
      signIn: new StaffSignIn({ ...signing, secret }),
      secondFactor: new SecondFactor({ ...dependencies, machineClock, secret }),
      staff: new Staff({ ...dependencies, machineClock }),
      log: new StaffLog(dependencies),
      approvals: new Approvals({ ...dependencies, carryOut: carryOutWith(dependencies) }),
    };
    // Only JSON: a form or a plain text is what another site could send without asking.
    app.removeContentTypeParser('text/plain');
    app.addHook('onRoute', (route) => {
      route.bodyLimit = bodyLimit;
    });
    app.addHook('onSend', async (_request, reply) => {
      reply.headers(headers);
    });
    app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
      const said = saidOf(error) ?? unavailable(error);
      if (!said) world.onError(error);
      const { status, ...rest } = said ?? ourMistake;
      return reply.code(status).send({ error: rest });
    });
    app.setNotFoundHandler(() => {
      throw new Problem(404, 'not-found', 'There is no such request');
    });
    // A world of a sandbox is one of many; there, what a process has left is looked for when approvals are listed.
    if (!world.sandbox) resumeApprovals(app, world);
    for (const routes of [
      signInRoutes,
      invitationRoutes,
      passwordRoutes,
      secondFactorRoutes,
      memberRoutes,
      settingsRoutes,
      approvalRoutes,
      logRoutes,
      overviewRoutes,
      tradeListRoutes,
      tradeRoutes,
      returnRoutes,
      keyRoutes,
      deliveryRoutes,
      batchRoutes,
      shopRoutes,
      codeRoutes,
      signRoutes,
      openDayRoutes,
      fileRoutes,
    ]) {
      routes(app, world);
    }
  };

/** Carries out what another process has left, each minute until the server closes. */
function resumeApprovals(app: FastifyInstance, world: PortalWorld): void {
  const { approvals, timers, onError } = world;
  let isClosed = false;
  const resume = async (): Promise<void> => {
    for (; !isClosed; await timers.sleep(resumeEvery)) await approvals.resume().catch(onError);
  };
  app.addHook('onReady', async () => void resume());
  app.addHook('preClose', async () => {
    isClosed = true;
  });
}

const resumeEvery = minutes(1);

/** The database is unavailable for a moment; the client may try again. */
function unavailable(error: Error) {
  if (failureOf(error) !== 'connection-lost') return undefined;
  return { status: 503, code: 'unavailable', message: 'Try again in a moment' };
}
