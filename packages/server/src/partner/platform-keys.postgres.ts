import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { required, type Secret, secret } from '@sampan/primitives';
import { type Connection, statement } from '#database';

/** The system's own RSA keys: replies and notifications are signed with the private one. */
export interface PlatformKeys {
  /** PKCS#8, PEM. */
  readonly privateKey: Secret<string>;
  /** SubjectPublicKeyInfo, PEM; partners verify with it. */
  readonly publicKey: string;
}

const select = statement({
  name: 'select-platform-keys',
  text: 'select private_key, public_key from platform_keys where id = 1',
});

const insert = statement({
  name: 'insert-platform-keys',
  text: 'insert into platform_keys values (1, $1, $2) on conflict (id) do nothing',
});

/** Reads the keys, and makes them (RSA, 2048 bits) when there are none. */
export async function platformKeys(connection: Connection): Promise<PlatformKeys> {
  const known = await read(connection);
  if (known) return known;
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2_048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await connection.run(insert, [privateKey, publicKey]);
  // Another process may have been faster; what is stored counts.
  return required(await read(connection), 'the platform has keys');
}

async function read(connection: Connection): Promise<PlatformKeys | undefined> {
  const [row] = await connection.run(select);
  if (!row) return undefined;
  return {
    privateKey: secret(row.private_key as string),
    publicKey: row.public_key as string,
  };
}
