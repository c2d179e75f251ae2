/** The database as its owner, for commands that do what no server may. */

import { dataFolderPath, type Input } from '@sampan/cli';
import { lastOwnerUrl, startEmbeddedPostgres } from '@sampan/embedded-postgres';
import { connect } from '#database';
import { prepareDataFolder } from './data-folder.ts';

export interface OwnerDatabase {
  readonly url: string;
  readonly dataFolder: string;
  close(): Promise<void>;
}

/**
 * The database that the environment names; else the embedded one, which a server is running or which is
 * started for the time of the command.
 */
export async function openOwnerDatabase(input: Input): Promise<OwnerDatabase> {
  const { environment } = input;
  const dataFolder = dataFolderPath(input.option('data'));
  const url = environment['DATABASE_OWNER_URL'] || environment['DATABASE_URL'];
  if (url) {
    // Keys lie there, unless the environment has them.
    await prepareDataFolder(dataFolder);
    return { url, dataFolder, close: async () => undefined };
  }
  const running = await lastOwnerUrl(dataFolder);
  if (running === undefined) {
    throw new Error(`There is no database in ${dataFolder}; name its folder with --data`);
  }
  if (await answers(running)) return { url: running, dataFolder, close: async () => undefined };
  const started = await startEmbeddedPostgres({ folder: dataFolder });
  return { url: started.ownerUrl, dataFolder, close: () => started.stop() };
}

/** False when nothing listens there, or when another PostgreSQL has taken the port. */
async function answers(url: string): Promise<boolean> {
  try {
    const connection = await connect({ url, name: 'sampan command' });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}
