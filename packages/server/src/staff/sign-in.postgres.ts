import type { Instant } from '@sampan/primitives';
import { type Connection, optional, statement, table, text } from '#database';
import type { Member, MemberId, Realm } from './member.ts';
import { decodeMember, memberColumns } from './members.postgres.ts';

const passwords = table({ password: optional(text()) });

const selectByLogin = statement({
  name: 'select-staff-member-by-login',
  text: `select ${memberColumns}, password from staff_members as member
    where login = $1 and (partner_id is null) = $2 and status = 'active'`,
});

const selectPassword = statement({
  name: 'select-password-of-staff-member',
  text: 'select password from staff_members where member_id = $1',
});

const updatePassword = statement({
  name: 'change-password-of-staff-member',
  text: `update staff_members set password = $2, password_set_at = $3
    where member_id = $1 and status = 'active'`,
});

/** Who is meant by a login, with the hash of the password. */
export interface Claimed {
  readonly member: Member;
  readonly password: string | undefined;
}

export async function readByLogin(
  connection: Connection,
  realm: Realm,
  login: string,
): Promise<Claimed | undefined> {
  const [row] = await connection.run(selectByLogin, [login, realm === 'operator']);
  return row && { member: decodeMember(row), password: passwords.read(row).password };
}

export async function readPassword(
  connection: Connection,
  id: MemberId,
): Promise<string | undefined> {
  const [row] = await connection.run(selectPassword, [id]);
  return row && passwords.read(row).password;
}

export async function storePassword(
  connection: Connection,
  id: MemberId,
  hashed: string,
  now: Instant,
): Promise<void> {
  await connection.run(updatePassword, [id, hashed, now]);
}
