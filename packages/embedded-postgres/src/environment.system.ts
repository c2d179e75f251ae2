import { homedir } from 'node:os';
import { join } from 'node:path';

/** PGPORT, PGDATA and similar variables, or a missing locale, must not reach PostgreSQL. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'SYSTEMROOT', 'TEMP', 'TMP'] as const;
  const entries = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(entries), LC_ALL: 'C' };
}

/** The user's cache folder. */
export const cacheFolder = (): string => process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
