/** Waits for the end of its standard input, then deletes the data folder. */
import { rm } from 'node:fs/promises';
import { clusterOf, killPostgres } from './postgres.ts';
import { kill, processes } from './processes.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('a data folder is needed');

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.stdin.resume();
process.stdin.on('close', () => void clear(folder));

async function clear(folder: string): Promise<void> {
  // A server says its data folder on its command line; it goes first, for it restarts PostgreSQL.
  const onFolder = () => processes().filter(({ command }) => command.includes(`${folder} `));
  const servers = () => onFolder().filter(({ pid }) => pid !== process.pid);
  for (let left = servers(); left.length > 0; left = servers()) {
    for (const { pid } of left) kill(pid);
    killPostgres(folder);
    await new Promise((resolve) => setImmediate(resolve));
  }
  killPostgres(folder);
  for (const place of [clusterOf(folder) ?? folder, folder]) {
    await rm(place, { recursive: true, force: true, maxRetries: 20 });
  }
  process.exit();
}
