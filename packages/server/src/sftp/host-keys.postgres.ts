import { assert, type Instant, type Secret, secret } from '@sampan/primitives';
import ssh2 from 'ssh2';
import { type Connection, statement, timestamp } from '#database';
import { type KeyKind, makeKeyPair } from './key-pair.ts';
import { fingerprintOf } from './public-keys.ts';

/** A key by which clients know this server. */
export interface HostKey {
  /** `ssh-ed25519` and the like. */
  readonly type: string;
  /** OpenSSH's own form. */
  readonly privateKey: Secret<string>;
  /** A line for `known_hosts`, without the host. */
  readonly publicKey: string;
  /** `SHA256:…`, which a client shows when it meets the server for the first time. */
  readonly fingerprint: string;
}

/**
 * One of each kind: clients of today know the first; Java and .NET libraries of some years ago know
 * one of the others only.
 */
const kinds: readonly KeyKind[] = ['ed25519', 'ecdsa', 'rsa'];

const select = statement({
  name: 'select-sftp-host-keys',
  text: 'select kind, private_key from sftp_host_keys',
});

const insert = statement({
  name: 'insert-sftp-host-keys',
  text: `insert into sftp_host_keys (kind, private_key, made_at)
    select kind, private_key, $3 from unnest($1::text[], $2::text[]) as made (kind, private_key)
    on conflict (kind) do nothing`,
});

/** Reads the server's keys, the preferred one first, and makes them when there are none. */
export async function hostKeys(connection: Connection, now: Instant): Promise<readonly HostKey[]> {
  const known = await read(connection);
  if (known.length === kinds.length) return known;
  const made = await Promise.all(kinds.map((kind) => makeKeyPair(kind)));
  await connection.run(insert, [kinds, made.map(({ privateKey }) => privateKey), timestamp(now)]);
  // Another process may have been faster; what is stored counts.
  const stored = await read(connection);
  assert(stored.length === kinds.length, 'the server has a key of each kind');
  return stored;
}

async function read(connection: Connection): Promise<readonly HostKey[]> {
  const rows = await connection.run(select);
  return kinds.flatMap((kind) => {
    const row = rows.find((stored) => stored['kind'] === kind);
    return row ? [hostKey(row['private_key'] as string)] : [];
  });
}

function hostKey(privateKey: string): HostKey {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw new Error('A stored host key is damaged', { cause: key });
  const publicKey = key.getPublicSSH();
  return {
    type: key.type,
    privateKey: secret(privateKey),
    publicKey: `${key.type} ${publicKey.toString('base64')}`,
    fingerprint: fingerprintOf(publicKey),
  };
}
