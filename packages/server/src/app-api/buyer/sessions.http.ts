import { offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { sessionId } from '#wallet';
import { unknown } from '../problem.ts';
import { clearSessionCookie, pageOf, usualCookies } from '../session-cookie.ts';
import type { BuyerWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

/** The devices of a buyer that are signed in. */
export function sessionRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { sessions, live, cookies = usualCookies } = world;

  serve(app, world, 'GET /sessions', async ({ caller: { wallet, session } }) => {
    const listed = await sessions.list(wallet.id);
    return {
      sessions: listed.map(({ hash, deviceName, openedAt, seenAt }) => ({
        sessionId: sessionId(hash),
        ...(deviceName !== '' && { device: deviceName }),
        openedAt: offsetTime(openedAt),
        seenAt: offsetTime(seenAt),
        current: hash === session,
      })),
    };
  });

  serve(app, world, 'DELETE /sessions/:id', async ({ caller, params }, request, reply) => {
    const { wallet, session } = caller;
    const ended = await sessions.endOf(wallet.id, params.id);
    if (ended.length === 0) throw unknown('session', params.id);
    live.endSessions(wallet.id, ended);
    const page = pageOf(request);
    if (page !== undefined && ended.includes(session)) {
      clearSessionCookie(request, reply, cookies, page);
    }
    return { ended: ended.length };
  });

  serve(app, world, 'DELETE /sessions', async ({ caller: { wallet } }, request, reply) => {
    const ended = await sessions.endOf(wallet.id);
    live.endSessions(wallet.id, ended);
    const page = pageOf(request);
    if (page !== undefined) clearSessionCookie(request, reply, cookies, page);
    return { ended: ended.length };
  });
}
