import { mayDo, type PartnerApi, type Permission, partnerAccess, rolesWith } from '@sampan/api';
import type { Instant } from '@sampan/primitives';
import { required } from '@sampan/primitives';
import type { FastifyRequest } from 'fastify';
import { type Partner, readPartners } from '#partner';
import {
  type Doer,
  isPartnerMember,
  type PartnerMember,
  type StaffSessionHash,
  staffSessionHash,
} from '#staff';
import { Problem } from '../problem.ts';
import { cookieToken, pageOf } from '../session-cookie.ts';
import type { PortalWorld } from './dependencies.ts';

/** Who asks. */
export interface PortalCaller {
  readonly session: StaffSessionHash;
  /** Whether more than a password was given for the session. */
  readonly secondFactor: boolean;
  /** By the machine's time. */
  readonly expiresAt: Instant;
  readonly member: PartnerMember;
  readonly partner: Partner;
}

/** The person for the log. */
export const doerOf = ({ member }: Pick<PortalCaller, 'member'>): Doer => ({
  partnerId: member.partnerId,
  memberId: member.id,
  who: member.name,
});

/**
 * Who asks for a route, if this person may: signed in, with a second factor outside a sandbox, and with the permission
 * that `partnerAccess` names. Only what a person needs to get a second factor is open without one.
 */
export async function admitted(
  request: FastifyRequest,
  world: PortalWorld,
  name: keyof PartnerApi & string,
): Promise<PortalCaller> {
  const access = partnerAccess[name];
  const caller = await callerOf(request, world);
  if (access === 'anyone' || access === 'signed-in') return caller;
  if (!world.sandbox && !caller.secondFactor) throw secondFactorNeeded();
  if (!mayDo(caller.member.role, access)) throw notAllowed(access);
  return caller;
}

async function callerOf(
  request: FastifyRequest,
  { sessions }: Pick<PortalWorld, 'sessions'>,
): Promise<PortalCaller> {
  const page = pageOf(request);
  const token = page === undefined ? undefined : cookieToken(request, page);
  if (token === undefined || !/^[0-9a-z]{50}$/.test(token)) throw signInFirst();
  const session = staffSessionHash(token);
  const found = await sessions.find(session, async (connection, { partnerId }) =>
    partnerId === undefined ? [] : readPartners(connection, [partnerId]),
  );
  if (!found || !isPartnerMember(found.member)) throw signInFirst();
  const { member, secondFactor, expiresAt, beside } = found;
  return { session, secondFactor, expiresAt, member, partner: required(beside[0], 'it has staff') };
}

const signInFirst = (): Problem =>
  new Problem(401, 'signed-out', 'Sign in first; a session ends after 12 hours without use');

const secondFactorNeeded = (): Problem =>
  new Problem(403, 'second-factor-needed', 'Set up an app of one-time codes, or a passkey, first');

const notAllowed = (permission: Permission): Problem => {
  const roles = rolesWith(permission).join(', ');
  return new Problem(403, 'not-allowed', `Your role may not do this; it is for: ${roles}`);
};
