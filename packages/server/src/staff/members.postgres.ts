import type { Instant, PartnerId } from '@sampan/primitives';
import {
  bigint,
  boolean,
  type Connection,
  instant,
  optional,
  type RawRow,
  statement,
  table,
  text,
} from '#database';
import type { Member, MemberId } from './member.ts';

export const members = table({
  member_id: text<MemberId>(),
  partner_id: optional(text<PartnerId>()),
  login: text(),
  name: text(),
  role: text<Member['role']>(),
  status: text<Member['status']>(),
  password_set_at: optional(instant),
  invitation_ends_at: optional(instant),
  invited_by: optional(text()),
  seen_at: optional(instant),
  created_at: instant,
});

const counted = table({ has_app: boolean, passkeys: bigint, recovery_codes: bigint });

/** The columns of a member, from `staff_members as member`. */
export const memberColumns = `${members.selected('member')}, member.totp_key is not null as has_app,
    (select count(*) from staff_passkeys as key where key.member_id = member.member_id) as passkeys,
    (select count(*) from staff_recovery_codes as code where code.member_id = member.member_id) as recovery_codes`;

const select = statement({
  name: 'select-staff-member',
  text: `select ${memberColumns} from staff_members as member where member_id = $1`,
});

const selectByInvitation = statement({
  name: 'select-staff-member-by-invitation',
  text: `select ${memberColumns} from staff_members as member
    where invitation = $1 and invitation_ends_at > $2 and status = 'invited'`,
});

const list = statement({
  name: 'list-staff-members',
  text: `select ${memberColumns} from staff_members as member where partner_id = $1
    order by status = 'left', member_id`,
});

const listOperators = statement({
  name: 'list-operators',
  text: `select ${memberColumns} from staff_members as member where partner_id is null
    order by status = 'left', member_id`,
});

// In the order of their ids, so that two owners who change each other wait instead of both succeeding.
const lockPeers = statement({
  name: 'lock-active-staff-of-role',
  text: `select member_id from staff_members
    where partner_id is not distinct from $1 and role = $2 and status = 'active'
    order by member_id for update`,
});

const insert = statement({
  name: 'insert-staff-member',
  text: `insert into staff_members
      (member_id, partner_id, login, name, role, status, invitation, invitation_ends_at, invited_by, created_at)
    values ($1, $2, $3, $4, $5, 'invited', $6, $7, $8, $9)
    on conflict (login, (partner_id is null)) where status <> 'left' do nothing returning member_id`,
});

const invite = statement({
  name: 'invite-staff-member',
  text: `with keys as (delete from staff_passkeys where member_id = $1),
    codes as (delete from staff_recovery_codes where member_id = $1),
    ended as (delete from staff_sessions where member_id = $1)
    update staff_members set status = 'invited', password = null, password_set_at = null, totp_key = null,
      totp_begun = null, invitation = $2, invitation_ends_at = $3, invited_by = $4
    where member_id = $1 and status <> 'left' returning member_id`,
});

const accept = statement({
  name: 'accept-staff-invitation',
  text: `update staff_members set status = 'active', name = $3, password = $4, password_set_at = $2,
      invitation = null, invitation_ends_at = null
    where invitation = $1 and invitation_ends_at > $2 and status = 'invited' returning member_id`,
});

const changeRole = statement({
  name: 'change-role-of-staff-member',
  text: `update staff_members set role = $2 where member_id = $1 and status <> 'left'`,
});

const endAccess = statement({
  name: 'end-access-of-staff-member',
  text: `with keys as (delete from staff_passkeys where member_id = $1),
    codes as (delete from staff_recovery_codes where member_id = $1),
    ended as (delete from staff_sessions where member_id = $1)
    update staff_members set status = 'left', password = null, password_set_at = null, totp_key = null,
      totp_begun = null, invitation = null, invitation_ends_at = null
    where member_id = $1`,
});

export async function readMember(connection: Connection, id: string): Promise<Member | undefined> {
  const [row] = await connection.run(select, [id]);
  return row && decodeMember(row);
}

/** The person of an invitation that can still be accepted. */
export async function readInvited(
  connection: Connection,
  invitation: string,
  now: Instant,
): Promise<Member | undefined> {
  const [row] = await connection.run(selectByInvitation, [invitation, now]);
  return row && decodeMember(row);
}

/** The people of a partner, or the operators; who has left comes last. */
export async function listMembers(
  connection: Connection,
  partnerId: PartnerId | undefined,
): Promise<readonly Member[]> {
  const rows =
    partnerId === undefined
      ? await connection.run(listOperators)
      : await connection.run(list, [partnerId]);
  return rows.map(decodeMember);
}

/** The active people with a role, who then stay as they are until the transaction ends. */
export async function lockActive(
  connection: Connection,
  { partnerId, role }: Pick<Member, 'partnerId' | 'role'>,
): Promise<readonly string[]> {
  const rows = await connection.run(lockPeers, [partnerId ?? null, role]);
  return rows.map((row) => String(row['member_id']));
}

/** An invitation as it is stored. */
export interface StoredInvitation {
  /** The digest of its token. */
  readonly digest: string;
  readonly endsAt: Instant;
  readonly by: string;
}

/** False when another person has the login. */
export async function insertMember(
  connection: Connection,
  {
    id,
    partnerId,
    login,
    name,
    role,
    createdAt,
  }: Pick<Member, 'id' | 'partnerId' | 'login' | 'name' | 'role' | 'createdAt'>,
  { digest, endsAt, by }: StoredInvitation,
): Promise<boolean> {
  const given = [id, partnerId ?? null, login, name, role, digest, endsAt, by, createdAt];
  return (await connection.run(insert, given)).length > 0;
}

/** Ends password, second factor and sessions; the person comes back by the invitation. */
export async function inviteAgain(
  connection: Connection,
  id: MemberId,
  { digest, endsAt, by }: StoredInvitation,
): Promise<void> {
  await connection.run(invite, [id, digest, endsAt, by]);
}

/** False when the invitation is over, or was accepted meanwhile. */
export async function acceptInvitation(
  connection: Connection,
  {
    invitation,
    name,
    password,
    now,
  }: {
    readonly invitation: string;
    readonly name: string;
    readonly password: string;
    readonly now: Instant;
  },
): Promise<boolean> {
  return (await connection.run(accept, [invitation, now, name, password])).length > 0;
}

export async function storeRole(
  connection: Connection,
  id: MemberId,
  role: Member['role'],
): Promise<void> {
  await connection.run(changeRole, [id, role]);
}

/** Ends the access and everything by which it was had. */
export async function storeLeft(connection: Connection, id: MemberId): Promise<void> {
  await connection.run(endAccess, [id]);
}

export function decodeMember(raw: RawRow): Member {
  const row = members.read(raw);
  const { has_app, passkeys, recovery_codes } = counted.read(raw);
  return {
    ...{ id: row.member_id, partnerId: row.partner_id, login: row.login, name: row.name },
    ...{ role: row.role, status: row.status, hasApp: has_app },
    ...{ passkeys: Number(passkeys), recoveryCodes: Number(recovery_codes) },
    ...{ passwordSetAt: row.password_set_at, invitationEndsAt: row.invitation_ends_at },
    ...{ invitedBy: row.invited_by, seenAt: row.seen_at, createdAt: row.created_at },
  };
}
