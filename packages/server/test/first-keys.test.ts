/**
 * Goal: keys that are made while the database is created are the system's keys from then on.
 * Method: the step of `start` for secrets, twice on a real database, each time with new keys.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock, systemRandom } from '@sampan/primitives/node';
import { connect } from '#database';
import { makeFirstKeys, prepareSecrets } from '#installation';
import { platformKeys } from '#partner';
import { hostKeys } from '#sftp';
import { createTestDatabase } from '#test-kit';

test('the first start stores the keys that were begun before it, a later one keeps the stored', async () => {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'sampan-keys-'));
  await mkdir(join(dataFolder, 'keys'), { mode: 0o700 });
  const owner = await connect({ url: database.ownerUrl, name: 'test owner' });
  const firstKeys = makeFirstKeys();
  const log = { info: () => undefined, warn: () => undefined };
  const machine = { clock: systemClock, random: systemRandom, environment: {}, log };
  const installation = { dataFolder, external: false, production: false };
  const options = { ...machine, ...installation, ownerUrl: database.ownerUrl };
  try {
    const box = await prepareSecrets({ ...options, firstKeys });
    const stored = await platformKeys(owner, box);
    assert.equal(stored.publicKey, (await firstKeys.platform()).publicKey);
    const [hostKey] = await hostKeys(owner, box);
    const { publicKey } = await firstKeys.host('ed25519');
    assert.ok(hostKey && publicKey.startsWith(hostKey.publicKey));

    await prepareSecrets({ ...options, firstKeys: makeFirstKeys() });
    assert.deepEqual((await platformKeys(owner, box)).publicKey, stored.publicKey);
    assert.deepEqual((await hostKeys(owner, box))[0], hostKey);
  } finally {
    await owner.close();
    await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
  }
});
