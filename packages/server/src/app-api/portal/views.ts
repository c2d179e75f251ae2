import { type MemberView, mayDo, permissions, type SignedInAsView } from '@sampan/api';
import { type Instant, offsetTime } from '@sampan/primitives';
import type { Partner } from '#partner';
import type { Member, PartnerMember } from '#staff';
import { definedOnly } from '../fields.ts';

/** Who is signed in. */
export function signedInAsView({
  member,
  partner,
  expiresAt,
  now,
  sandbox,
}: {
  readonly member: PartnerMember;
  readonly partner: Partner;
  readonly expiresAt: Instant;
  readonly now: Instant;
  readonly sandbox: boolean;
}): SignedInAsView {
  const { id, name, contract, currency, status } = partner;
  return {
    ...{ memberId: member.id, name: member.name, login: member.login, role: member.role },
    permissions: permissions.filter((permission) => mayDo(member.role, permission)),
    partner: { id, name, contract, currency, status },
    ...{ secondFactor: secondFactorOf(member), recoveryCodesLeft: member.recoveryCodes },
    passkeys: member.passkeys,
    ...{ expiresAt: offsetTime(expiresAt), now: offsetTime(now), sandbox },
  };
}

export function memberView(member: PartnerMember): MemberView {
  const { id, name, login, role, status, passkeys, invitedBy, createdAt } = member;
  return {
    ...{ memberId: id, name, login, role, status },
    ...{ secondFactor: secondFactorOf(member), passkeys, createdAt: offsetTime(createdAt) },
    ...definedOnly({
      invitedBy,
      invitationEndsAt: member.invitationEndsAt && offsetTime(member.invitationEndsAt),
      seenAt: member.seenAt && offsetTime(member.seenAt),
    }),
  };
}

const secondFactorOf = ({ hasApp, passkeys }: Member): SignedInAsView['secondFactor'] => {
  if (hasApp) return 'app';
  return passkeys > 0 ? 'passkey' : 'missing';
};
