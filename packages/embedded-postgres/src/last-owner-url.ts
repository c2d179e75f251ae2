import { readFile } from 'node:fs/promises';
import { portFile } from './launch.ts';
import { readPasswords } from './passwords.ts';
import { ownerUrl } from './prepare.postgres.ts';

/**
 * The owner's URL of the last start on a data folder, whether or not PostgreSQL is running;
 * undefined if there was none.
 */
export async function lastOwnerUrl(dataFolder: string): Promise<string | undefined> {
  const port = await readFile(portFile(dataFolder), 'utf8').catch(() => undefined);
  return port === undefined ? undefined : ownerUrl(Number(port), await readPasswords(dataFolder));
}
