/**
 * Whether the compiled commands of a client are those of the sources beside them.
 *
 * Only the sources that these commands are made of are looked at: most commands are a client's, and a look
 * at every source would take as long as Node needs to start.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What tells a changed file. Clock times are never compared with each other. */
export function sourceState(packagesFolder, path) {
  const { mtimeMs, size } = statSync(`${packagesFolder}/${path}`);
  return `${mtimeMs} ${size} ${path}`;
}

/** Where a build leaves the states of the sources of these commands, one per line. */
export function clientStampFile(packagesFolder) {
  return join(packagesFolder, 'server', 'dist', '.client-built-from');
}

export function isClientBuilt(packagesFolder) {
  try {
    const states = readFileSync(clientStampFile(packagesFolder), 'utf8').split('\n');
    return states.every((state) => {
      const path = state.slice(state.indexOf(' ', state.indexOf(' ') + 1) + 1);
      return sourceState(packagesFolder, path) === state;
    });
  } catch {
    return false;
  }
}
