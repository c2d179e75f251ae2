/**
 * Installs dependencies when they are missing or not those of package-lock.json.
 *
 * npm leaves a list of what it installed. A file's time is no proof (a fresh checkout changes it),
 * so an older list is compared entry by entry before the network is asked.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

const lockFile = `${root}package-lock.json`;
const installedFile = `${root}node_modules/.package-lock.json`;

/** Runs `npm ci` when needed; its output goes to stderr, as stdout belongs to the program. */
export function installWhatIsMissing() {
  if (isInstalled()) return;
  process.stderr.write('Installing dependencies (npm ci) …\n');
  const args = ['ci', '--no-audit', '--no-fund', '--prefer-offline'];
  const { status } = run('npm', args);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a program in the root folder with its output on stderr. */
export function run(command, args) {
  const shell = process.platform === 'win32';
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell });
}

function isInstalled() {
  try {
    if (statSync(installedFile).mtimeMs >= statSync(lockFile).mtimeMs) return true;
    const wanted = packagesIn(lockFile);
    const installed = packagesIn(installedFile);
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '' || entry.link || !path.includes('node_modules/')) return true;
      if (!installed[path]) return Boolean(entry.optional || entry.peer);
      return installed[path].version === entry.version;
    });
  } catch {
    return false;
  }
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
