import type { FastifyInstance } from 'fastify';
import { type Changed, type Invited, isPartnerMember, type Member } from '#staff';
import { conflict, Problem, unknown } from '../problem.ts';
import { doerOf, type PortalCaller } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { memberView } from './views.ts';

/** The people of a partner, for its owners. */
export function memberRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { staff } = world;

  serve(app, world, 'GET /members', async ({ caller }) => {
    const members = await staff.list(caller.partner.id);
    return { members: members.filter(isPartnerMember).map(memberView) };
  });

  serve(app, world, 'POST /members', async ({ caller, body }) => {
    const made = await staff.invite(doerOf(caller), body);
    if (made.outcome === 'login-taken') throw loginTaken();
    return invitedView(made);
  });

  serve(app, world, 'POST /members/:id/invitation', async ({ caller, params: { id } }) => {
    requireOther(caller, id);
    const made = await staff.inviteAgain(doerOf(caller), id);
    if (made.outcome === 'invited') return invitedView(made);
    throw memberProblem(made.outcome, id);
  });

  serve(app, world, 'PATCH /members/:id', async ({ caller, params: { id }, body }) => {
    const { role, status, why } = body;
    const doer = doerOf(caller);
    requireOther(caller, id);
    if (role === undefined && status === undefined) {
      throw new Problem(400, 'nothing-to-change', 'The request names nothing to change');
    }
    if (status === 'left') return changedView(await staff.end(doer, id, why), id);
    return changedView(await staff.changeRole(doer, id, role ?? 'developer', why), id);
  });
}

function requireOther({ member }: Pick<PortalCaller, 'member'>, id: string): void {
  if (member.id !== id) return;
  throw conflict('own-access', 'Another owner changes your role, or ends your access');
}

export const loginTaken = (): Problem =>
  conflict('login-taken', 'Somebody signs in with this address already', 'login');

export function memberProblem(outcome: 'unknown' | 'left' | 'last-owner', id: string): Problem {
  if (outcome === 'unknown') return unknown('member', id);
  return outcome === 'left'
    ? conflict('member-left', 'This access has ended; invite the person anew')
    : conflict('last-owner', 'A partner keeps one owner; make another person owner first');
}

function changedView(changed: Changed, id: string) {
  if (changed.outcome !== 'changed') throw memberProblem(changed.outcome, id);
  return viewOf(changed.member);
}

export const invitedView = ({ member, token }: Invited) => ({
  ...viewOf(member),
  invitation: token.reveal(),
});

export function viewOf(member: Member) {
  if (!isPartnerMember(member)) throw new Error(`${member.id} has no partner`);
  return memberView(member);
}
