import { type Clock, milliseconds, required, type Timers } from '@sampan/primitives';
import { type BusinessClock, type Connection, connect, migrate, newestMigration } from '#database';
import { type DatabaseUrls, decideMode, sealedColumns, serverRoleOf } from '#installation';
import { ensurePlatformKeys, type PlatformKeys } from '#partner';
import { importSampleRates } from '#sandbox';
import { readCurrentKey, type SecretBox, sealStored } from '#secrets';
import { ensureHostKeys, hostKeyKinds, hostKeys } from '#sftp';
import {
  createDatabase,
  databaseExists,
  databaseOf,
  databasesNamed,
  dropDatabase,
  holdTemplate,
  renameDatabase,
  urlsOf,
} from './databases.postgres.ts';
import type { OwnerDesk } from './owner-desk.ts';

/** What a draft needs. */
export interface DraftParts {
  readonly database: DatabaseUrls;
  readonly desk: OwnerDesk;
  readonly signal: AbortSignal;
}

export interface TemplateParts extends DraftParts {
  readonly secrets: SecretBox;
  /** Those of world `main`, which every world has: a client program knows one key of ours. */
  readonly keys: PlatformKeys;
  readonly clock: Clock;
  readonly businessClock: () => BusinessClock;
  readonly timers: Timers;
}

/** The longest name that PostgreSQL keeps whole is 63 bytes. */
const nameMax = 30;

/** What the names of all databases of this sandbox's worlds begin with. */
export const namePrefix = (database: DatabaseUrls): string =>
  databaseOf(database).slice(0, nameMax);

/** A migrated database that nothing is in yet. Until it is closed no other server makes a template. */
export interface Draft {
  readonly name: string;
  /** To the database of `main`; it holds the lock. */
  readonly owner: Connection;
  close(): Promise<void>;
}

/** Creates and migrates what becomes the template, in place of one that a crash has left. */
export async function makeDraft({ database, desk, signal }: DraftParts): Promise<Draft> {
  const owner = await desk.open();
  try {
    await holdTemplate(owner);
    const name = `${namePrefix(database)}_template_draft`;
    await dropDatabase(owner, name);
    await createDatabase(owner, name);
    const urls = urlsOf(database, name);
    await migrate(urls.ownerUrl, serverRoleOf(urls), signal);
    return { name, owner, close: () => owner.close() };
  } catch (error) {
    await owner.close();
    throw error;
  }
}

/**
 * The database that new worlds are cloned from: migrated, with the system's keys and rates, without partners.
 * Its name has the schema's number and the key that secrets are sealed under, so that another program or a
 * rotation makes another one. Answers its name. A draft that was begun before saves the time to make one.
 */
export async function ensureTemplate(
  parts: TemplateParts,
  begun: Promise<Draft> | undefined,
): Promise<string> {
  const { database, desk, timers } = parts;
  const name = await templateName(parts);
  if (await desk.use((owner) => databaseExists(owner, name))) return name;
  const draft = (await begun?.catch(() => undefined)) ?? (await makeDraft(parts));
  const { owner } = draft;
  try {
    const prefix = `${namePrefix(database)}_template_`;
    // Another server may have been faster.
    const old = await databasesNamed(owner, prefix, name);
    const isMade = await databaseExists(owner, name);
    for (const each of old) if (isMade || each !== draft.name) await dropDatabase(owner, each);
    if (isMade) return name;
    await fill(urlsOf(database, draft.name), parts);
    await renamed(owner, draft.name, name, timers);
    return name;
  } finally {
    await draft.close();
  }
}

async function templateName({ database, desk }: TemplateParts): Promise<string> {
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
