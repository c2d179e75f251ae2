/**
 * The passwords of the embedded PostgreSQL's three roles, each in its own file in `DATA/keys`. The
 * superuser's is used only to start PostgreSQL and to prepare the other roles, never to serve.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { secretFile } from '@sampan/primitives/node';

export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly server: string;
  /** The password that all three shared in older versions; undefined when it is no longer valid. */
  readonly shared: string | undefined;
}

const sharedFile = 'keys/postgres-password';

/** Reads the passwords and creates missing ones. */
export async function readPasswords(dataFolder: string): Promise<Passwords> {
  const ownOf = (role: string) => secretFile(join(dataFolder, `keys/postgres-${role}-password`));
  const [superuser, owner, server] = await Promise.all([
    ownOf('superuser'),
    ownOf('owner'),
    ownOf('server'),
  ]);
  return {
    superuser,
    owner,
    server,
    shared: await readFile(join(dataFolder, sharedFile), 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    ),
  };
}

/** Once the superuser has its own password, no role uses the shared one. */
export const forgetShared = (dataFolder: string): Promise<void> =>
  rm(join(dataFolder, sharedFile), { force: true });
