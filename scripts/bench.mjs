/**
 * `npm run bench`: builds first, so that the shipped program is measured, and runs the benchmarks.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { installWhatIsMissing, root } from './install.mjs';

installWhatIsMissing();
const main = join(root, 'packages/server/bench/main.ts');
const sources = ['--conditions=sampan-source', '--import', import.meta.resolve('tsx')];
const options = { stdio: 'inherit', cwd: root };
const build = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], options);
if (build.status !== 0) process.exit(build.status ?? 1);

const bench = spawn(process.execPath, [...sources, main, ...process.argv.slice(2)], options);
// The benchmark stops its own child processes first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => bench.kill(signal));
}
const [code] = await once(bench, 'exit');
process.exit(code ?? 1);
