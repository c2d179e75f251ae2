import { offsetTime, secret } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { FastifyInstance } from 'fastify';
import { staffSessionId } from '#staff';
import { Problem, unknown } from '../problem.ts';
import { clearSessionCookie, cookieDevice } from '../session-cookie.ts';
import { beginSession, requirePage } from './begin-session.http.ts';
import type { PortalWorld } from './dependencies.ts';
import { codeProblem } from './second-factor.http.ts';
import { serve, serveOpen } from './serve.http.ts';
import { signInProblem } from './staff-problems.ts';
import { signedInAsView } from './views.ts';

/** Sessions of a partner's staff. */
export function signInRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { sessions, signIn, secondFactor, cookies, clock, sandbox } = world;

  serveOpen(app, world, 'POST /sign-in', async ({ body }, request, reply) => {
    const page = requirePage(request);
    // Whether it is a token of a device is seen later, and never said.
    const known = cookieDevice(request, page);
    const checked = await signIn.check({
      realm: 'partner',
      login: body.login,
      password: secret(body.password),
      device: known === undefined ? undefined : secret(known),
      address: countedAddress(request.ip),
    });
    if (checked.outcome !== 'right') throw signInProblem(checked, reply);
    const { member, device } = checked;
    if (member.hasApp) {
      if (body.code === undefined) {
        throw new Problem(401, 'code-needed', 'The code of your app is needed too', 'code');
      }
      const code = await secondFactor.check(member, body.code, device);
      if (code.outcome !== 'right') throw codeProblem(code, reply, 401);
    } else if (member.passkeys > 0) {
      // Who has stolen the password must not get in, and not set up an app either.
      throw new Problem(401, 'passkey-needed', 'Sign in with your passkey');
    }
    return beginSession(member, { secondFactor: member.hasApp }, request, reply, world);
  });

  serve(app, world, 'POST /sign-out', async ({ caller }, request, reply) => {
    await sessions.end(caller.member.id, staffSessionId(caller.session));
    clearSessionCookie(request, reply, cookies, requirePage(request));
    return { signedOut: true };
  });

  serve(app, world, 'GET /session', async ({ caller }) =>
    signedInAsView({ ...caller, now: clock.now(), sandbox }),
  );

  serve(app, world, 'GET /sessions', async ({ caller: { member, session } }) => {
    const listed = await sessions.list(member.id);
    return {
      sessions: listed.map(({ hash, deviceName, openedAt, seenAt }) => ({
        sessionId: staffSessionId(hash),
        ...(deviceName !== '' && { device: deviceName }),
        ...{ openedAt: offsetTime(openedAt), seenAt: offsetTime(seenAt) },
        current: hash === session,
      })),
    };
  });

  serve(app, world, 'DELETE /sessions/:id', async ({ caller, params }, request, reply) => {
    const ended = await sessions.end(caller.member.id, params.id);
    if (ended.length === 0) throw unknown('session', params.id);
    if (ended.includes(caller.session)) {
      clearSessionCookie(request, reply, cookies, requirePage(request));
    }
    return { ended: ended.length };
  });

  serve(app, world, 'DELETE /sessions', async ({ caller }, request, reply) => {
    const ended = await sessions.end(caller.member.id);
    clearSessionCookie(request, reply, cookies, requirePage(request));
    return { ended: ended.length };
  });
}
