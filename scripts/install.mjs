/**
 * Installs dependencies when they are missing or differ from package-lock.json.
 * npm writes a list of what it installed. File times prove nothing (a fresh checkout changes them,
 * and a production install is newer than the lock file but lacks the tests' packages), so the two
 * lists are compared entry by entry, which takes milliseconds.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** Tells npm's own `prepare` step to leave the pages to the caller. */
export const withoutPages = 'SAMPAN_WITHOUT_PAGES';

/** Runs `npm ci` when needed; its output goes to stderr, as stdout belongs to the program. */
export function installWhatIsMissing({ withDevelopment = true } = {}) {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  if (isComplete(wanted, installed, { withDevelopment })) return;
  process.stderr.write('Installing dependencies (npm ci) …\n');
  // Also if NODE_ENV=production or npm's settings exclude them.
  const include = withDevelopment ? ['--include=dev'] : [];
  const args = ['ci', ...include, '--no-audit', '--no-fund', '--prefer-offline'];
  const { status } = run('npm', args, { [withoutPages]: '1' });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a program in the root folder with its output on stderr. */
export function run(command, args, environment = {}) {
  const shell = process.platform === 'win32';
  const env = { ...process.env, ...environment };
  return spawnSync(command, args, { cwd: root, env, stdio: ['ignore', 2, 2], shell });
}

/**
 * Whether all packages of the lock file are installed in their versions; development packages on
 * request.
 */
export function isComplete(wanted, installed, { withDevelopment }) {
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    // A workspace package; it may be new.
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
