import { assert, type Instant } from '@sampan/primitives';
import {
  type HostKey,
  type KeyKind,
  type KeyPair,
  makeKeyPair,
  readHostKey,
} from '@sampan/sftp-server';
import { type Connection, inTransaction, type Statement, statement } from '#database';
import { placeOf, type SealedColumn, type SecretBox, sealing } from '#secrets';

/**
 * One of each kind: current clients use the first; some older Java and .NET libraries support only
 * one of the others.
 */
export const hostKeyKinds: readonly KeyKind[] = ['ed25519', 'ecdsa', 'rsa'];

const select = statement({
  name: 'select-sftp-host-keys',
  text: 'select kind, private_key from sftp_host_keys',
});

export const hostKeyColumn: SealedColumn = {
  table: 'sftp_host_keys',
  column: 'private_key',
  key: ['kind'],
};

// Run as the owner: the server's role can read these keys but not create or change them.
const insert: Statement = {
  name: '',
  text: `insert into sftp_host_keys (kind, private_key, made_at)
    select kind, private_key, $3 from unnest($1::text[], $2::text[]) as made (kind, private_key)
    on conflict (kind) do nothing`,
};

/** Reads the server's keys, the preferred one first; the first start created them. */
export async function hostKeys(
  connection: Connection,
  box: SecretBox,
): Promise<readonly HostKey[]> {
  const rows = await connection.run(select);
  const keys = hostKeyKinds.flatMap((kind) => {
    const row = rows.find((stored) => stored['kind'] === kind);
    const sealed = row?.['private_key'] as string | undefined;
    return sealed === undefined
      ? []
      : [readHostKey(box.open(sealed, placeOf(hostKeyColumn, kind)))];
  });
  assert(keys.length === hostKeyKinds.length, 'the server has a key of each kind');
  return keys;
}

/** Creates missing keys. Run as the owner. */
export async function ensureHostKeys(
  connection: Connection,
  box: SecretBox,
  now: Instant,
  makePair: (kind: KeyKind) => Promise<KeyPair> = makeKeyPair,
): Promise<void> {
  if ((await connection.run(select)).length === hostKeyKinds.length) return;
  const made = await Promise.all(hostKeyKinds.map((kind) => makePair(kind)));
  await inTransaction(connection, async () => {
    const seal = await sealing(connection, box);
    const sealed = made.map(({ privateKey }, index) =>
      seal(privateKey, placeOf(hostKeyColumn, hostKeyKinds[index] ?? '')),
    );
    // Another process may have been faster; the stored keys count.
    await connection.run(insert, [hostKeyKinds, sealed, now]);
  });
}
