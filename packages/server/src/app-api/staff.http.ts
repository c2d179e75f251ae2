import type { PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { type Doer, type Invited, isPartnerMember, machineTime, Staff } from '#staff';
import type { OperationsDependencies } from './dependencies.ts';
import { knownPartner } from './known-partner.ts';
import { invitedView, loginTaken, memberProblem, viewOf } from './portal/members.http.ts';
import { memberView } from './portal/views.ts';
import { serve } from './serve.http.ts';

/** The staff of partners, for an operator, who makes the first owner. */
export function staffRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader } = world;
  const staff = new Staff({ ...world, machineClock: machineTime(world.clock) });

  serve(app, world, 'POST /admin/partners/:id/staff', async ({ params, body }) => {
    const doer = operatorFor(await knownPartner(reader, params.id));
    const made = await staff.invite(doer, body);
    if (made.outcome === 'login-taken') throw loginTaken();
    return invitation(made);
  });

  serve(app, world, 'GET /admin/partners/:id/staff', async ({ params }) => {
    const members = await staff.list(await knownPartner(reader, params.id));
    return { members: members.filter(isPartnerMember).map(memberView) };
  });

  serve(app, world, 'POST /admin/partners/:id/staff/:member/invitation', async ({ params }) => {
    const doer = operatorFor(await knownPartner(reader, params.id));
    const made = await staff.inviteAgain(doer, params.member);
    if (made.outcome !== 'invited') throw memberProblem(made.outcome, params.member);
    return invitation(made);
  });

  serve(app, world, 'DELETE /admin/partners/:id/staff/:member', async ({ params }) => {
    const doer = operatorFor(await knownPartner(reader, params.id));
    const ended = await staff.end(doer, params.member);
    if (ended.outcome !== 'changed') throw memberProblem(ended.outcome, params.member);
    return viewOf(ended.member);
  });
}

/** Whose name a partner's people see. */
const operatorFor = (partnerId: PartnerId): Doer => ({ partnerId, who: 'operator' });

function invitation(made: Invited) {
  const view = invitedView(made);
  return { ...view, page: `/portal/#/invitation/${view.invitation}` };
}
