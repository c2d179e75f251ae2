import { offsetTime, required, secret } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readPartners } from '#partner';
import { AddressBucket } from '#sign-in';
import { invitationsOfAddress, isPartnerMember, type PartnerMember } from '#staff';
import { Problem } from '../problem.ts';
import { beginSession, requirePage } from './begin-session.http.ts';
import type { PortalWorld } from './dependencies.ts';
import { requireGoodPassword } from './good-password.ts';
import { serveOpen } from './serve.http.ts';
import { addressSpent, busy } from './staff-problems.ts';

/** What a person who was invited asks for, without a session. */
export function invitationRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { staff, signIn, reader, machineClock } = world;
  const addresses = new AddressBucket(invitationsOfAddress);

  serveOpen(app, world, 'POST /invitation', async ({ body }, request, reply) => {
    const { member, partner } = await invited(body.invitation, request, reply);
    const { name, login, role, invitedBy = '' } = member;
    const endsAt = required(member.invitationEndsAt, 'it is invited');
    return {
      ...{ partner: partner.name, invitedBy, name, login, role },
      endsAt: offsetTime(endsAt),
    };
  });

  serveOpen(app, world, 'POST /invitation/accept', async ({ body }, request, reply) => {
    const { member, partner } = await invited(body.invitation, request, reply);
    const { name = member.name } = body;
    const password = secret(body.newPassword);
    requireGoodPassword(password, [member.login, name, partner.name, partner.id]);
    const hashed = await signIn.hash(password, countedAddress(request.ip));
    if (hashed === undefined) throw busy(reply);
    const token = secret(body.invitation);
    const accepted = await staff.accept(token, { name, password: hashed });
    if (!accepted) throw invitationUnknown();
    return beginSession(accepted, { secondFactor: false }, request, reply, world);
  });

  async function invited(text: string, request: FastifyRequest, reply: FastifyReply) {
    requirePage(request);
    const now = machineClock.now();
    const until = addresses.take(countedAddress(request.ip), now);
    if (until !== undefined) throw addressSpent(until, now, reply);
    const member = await staff.findInvited(secret(text));
    if (!member || !isPartnerMember(member)) throw invitationUnknown();
    return { member, partner: await partnerOf(member) };
  }

  async function partnerOf({ partnerId }: PartnerMember) {
    const { result } = await reader.read((connection) => readPartners(connection, [partnerId]));
    return required(result[0], 'a member belongs to a partner');
  }
}

const invitationUnknown = (): Problem =>
  new Problem(404, 'invitation-unknown', 'This invitation is over, was used, or never was one');
