/** Before anything is served, every secret in the database is sealed, under a key that is at hand. */
import type { Clock, Random } from '@sampan/primitives';
import { type Connection, connect } from '#database';
import type { Log } from '#log';
import { ensurePlatformKeys } from '#partner';
import { readCurrentKey, type SecretBox, scrub, sealStored } from '#secrets';
import { ensureHostKeys } from '#sftp';
import type { FirstKeys } from './first-keys.ts';
import { sealedColumns } from './sealed-columns.ts';
import {
  keyVariable,
  makeSecretsKeyFile,
  openSecretBox,
  previousKeyVariable,
  secretsKeyFile,
} from './secrets-keys.ts';

export interface SecretsOptions {
  readonly ownerUrl: string;
  readonly dataFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The database is not the one in the data folder, so a key beside it is not a matter of course. */
  readonly external: boolean;
  readonly production: boolean;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly clock: Clock;
  /** Draws new keys, and nonces. */
  readonly random: Random;
  /** Stored when the database has none; made here if missing. */
  readonly firstKeys?: FirstKeys | undefined;
  /** Breaks it off. */
  readonly signal?: AbortSignal;
}

/**
 * Finds the keys, seals what still lies in clear, and makes the system's own keys when there are none.
 * A database that is sealed under a key not given is refused here, and not at the first payment.
 */
export async function prepareSecrets(options: SecretsOptions): Promise<SecretBox> {
  const { ownerUrl, dataFolder, log, clock, random, firstKeys, signal } = options;
  const owner = await connect({
    url: ownerUrl,
    name: 'sampan start',
    patience: 'long',
    ...(signal && { signal }),
  });
  try {
    const box = await findKeys(owner, options);
    const sealed = await sealStored(owner, sealedColumns, box);
    if (sealed.fromClear > 0) {
      log.info(`${sealed.fromClear} secrets lay in the database in clear and are sealed now`);
    }
    if (sealed.keyId !== box.preferred) {
      log.warn(
        `Secrets are sealed under a previous key (${sealed.keyId}); run: sampan secrets rotate`,
      );
    }
    if (!sealed.scrubbed) await scrubWhenPossible(owner, log);
    await ensurePlatformKeys(owner, box, firstKeys?.platform);
    await ensureHostKeys(owner, box, clock.now(), firstKeys?.host);
    return box;
  } finally {
    await owner.close();
  }

  /** Makes a key only for a database that has none yet. */
  async function findKeys(connection: Connection, { external, production }: SecretsOptions) {
    const current = await readCurrentKey(connection);
    const found = openSecretBox(options);
    if (current) {
      if (found.knows(current.id)) return found;
      throw new Error(lostKey(current.id, found.known, dataFolder));
    }
    if (found.known.length > 0) return found;
    if (external && production) {
      throw new Error(
        `${keyVariable} is not set: partners' keys are not kept in clear. Make a key with ` +
          '"openssl rand -hex 32" and keep it apart from the database and its backups',
      );
    }
    await makeSecretsKeyFile(dataFolder, random);
    log.info(
      `Made ${secretsKeyFile(dataFolder)}; a backup of the database is of no use without it`,
    );
    return openSecretBox(options);
  }
}

const lostKey = (id: string, known: readonly string[], dataFolder: string): string =>
  `The secrets in this database are sealed under the key ${id}, which is not given` +
  `${known.length > 0 ? ` (${known.join(', ')})` : ''}. Give it in ${keyVariable} ` +
  `or ${previousKeyVariable}, or put back the file ${secretsKeyFile(dataFolder)}`;

/** Its columns of keys were dropped when they became a table of their own. */
const tablesInClear = ['partners', ...sealedColumns.map(({ table }) => table)];

/** Serving matters more: what could not be wiped is tried again at the next start. */
async function scrubWhenPossible(owner: Connection, log: Pick<Log, 'warn'>): Promise<void> {
  try {
    await scrub(owner, tablesInClear);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.warn(`Old copies of secrets are still in the files of the database: ${message}`);
  }
}
