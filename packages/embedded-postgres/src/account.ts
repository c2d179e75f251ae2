/**
 * Chooses the account that PostgreSQL runs under.
 * PostgreSQL refuses to run as root. Root therefore starts its programs with the ids of an
 * unprivileged account; other users run them as themselves.
 */
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** In order of preference: PostgreSQL's own account, then the one that owns nothing. */
const candidates = ['postgres', '_postgres', 'nobody'];

/** The account to start PostgreSQL under; undefined means the current one. */
export async function postgresAccount(): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  for (const name of candidates) {
    const found = accounts.find((account) => account.name === name && account.uid !== 0);
    if (found) return found;
  }
  throw new Error(
    'PostgreSQL refuses to run as root and /etc/passwd names neither "postgres" nor "nobody". ' +
      'Start as an ordinary user, or set DATABASE_URL.',
  );
}

export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** Reads the lines of /etc/passwd: name, password, uid, gid, … between colons. */
function parseAccounts(text: string): Account[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (!name || !/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '')) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/** Whether the permission bits let the account enter a folder and every folder above it. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  let current = await realpath(folder);
  for (;;) {
    const { mode, uid, gid } = await stat(current);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}
