/**
 * Whether the compiled program is that of the sources beside it.
 *
 * A build leaves the fingerprint of the sources it compiled. It is made of names, sizes and times of
 * change, so that a deleted, restored or renamed file counts as a change too, and takes a few
 * milliseconds. Clock times are never compared with each other.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The fingerprint of the sources below the folder `packages`. Tests do not count. */
export function sourceFingerprint(packagesFolder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(packagesFolder).sort()) {
    // The pages are built by themselves.
    if (name !== 'web' && existsSync(join(packagesFolder, name, 'src'))) {
      addFolder(hash, packagesFolder, join(name, 'src'));
    }
  }
  return hash.digest('hex');
}

/** Where a build leaves its fingerprint. */
export function stampFile(packagesFolder) {
  return join(packagesFolder, 'server', 'dist', '.built-from');
}

export function isBuilt(packagesFolder) {
  try {
    return readFileSync(stampFile(packagesFolder), 'utf8') === sourceFingerprint(packagesFolder);
  } catch {
    return false;
  }
}

function addFolder(hash, start, folder) {
  const entries = readdirSync(join(start, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      addFolder(hash, start, path);
    } else if (!entry.name.endsWith('.test.ts')) {
      const { mtimeMs, size } = statSync(join(start, path));
      hash.update(`${path} ${mtimeMs} ${size}\n`);
    }
  }
}
