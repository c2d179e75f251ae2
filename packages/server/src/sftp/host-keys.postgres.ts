import { assert, type Instant, type Secret } from '@sampan/primitives';
import ssh2 from 'ssh2';
import { type Connection, inTransaction, type Statement, statement, timestamp } from '#database';
import { placeOf, type SealedColumn, type SecretBox, sealing } from '#secrets';
import { type KeyKind, type KeyPair, makeKeyPair } from './key-pair.ts';
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

export const hostKeyColumn: SealedColumn = {
  table: 'sftp_host_keys',
  column: 'private_key',
  key: ['kind'],
};

// As the owner: the server reads these keys, and neither makes nor changes them.
const insert: Statement = {
  name: '',
  text: `insert into sftp_host_keys (kind, private_key, made_at)
    select kind, private_key, $3 from unnest($1::text[], $2::text[]) as made (kind, private_key)
    on conflict (kind) do nothing`,
};

/** Reads the server's keys, the preferred one first; the first start has made them. */
export async function hostKeys(
  connection: Connection,
  box: SecretBox,
): Promise<readonly HostKey[]> {
  const rows = await connection.run(select);
  const keys = kinds.flatMap((kind) => {
    const row = rows.find((stored) => stored['kind'] === kind);
    const sealed = row?.['private_key'] as string | undefined;
    return sealed === undefined ? [] : [hostKey(box.open(sealed, placeOf(hostKeyColumn, kind)))];
  });
  assert(keys.length === kinds.length, 'the server has a key of each kind');
  return keys;
}

/** Makes the keys when one is missing. Run as the owner. */
export async function ensureHostKeys(
  connection: Connection,
  box: SecretBox,
  now: Instant,
  makePair: (kind: KeyKind) => Promise<KeyPair> = makeKeyPair,
): Promise<void> {
  if ((await connection.run(select)).length === kinds.length) return;
  const made = await Promise.all(kinds.map((kind) => makePair(kind)));
  await inTransaction(connection, async () => {
    const seal = await sealing(connection, box);
    const sealed = made.map(({ privateKey }, index) =>
      seal(privateKey, placeOf(hostKeyColumn, kinds[index] ?? '')),
    );
    // Another process may have been faster; what is stored counts.
    await connection.run(insert, [kinds, sealed, timestamp(now)]);
  });
}

function hostKey(privateKey: Secret<string>): HostKey {
  const key = ssh2.utils.parseKey(privateKey.reveal());
  if (key instanceof Error) throw new Error('A stored host key is damaged');
  const publicKey = key.getPublicSSH();
  return {
    type: key.type,
    privateKey,
    publicKey: `${key.type} ${publicKey.toString('base64')}`,
    fingerprint: fingerprintOf(publicKey),
  };
}
