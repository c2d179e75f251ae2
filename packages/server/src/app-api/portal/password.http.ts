import { secret } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { conflict } from '../problem.ts';
import { beginSession } from './begin-session.http.ts';
import { doerOf } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';
import { requireGoodPassword } from './good-password.ts';
import { serve } from './serve.http.ts';
import { busy, requireOwnPassword } from './staff-problems.ts';

/** The password of who is signed in. */
export function passwordRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { signIn, log, writer } = world;

  serve(app, world, 'POST /password', async ({ caller, body }, request, reply) => {
    const { member, partner, secondFactor } = caller;
    const next = secret(body.newPassword);
    requireGoodPassword(next, [member.login, member.name, partner.name, partner.id]);
    requireOwnPassword(await signIn.checkOwn(member.id, secret(body.password)), reply);
    if (body.password === body.newPassword) {
      throw conflict('password-as-before', 'The new password is the old one', 'newPassword');
    }
    const hashed = await signIn.hash(next, `member/${member.id}`);
    if (hashed === undefined) throw busy(reply);
    await signIn.changePassword(member, hashed);
    await log.note(writer, doerOf(caller), { what: 'password.changed', subject: member.id });
    await beginSession(member, { secondFactor, endsOthers: true }, request, reply, world);
    return { changed: true };
  });
}
