import { type Input, pairs, print } from '@sampan/cli';
import type { Random } from '@sampan/primitives';
import { type Connection, connect } from '#database';
import { onlyRotation, readCurrentKey, type SecretBox, sealStored } from '#secrets';
import { openOwnerDatabase } from './owner-database.ts';
import { sealedColumns } from './sealed-columns.ts';
import {
  addSecretsKeyToFile,
  type KeysSource,
  keyVariable,
  openSecretBox,
  previousKeyVariable,
  secretsKeyFile,
} from './secrets-keys.ts';

/**
 * Seals every secret under another key, in one transaction: killed at any moment it has done all or
 * nothing, and may be run again. Servers go on meanwhile: what they seal waits for the end, what they
 * open names its key.
 */
export async function rotateSecrets(input: Input, random: Random): Promise<undefined> {
  const database = await openOwnerDatabase(input);
  try {
    const owner = await connect({ url: database.url, name: 'sampan secrets', patience: 'long' });
    try {
      const { dataFolder } = database;
      await rotate(owner, input, { dataFolder, environment: input.environment, random });
    } finally {
      await owner.close();
    }
  } finally {
    await database.close();
  }
}

async function rotate(owner: Connection, input: Input, source: KeysSource): Promise<void> {
  // Two that changed the file at once would lose a key.
  await onlyRotation(owner);
  const current = await readCurrentKey(owner);
  if (!current) throw new Error('Nothing is sealed in this database yet; start a server first');
  const box = await boxWithNewKey(current.id, source);
  const { keyId, fromOtherKeys } = await sealStored(owner, sealedColumns, box, { rotate: true });
  const inFile = !input.environment[keyVariable];
  print(input, { key: keyId, previousKey: current.id, sealed: fromOtherKeys }, () =>
    pairs([
      ['sealed', `${fromOtherKeys} secrets`],
      ['key', keyId],
      ['previous key', current.id],
      ['kept in', inFile ? secretsKeyFile(source.dataFolder) : keyVariable],
    ]),
  );
}

/** With the present key and one to change to; in the file it is made when there is none. */
async function boxWithNewKey(currentId: string, source: KeysSource): Promise<SecretBox> {
  const box = openSecretBox(source);
  if (!box.knows(currentId)) {
    throw new Error(
      `Secrets are sealed under the key ${currentId}, which is not given: name the data folder ` +
        `with --data, or give the key in ${previousKeyVariable}`,
    );
  }
  // A run before this one may have made the key and died before it used it.
  if (box.preferred !== currentId) return box;
  if (source.environment[keyVariable]) {
    throw new Error(
      `Secrets are sealed under the key in ${keyVariable} already. Set ${keyVariable} to a new key ` +
        `and ${previousKeyVariable} to this one, for every server too, and run this again`,
    );
  }
  await addSecretsKeyToFile(source.dataFolder, source.random);
  return openSecretBox(source);
}
