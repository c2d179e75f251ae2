import { type Instant, type PartnerId, required } from '@sampan/primitives';
import { type Connection, optional, type RawRow, statement, table, text, texts } from '#database';
import type { SftpChange, SftpUser } from './sftp-user.ts';

const users = table({
  partner_id: text<PartnerId>(),
  password: optional(text()),
  keys: texts(),
  addresses: texts(),
});

const select = statement({
  name: 'select-sftp-user',
  text: `select ${users.names()} from sftp_users where partner_id = $1`,
});

// For each column the given value or the stored one. A removed password is ''.
const change = statement({
  name: 'change-sftp-user',
  text: `insert into sftp_users as known (partner_id, password, keys, addresses, changed_at)
    values ($1, nullif($2::text, ''), coalesce($3::text[], '{}'), coalesce($4::text[], '{}'), $5)
    on conflict (partner_id) do update set
      password = case when $2::text is null then known.password else excluded.password end,
      keys = coalesce($3::text[], known.keys),
      addresses = coalesce($4::text[], known.addresses),
      changed_at = excluded.changed_at
    returning ${users.names()}`,
});

/** The partner's log-in; undefined when it has none. */
export async function readSftpUser(
  connection: Connection,
  partnerId: PartnerId,
): Promise<SftpUser | undefined> {
  const [row] = await connection.run(select, [partnerId]);
  return row && decode(row);
}

/** Changes a partner's log-in, or creates it. */
export async function changeSftpUser(
  connection: Connection,
  partnerId: PartnerId,
  { password, keys, addresses }: SftpChange,
  now: Instant,
): Promise<SftpUser> {
  const stored = password === 'none' ? '' : (password ?? null);
  const values = [partnerId, stored, keys ?? null, addresses ?? null, now];
  const [row] = await connection.run(change, values);
  return decode(required(row, 'a change answers its row'));
}

function decode(raw: RawRow): SftpUser {
  const { partner_id, password, keys, addresses } = users.read(raw);
  return { partnerId: partner_id, password, keys, addresses };
}
