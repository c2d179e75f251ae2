/** `npm run bench -- pay`: builds, so that what is measured is what ships, and runs a benchmark. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installWhatIsMissing, root } from './install.mjs';

installWhatIsMissing();
const main = join(root, 'packages/server/bench/main.ts');
const sources = ['--conditions=sampan-source', '--import', import.meta.resolve('tsx')];
const options = { stdio: 'inherit', cwd: root };
const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], options);
if (build.status !== 0) process.exit(build.status ?? 1);
const bench = spawnSync(process.execPath, [...sources, main, ...process.argv.slice(2)], options);
process.exit(bench.status ?? 1);
