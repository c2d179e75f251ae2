import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { required, type Secret, secret } from '@sampan/primitives';
import { type Connection, inTransaction, type Statement, statement } from '#database';
import { placeOf, type SealedColumn, type SecretBox, sealing } from '#secrets';

/** The platform's own RSA keys; the private key signs replies and notifications. */
export interface PlatformKeys {
  /** PKCS#8, PEM. */
  readonly privateKey: Secret<string>;
  /** SubjectPublicKeyInfo, PEM; partners verify with it. */
  readonly publicKey: string;
}

export const platformKeyColumn: SealedColumn = {
  table: 'platform_keys',
  column: 'private_key',
  key: ['id'],
};

const select = statement({
  name: 'select-platform-keys',
  text: 'select private_key, public_key from platform_keys where id = 1',
});

// Run as the owner: the server's role can read these keys but not create or change them.
const insert: Statement = {
  name: '',
  text: 'insert into platform_keys values (1, $1, $2) on conflict (id) do nothing',
};

/** Reads the keys that the first start created. */
export async function platformKeys(connection: Connection, box: SecretBox): Promise<PlatformKeys> {
  const [row] = await connection.run(select);
  const found = required(row, 'the platform has keys');
  return {
    privateKey: box.open(found.private_key as string, placeOf(platformKeyColumn, 1)),
    publicKey: found.public_key as string,
  };
}

/** Creates the keys (RSA, 2048 bits) if there are none. Run as the owner. */
export async function ensurePlatformKeys(
  connection: Connection,
  box: SecretBox,
  makePair: () => Promise<PlatformKeys> = makePlatformKeys,
): Promise<void> {
  if ((await connection.run(select)).length > 0) return;
  const { privateKey, publicKey } = await makePair();
  await inTransaction(connection, async () => {
    const seal = await sealing(connection, box);
    // Another process may have been faster; the stored keys count.
    await connection.run(insert, [
      seal(privateKey.reveal(), placeOf(platformKeyColumn, 1)),
      publicKey,
    ]);
  });
}

/** Takes up to a second of a core. */
export async function makePlatformKeys(): Promise<PlatformKeys> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2_048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKey: secret(privateKey), publicKey };
}
