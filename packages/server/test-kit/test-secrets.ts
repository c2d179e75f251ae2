/** Keys that protect nothing, so that tests need neither a key file nor to make pairs. */
import { readFileSync } from 'node:fs';
import { type Instant, secret } from '@sampan/primitives';
import { systemRandom } from '@sampan/primitives/node';
import { type KeyKind, makeKeyPair, type KeyPair as SshKeyPair } from '@sampan/sftp-server';
import { connect } from '#database';
import { ensurePlatformKeys, type PlatformKeys } from '#partner';
import { SecretBox, secretsKey } from '#secrets';
import { ensureHostKeys } from '#sftp';

/** Another key for each number. */
export const testSecretsKey = (number = 1) => secretsKey(Buffer.alloc(32, number));

/** What the secrets of every test database are sealed with. */
export const testSecrets = new SecretBox({
  keys: () => [testSecretsKey()],
  random: systemRandom,
});

interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Key pairs that are written down, so that signatures in fixtures can be. */
export const testKeys: Readonly<Record<'platform' | 'partner', KeyPair>> = JSON.parse(
  readFileSync(new URL('../../../fixtures/wire/keys.json', import.meta.url), 'utf8'),
);

export const testPlatformKeys: PlatformKeys = {
  privateKey: secret(testKeys.platform.privateKey),
  publicKey: testKeys.platform.publicKey,
};

const hostPairs = new Map<KeyKind, Promise<SshKeyPair>>();

function madeOnce(kind: KeyKind): Promise<SshKeyPair> {
  const pair = hostPairs.get(kind) ?? makeKeyPair(kind);
  hostPairs.set(kind, pair);
  return pair;
}

/** Stores the system's own keys, as the first start does; in every database of a process the same. */
export async function makeSystemKeys(ownerUrl: string, now: Instant): Promise<void> {
  const owner = await connect({ url: ownerUrl, name: 'test owner' });
  try {
    await ensurePlatformKeys(owner, testSecrets, async () => testPlatformKeys);
    await ensureHostKeys(owner, testSecrets, now, madeOnce);
  } finally {
    await owner.close();
  }
}
