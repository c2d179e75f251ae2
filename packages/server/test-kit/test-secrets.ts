/** Keys that protect nothing, so that tests need neither a key file nor to make pairs. */
import { readFileSync } from 'node:fs';
import { type Instant, secret, systemRandom } from '@sampan/primitives';
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

/** Makes the system's own keys, as the first start does. */
export async function makeSystemKeys(ownerUrl: string, now: Instant): Promise<void> {
  const owner = await connect({ url: ownerUrl, name: 'test owner' });
  try {
    await ensurePlatformKeys(owner, testSecrets);
    await ensureHostKeys(owner, testSecrets, now);
  } finally {
    await owner.close();
  }
}
