import type { SignedInAsView } from '@sampan/api';
import { required } from '@sampan/primitives';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readPartners } from '#partner';
import { deviceName } from '#sign-in';
import { isPartnerMember, type Member, type NewStaffSession } from '#staff';
import { foreign, pageOf, setSessionCookies } from '../session-cookie.ts';
import type { PortalWorld } from './dependencies.ts';
import { signedInAsView } from './views.ts';

/** The name under which a page keeps its session; other sites cannot send it. */
export function requirePage(request: FastifyRequest): string {
  const page = pageOf(request);
  if (page === undefined) throw foreign();
  return page;
}

interface Beginning {
  readonly secondFactor: boolean;
  /** Ends the person's other sessions. */
  readonly endsOthers?: boolean;
}

/** Begins a session under a new token, which goes into the page's cookie, and answers who is signed in. */
export async function beginSession(
  member: Member,
  { secondFactor, endsOthers = false }: Beginning,
  request: FastifyRequest,
  reply: FastifyReply,
  world: PortalWorld,
): Promise<SignedInAsView> {
  const { sessions, reader, clock, sandbox } = world;
  const given = { deviceName: deviceName(request.headers['user-agent']), secondFactor };
  const session = await (endsOthers
    ? sessions.renew(member.id, given)
    : sessions.open(member.id, given));
  setCookies(member, session, request, reply, world);
  if (!isPartnerMember(member)) throw new Error(`${member.id} has no partner`);
  const { result } = await reader.read((connection) =>
    readPartners(connection, [member.partnerId]),
  );
  const partner = required(result[0], 'a member belongs to a partner');
  const { expiresAt } = session;
  return signedInAsView({ member, partner, expiresAt, now: clock.now(), sandbox });
}

function setCookies(
  { login }: Member,
  { token }: NewStaffSession,
  request: FastifyRequest,
  reply: FastifyReply,
  { signIn, cookies }: PortalWorld,
): void {
  const secrets = {
    token: token.reveal(),
    // Made after the password, so it is known until the next one is set.
    device: signIn.deviceToken('partner', login).reveal(),
  };
  setSessionCookies(request, reply, cookies, requirePage(request), secrets);
}
