import { type Clock, milliseconds, type Random, required, type Timers } from '@sampan/primitives';
import { type BusinessClock, type Connection, connect, newestMigration } from '#database';
import { type DatabaseUrls, prepareDatabase, sealedColumns } from '#installation';
import { ensurePlatformKeys, type PlatformKeys } from '#partner';
import { ensureRates } from '#sandbox';
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

export interface TemplateParts {
  readonly database: DatabaseUrls;
  readonly desk: OwnerDesk;
  readonly secrets: SecretBox;
  /** Those of world `main`, which every world has: a client program knows one key of ours. */
  readonly keys: PlatformKeys;
  readonly clock: Clock;
  readonly businessClock: () => BusinessClock;
  readonly random: Random;
  readonly timers: Timers;
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
  const { database, desk } = parts;
  const name = await templateName(parts);
  if (await desk.use((owner) => databaseExists(owner, name))) return name;
  await desk.apart(async (owner) => {
    await holdTemplate(owner);
    if (await databaseExists(owner, name)) return;
    const prefix = `${namePrefix(database)}_template_`;
    for (const old of await databasesNamed(owner, prefix, name)) await dropDatabase(owner, old);
    const draft = `${prefix}draft`;
    await createDatabase(owner, draft);
    await fill(urlsOf(database, draft), parts);
    await renamed(owner, draft, name, parts.timers);
  });
  return name;
}

async function templateName({ database, desk }: TemplateParts): Promise<string> {
  const [number, key] = await Promise.all([newestMigration(), desk.use(readCurrentKey)]);
  return `${namePrefix(database)}_template_${number}_${key?.id ?? 'none'}`;
}

async function fill(draft: DatabaseUrls, parts: TemplateParts): Promise<void> {
  const { desk, secrets, keys, clock, businessClock, signal } = parts;
  const log = { warn: () => undefined };
  const sandbox = { mode: 'sandbox', production: false } as const;
  await prepareDatabase({ database: draft, ...sandbox, log, clock, signal });
  const owner = await connect({ url: draft.ownerUrl, name: 'sampan worlds', signal });
  try {
    await sealStored(owner, sealedColumns, secrets);
    await ensurePlatformKeys(owner, secrets, async () => keys);
    const own = await desk.use((of) => hostKeys(of, secrets));
    await ensureHostKeys(owner, secrets, clock.now(), async (kind) => {
      const { privateKey, publicKey } = required(own[hostKeyKinds.indexOf(kind)], 'main has it');
      return { privateKey: privateKey.reveal(), publicKey };
    });
  } finally {
    await owner.close();
  }
  await ensureRates(draft.url, businessClock());
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
