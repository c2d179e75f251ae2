/**
 * Which test files run in which process.
 *
 * Starting Node and loading what a test imports takes about a second of a core, so files that are
 * about the same thing share a process, one after the other, each as a suite of its own: hooks at the
 * top of a file hold for that file alone. Files that start and kill servers keep a process for
 * themselves. The longest come first, so that no core waits for the last one.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { root } from './install.mjs';

/** Every test file of the repository. */
export function allTestFiles() {
  const found = [...filesIn(join(root, 'scripts'), /\.test\.mjs$/)];
  for (const name of readdirSync(join(root, 'packages'))) {
    for (const part of ['src', 'test', 'bench']) {
      found.push(...filesIn(join(root, 'packages', name, part), /\.test\.tsx?$/));
    }
  }
  return found.sort();
}

function filesIn(start, pattern) {
  let entries;
  try {
    entries = readdirSync(start, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(start, entry.name);
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' ? [] : filesIn(path, pattern);
    }
    return pattern.test(entry.name) ? [path] : [];
  });
}

/** The programs that tests start as child processes: name → source. */
export function testPrograms() {
  const found = readdirSync(join(root, 'packages')).flatMap((name) =>
    ['test', 'test-kit', 'bench'].flatMap((part) =>
      filesIn(join(root, 'packages', name, part), /\.program\.ts$/),
    ),
  );
  return Object.fromEntries(found.map((file) => [basename(file, '.ts'), file]));
}

/**
 * Groups `files` and writes one entry file per group into `folder`; returns the entries, name →
 * file, in the order to run them.
 */
export function writeEntries(files, folder) {
  const groups = new Map();
  for (const file of files) {
    const name = groupOf(file);
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  const inOrder = [...groups].sort(([left], [right]) => rank(left) - rank(right));
  const entries = inOrder.map(([group, members], index) => {
    // The test runner sorts its files by name.
    const name = `${String(index).padStart(3, '0')}-${group.replaceAll('/', '-')}.test`;
    const entry = join(folder, `${name}.mjs`);
    writeFileSync(entry, entryText(members));
    return [name, entry];
  });
  return Object.fromEntries(entries);
}

/** A file as people name it: its path below the repository, with slashes. */
export const displayName = (file) => relative(root, file).split(sep).join('/');

function entryText(files) {
  const suites = files.map(
    (file) =>
      `describe(${JSON.stringify(displayName(file))}, async () => {\n` +
      `  await import(${JSON.stringify(file)});\n});\n`,
  );
  return `import { describe } from 'node:test';\n\n${suites.join('\n')}`;
}

/** They start, kill or measure whole processes, and run first, since they take longest. */
const alone =
  /^(system-|bench-smoke$|cli$|cli-|launcher|embedded-postgres|files-crash|files-process|settlement-crash)/;

/** Subjects with many files; the rest of `server/test` shares two processes. */
const subjects = ['gateway', 'buyer', 'notification', 'operations', 'sftp', 'settlement', 'files'];

/** `packages/server/test/gateway-query.test.ts` belongs to `gateway`. */
function groupOf(file) {
  const path = displayName(file);
  const stem = basename(file).replace(/\.test\.\w+$/, '');
  if (alone.test(stem)) return `alone/${stem}`;
  // Each has a browser and a server of its own.
  if (path.startsWith('packages/web/') && stem.startsWith('wallet-')) return `others/${stem}`;
  if (/^packages\/cashier\/test\/page\/(?:till-|real-|side-|acceptance)/.test(path))
    return `others/till-${stem}`;
  if (!path.startsWith('packages/server/')) return 'packages';
  if (/^packages\/server\/(src|bench)\//.test(path)) return 'modules';
  const subject = subjects.find((each) => stem.startsWith(each));
  return subject ?? (stem < 'n' ? 'others/a-m' : 'others/n-z');
}

/** Longest first, so that none is left to run alone at the end. */
function rank(group) {
  if (group.startsWith('alone/')) return 0;
  return group.startsWith('others/') ? 1 : 2;
}
