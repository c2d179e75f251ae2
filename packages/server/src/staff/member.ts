import type { Role } from '@sampan/api';
import type { Clock, Instant, PartnerId, TradeId } from '@sampan/primitives';
import { instant } from '@sampan/primitives';
import type { BusinessClock } from '#database';

/** For whom people sign in: a partner, in the portal, or the operator of the system, in the console. */
export type Realm = 'partner' | 'operator';

export type MemberId = TradeId;

/** A person who signs in. */
export interface Member {
  readonly id: MemberId;
  /** Undefined for an operator. */
  readonly partnerId: PartnerId | undefined;
  /** In lower case. */
  readonly login: string;
  readonly name: string;
  readonly role: Role | 'operator';
  readonly status: 'invited' | 'active' | 'left';
  /** Whether sign-ins need a code of an app. */
  readonly hasApp: boolean;
  readonly passkeys: number;
  readonly recoveryCodes: number;
  readonly passwordSetAt: Instant | undefined;
  readonly invitationEndsAt: Instant | undefined;
  /** The name of who has invited. */
  readonly invitedBy: string | undefined;
  readonly seenAt: Instant | undefined;
  readonly createdAt: Instant;
}

/** A member of a partner's staff. */
export interface PartnerMember extends Member {
  readonly partnerId: PartnerId;
  readonly role: Role;
}

export const isPartnerMember = (member: Member): member is PartnerMember =>
  member.partnerId !== undefined && member.role !== 'operator';

/** The one form of a login. */
export const usualStaffLogin = (text: string): string => text.trim().toLowerCase();

/**
 * The machine's own time: sign-ins do not follow the clock that a sandbox moves. Apps of one-time codes do not either,
 * and a move to the next day would sign everybody out.
 */
export const machineTime = (clock: Pick<BusinessClock, 'now' | 'offsetFor'>): Clock => ({
  now() {
    const now = clock.now();
    return instant(now - clock.offsetFor(now));
  },
});
