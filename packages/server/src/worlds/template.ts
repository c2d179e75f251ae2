import { type Clock, milliseconds, required, type Timers } from '@sampan/primitives';
import { type BusinessClock, type Connection, connect, migrate, newestMigration } from '#database';
import { type DatabaseUrls, decideMode, sealedColumns, serverRoleOf } from '#installation';
import { ensurePlatformKeys, type PlatformKeys } from '#partner';
import { importSampleRates } from '#sandbox';
import { readCurrentKey, type SecretBox, sealStored } from '#secrets';
import { ensureHostKeys, hostKeyKinds, hostKeys } from '#sftp';
import {
  cloneDatabase,
  createDatabase,
  databaseExists,
  databaseOf,
  databasesNamed,
  dropDatabase,
  holdTemplate,
  isAlone,
  renameDatabase,
  urlsOf,
} from './databases.postgres.ts';
import type { OwnerDesk } from './owner-desk.ts';

/** What a copy needs. */
export interface CopyParts {
  readonly database: DatabaseUrls;
  readonly desk: OwnerDesk;
  readonly timers: Timers;
}

export interface TemplateParts extends CopyParts {
  readonly secrets: SecretBox;
  /** Those of world `main`, which every world has: a client program knows one key of ours. */
  readonly keys: PlatformKeys;
  readonly clock: Clock;
  readonly businessClock: () => BusinessClock;
  readonly signal: AbortSignal;
}

/** The longest name that PostgreSQL keeps whole is 63 bytes. */
const nameMax = 30;

/** What the names of all databases of this sandbox's worlds begin with. */
export const namePrefix = (database: DatabaseUrls): string =>
  databaseOf(database).slice(0, nameMax);

/**
 * The database that new worlds are cloned from: migrated, with the system's keys and rates, without partners.
 * Its name has the schema's number and the key that secrets are sealed under, so that another program or a
 * rotation makes another one. Answers its name.
 */
export async function ensureTemplate(parts: TemplateParts): Promise<string> {
  const { database, desk, timers } = parts;
  const name = await templateName(parts);
  if (await desk.use((owner) => databaseExists(owner, name))) return name;
  return desk.apart(async (owner) => {
    await holdTemplate(owner);
    // What a crash has left, and older ones.
    const prefix = `${namePrefix(database)}_template_`;
    for (const each of await databasesNamed(owner, prefix, name)) await dropDatabase(owner, each);
    // Another server may have been faster.
    if (await databaseExists(owner, name)) return name;
    const draft = `${prefix}draft`;
    await createDatabase(owner, draft);
    const urls = urlsOf(database, draft);
    await migrate(urls.ownerUrl, serverRoleOf(urls), parts.signal);
    await fill(urls, parts);
    await renamed(owner, draft, name, timers);
    return name;
  });
}

/**
 * Copies the database of `main` while it has the system's keys and rates and no partner: the same as a template
 * that is made, in a tenth of the time. PostgreSQL copies no database that another session uses, and the last
 * ones are a moment in leaving. Answers its name, or undefined when it is in use.
 */
export async function copyMain(parts: CopyParts): Promise<string | undefined> {
  const { database, desk, timers } = parts;
  const name = await templateName(parts);
  return desk.use(async (owner) => {
    for (let triesLeft = 20; !(await isAlone(owner)); triesLeft -= 1) {
      if (triesLeft === 0) return undefined;
      await timers.sleep(milliseconds(5));
    }
    await cloneDatabase(owner, name, databaseOf(database));
    return name;
  });
}

async function templateName({ database, desk }: Pick<TemplateParts, 'database' | 'desk'>) {
  const [number, key] = await Promise.all([newestMigration(), desk.use(readCurrentKey)]);
  return `${namePrefix(database)}_template_${number}_${key?.id ?? 'none'}`;
}

async function fill({ ownerUrl }: DatabaseUrls, parts: TemplateParts): Promise<void> {
  const { desk, secrets, keys, clock, businessClock, signal } = parts;
  const owner = await connect({ url: ownerUrl, name: 'sampan worlds', signal });
  try {
    await decideMode(owner, 'sandbox', clock.now());
    await sealStored(owner, sealedColumns, secrets);
    await ensurePlatformKeys(owner, secrets, async () => keys);
    const own = await desk.use((of) => hostKeys(of, secrets));
    await ensureHostKeys(owner, secrets, clock.now(), async (kind) => {
      const { privateKey, publicKey } = required(own[hostKeyKinds.indexOf(kind)], 'main has it');
      return { privateKey: privateKey.reveal(), publicKey };
    });
    await importSampleRates(owner, businessClock());
  } finally {
    await owner.close();
  }
}

/** The sessions that have filled it are a moment in leaving. */
async function renamed(
  owner: Connection,
  draft: string,
  name: string,
  timers: Timers,
): Promise<void> {
  for (let triesLeft = 20; ; triesLeft -= 1) {
    try {
      await renameDatabase(owner, draft, name);
      return;
    } catch (error) {
      if (triesLeft === 0) throw error;
      await timers.sleep(milliseconds(50));
    }
  }
}
