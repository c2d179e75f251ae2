/**
 * Whether an installation is a sandbox or production. A database and a data folder each keep the answer
 * of their first start for good, and a start in the other mode is refused.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Mode = 'sandbox' | 'production';

export const modeOf = (sandbox: boolean): Mode => (sandbox ? 'sandbox' : 'production');

/** Refuses to start as `asked` on what was made as `found`. */
export function insistOnMode(what: string, found: Mode, asked: Mode): void {
  if (found === asked) return;
  const other =
    'Choose another data folder with --data, or another database with DATABASE_URL. ' +
    'See docs/production.md.';
  throw new Error(
    found === 'sandbox'
      ? `${what} belongs to a sandbox, and this start is one of production. ${other} ` +
          'To go on with the sandbox, start it with --demo or SAMPAN_SANDBOX=1.'
      : `${what} belongs to production, and this start is one of a sandbox. ${other} ` +
          'To serve production, start without --demo and SAMPAN_SANDBOX.',
  );
}

/** Refuses a data folder of the other mode before anything in it is touched. */
export async function checkFolderMode(folder: string, asked: Mode): Promise<void> {
  const text = await readFile(modeFile(folder), 'utf8').catch(() => '');
  const found = text.trim();
  if (found === 'sandbox' || found === 'production') {
    insistOnMode(`The data folder ${folder}`, found, asked);
  }
}

/** Notes the mode beside the data, once its database has agreed. */
export async function noteFolderMode(folder: string, mode: Mode): Promise<void> {
  await writeFile(modeFile(folder), `${mode}\n`, { mode: 0o600 });
}

const modeFile = (folder: string): string => join(folder, 'mode');
