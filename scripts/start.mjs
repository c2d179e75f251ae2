/**
 * `npm start`: from a fresh clone to a running server.
 * Installs missing dependencies, compiles changed sources, and becomes `sampan start --demo`. It
 * does not start a second process, so a signal to this one reaches the server. The pages are built beside it:
 * payments do not wait for them.
 */
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../packages/server/bin/build-state.js';
import { stopWithNpm } from '../packages/server/bin/stop-with-npm.js';
import { installWhatIsMissing } from './install.mjs';
import { npmWords } from './npm-words.mjs';
import { arePagesBuilt } from './pages.mjs';

if (process.env.NODE_ENV === 'production') {
  process.stderr.write(
    '"npm start" runs the sandbox with its demo world, which NODE_ENV=production refuses.\n' +
      'In production: npx sampan start (see docs/production.md)\n',
  );
  process.exit(2);
}

stopWithNpm();
installWhatIsMissing({ withDevelopment: false });

if (!isBuilt(fileURLToPath(new URL('../packages/', import.meta.url)))) {
  process.stderr.write('Compiling …\n');
  const { build } = await import('./build.mjs');
  if ((await build()) !== 0)
    process.stderr.write('It does not compile; starting from the sources.\n');
}

const { load } = await import('../packages/server/bin/load.js');
const { commands, commonOptions } = await load('commands');
const { options } = commands.find(({ name }) => name === 'start');
const words = npmWords(process.env, [...options, ...commonOptions], process.argv.slice(2));
if (!words) {
  process.stderr.write(
    'npm keeps some of these options to itself. Write -- before them: npm start -- --port 8800 …\n',
  );
  process.exit(2);
}
if (!arePagesBuilt()) buildPagesBeside();
process.argv = [
  process.execPath,
  fileURLToPath(new URL('../packages/server/bin/sampan.js', import.meta.url)),
  ...['start', '--demo', ...words],
];
await load('cli');

/** In a process of low priority, which this one does not wait for. */
function buildPagesBeside() {
  const script = fileURLToPath(new URL('./pages.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 2, 2] });
  if (child.pid !== undefined) setPriority(child.pid, 10);
  child.unref();
}
