/**
 * `npm start`: from a fresh clone to a running world.
 *
 * Installs what is missing, compiles what has changed, and becomes `sampan start --demo`. It does
 * not start a second process: a signal to this one is a signal to the server.
 */
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../packages/server/bin/build-state.js';
import { installWhatIsMissing } from './install.mjs';
import { stopWithNpm } from './stop-with-npm.mjs';

stopWithNpm();
installWhatIsMissing();

if (!isBuilt(fileURLToPath(new URL('../packages/', import.meta.url)))) {
  process.stderr.write('Compiling …\n');
  const { build } = await import('./build.mjs');
  if (build() !== 0) process.stderr.write('It does not compile; starting from the sources.\n');
}

const command = new URL('../packages/server/bin/sampan.js', import.meta.url);
process.argv = [
  process.execPath,
  fileURLToPath(command),
  'start',
  '--demo',
  ...process.argv.slice(2),
];
await import(command.href);
