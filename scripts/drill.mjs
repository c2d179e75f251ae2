/**
 * `npm run drill -- silent-database`: builds first, so that the shipped program is drilled, and
 * runs a drill.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stopWithNpm } from '../packages/server/bin/stop-with-npm.js';
import { installWhatIsMissing, root } from './install.mjs';

stopWithNpm();
installWhatIsMissing();
const main = join(root, 'packages/server/drill/main.ts');
const sources = ['--conditions=sampan-source', '--import', import.meta.resolve('tsx')];
const options = { stdio: 'inherit', cwd: root };
if (process.argv.length > 2) {
  const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], options);
  if (build.status !== 0) process.exit(build.status ?? 1);
}
const drill = spawnSync(process.execPath, [...sources, main, ...process.argv.slice(2)], options);
process.exit(drill.status ?? 1);
