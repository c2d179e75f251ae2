import type { SignedInAsView } from '@sampan/api';
import { required } from '@sampan/primitives';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readPartners } from '#partner';
import { deviceName } from '#sign-in';
import { isPartnerMember, type Member, type NewStaffSession, readMember } from '#staff';
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
  // Read once more: a code that has counted is one less.
  const { result } = await reader.read(async (connection) => {
    const found = required(await readMember(connection, member.id), 'it has a session');
    if (!isPartnerMember(found)) throw new Error(`${found.id} has no partner`);
    const [partner] = await readPartners(connection, [found.partnerId]);
    return { member: found, partner: required(partner, 'a member belongs to a partner') };
  });
  const { expiresAt } = session;
  return signedInAsView({ ...result, expiresAt, now: clock.now(), sandbox });
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
