import { randomBytes } from 'node:crypto';
import { link, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder, writeSynced } from './synced-files.ts';

/** A random secret in a private file, created if missing. Concurrent processes agree on one. */
export async function secretFile(path: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const existing = await readFile(path, 'utf8').catch(unless('ENOENT'));
  if (existing) return existing.trim();
  await writeSynced(draft, `${randomBytes(24).toString('base64url')}\n`);
  await link(draft, path).catch(unless('EEXIST'));
  await syncFolder(dirname(path));
  await rm(draft);
  return (await readFile(path, 'utf8')).trim();
}

function unless(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
