/**
 * The passwords of the embedded PostgreSQL's three roles, each in a file of its own in `DATA/keys`. The
 * superuser's is read to start PostgreSQL and to prepare the others, and by nothing that serves.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { secretFile } from '@sampan/primitives/node';

export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly server: string;
  /** All three had this one before each got its own; undefined when it is no longer valid. */
  readonly shared: string | undefined;
}

const sharedFile = 'keys/postgres-password';

/** Reads the passwords, and makes those that are missing. */
export async function readPasswords(dataFolder: string): Promise<Passwords> {
  return {
    superuser: await secretFile(join(dataFolder, 'keys/postgres-superuser-password')),
    owner: await secretFile(join(dataFolder, 'keys/postgres-owner-password')),
    server: await secretFile(join(dataFolder, 'keys/postgres-server-password')),
    shared: await readFile(join(dataFolder, sharedFile), 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    ),
  };
}

/** Once the superuser has a password of its own, nobody has the shared one any more. */
export const forgetShared = (dataFolder: string): Promise<void> =>
  rm(join(dataFolder, sharedFile), { force: true });
