import { secret } from '@sampan/primitives';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CodeRefused } from '#staff';
import { conflict, Problem } from '../problem.ts';
import { beginSession } from './begin-session.http.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { requireOwnPassword, signInProblem } from './staff-problems.ts';

/** An app of one-time codes, set up by who is signed in. */
export function secondFactorRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { signIn, secondFactor } = world;

  serve(app, world, 'POST /second-factor/begin', async ({ caller, body }, _request, reply) => {
    const { member, partner } = caller;
    requireOwnPassword(await signIn.checkOwn(member.id, secret(body.password)), reply);
    return secondFactor.begin(member, partner.name);
  });

  serve(app, world, 'POST /second-factor', async ({ caller, body }, request, reply) => {
    const set = await secondFactor.confirm(caller.member, body.code);
    if (set.outcome === 'nothing-begun') {
      throw conflict('nothing-begun', 'Begin first; a key that was begun counts once');
    }
    if (set.outcome !== 'set') throw codeProblem(set, reply, 403);
    const begun = { secondFactor: true, endsOthers: true };
    await beginSession(caller.member, begun, request, reply, world);
    return { recoveryCodes: [...set.recoveryCodes] };
  });
}

/** Why a one-time code was not taken. */
export function codeProblem(refused: CodeRefused, reply: FastifyReply, status: 401 | 403): Problem {
  switch (refused.outcome) {
    case 'locked':
      return signInProblem(refused, reply);
    case 'code-refused':
      return new Problem(status, 'code-refused', 'This is not the code of the app', 'code');
    case 'code-old': {
      const { minutes } = refused;
      const message =
        minutes === 0
          ? 'This code has counted already; wait for the next one'
          : `This code is ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} old; is the clock of the phone right?`;
      return new Problem(status, 'code-old', message, 'code');
    }
  }
}
