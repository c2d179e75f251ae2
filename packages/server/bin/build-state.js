/**
 * Whether the compiled program is that of the sources beside it.
 *
 * A build leaves the fingerprint of the sources it compiled. It is made of names, sizes and times of
 * change, so that a deleted, restored or renamed file counts as a change too, and takes a few dozen
 * milliseconds.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceState } from './source-state.js';

/** The states of the sources below the folder `packages`. Tests do not count. */
export function sourceStates(packagesFolder) {
  const states = [];
  for (const name of readdirSync(packagesFolder).sort()) {
    // The pages are built by themselves.
    if (name !== 'web' && existsSync(join(packagesFolder, name, 'src'))) {
      addFolder(states, packagesFolder, `${name}/src`);
    }
  }
  return states;
}

export const fingerprintOf = (states) =>
  createHash('sha256').update(states.join('\n')).digest('hex');

export const sourceFingerprint = (packagesFolder) => fingerprintOf(sourceStates(packagesFolder));

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

function addFolder(states, start, folder) {
  const entries = readdirSync(`${start}/${folder}`, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      addFolder(states, start, path);
    } else if (!entry.name.endsWith('.test.ts')) {
      states.push(sourceState(start, path));
    }
  }
}
