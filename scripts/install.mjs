/**
 * Installs dependencies when they are missing or not those of package-lock.json.
 *
 * npm leaves a list of what it installed. A file's time proves nothing (a fresh checkout changes it, and
 * an install for production is newer than the lock file and still lacks what tests need), so the two
 * lists are compared entry by entry, which takes milliseconds.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** Runs `npm ci` when needed; its output goes to stderr, as stdout belongs to the program. */
export function installWhatIsMissing({ withDevelopment = true } = {}) {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (isComplete(wanted, installed, { withDevelopment })) return;
  process.stderr.write('Installing dependencies (npm ci) …\n');
  // Also where NODE_ENV=production or npm's own settings leave them out.
  const include = withDevelopment ? ['--include=dev'] : [];
  const args = ['ci', ...include, '--no-audit', '--no-fund', '--prefer-offline'];
  const { status } = run('npm', args);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a program in the root folder with its output on stderr. */
export function run(command, args) {
  const shell = process.platform === 'win32';
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell });
}

/** Whether all that the lock file wants is installed, in its version; development packages on request. */
export function isComplete(wanted, installed, { withDevelopment }) {
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    // A package of ours; it may be new.
    if (entry.link) return installed[path]?.link === true;
    if (installed[path]) return installed[path].version === entry.version;
    // Packages for another platform are never installed.
    if (entry.optional || entry.devOptional || entry.peer) return true;
    return Boolean(entry.dev) && !withDevelopment;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(`${root}${file}`, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
