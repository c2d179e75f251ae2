/**
 * `npm run build`: compiles, bundles the program (program-bundle.mjs), records which sources were
 * compiled (build-state.js), and builds the pages (pages.mjs).
 *
 * `--optional` is for npm's own `prepare` step after an install: without a build everything still
 * runs from the sources, so a failure there must not fail the install.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fingerprintOf, sourceStates, stampFile } from '../packages/server/bin/build-state.js';
import { clientStampFile } from '../packages/server/bin/source-state.js';
import { root, run, withoutPages } from './install.mjs';
import { buildPages } from './pages.mjs';
import { bundleProgram } from './program-bundle.mjs';

/** Compiles and bundles; resolves with the exit code. */
export async function build() {
  const packages = join(root, 'packages');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  if (!existsSync(compiler)) return 1;
  // Taken first: a file that changes while the compiler runs makes the build stale.
  const states = sourceStates(packages);
  const code = run(process.execPath, [compiler, '-b']).status ?? 1;
  if (code !== 0) return code;
  // A bundle that is broken off must not count as built.
  for (const stamp of [stampFile(packages), clientStampFile(packages)])
    rmSync(stamp, { force: true });
  try {
    const ofClient = new Set(await bundleProgram());
    const clientStates = states.filter((state) =>
      ofClient.has(state.split(' ').slice(2).join(' ')),
    );
    writeFileSync(clientStampFile(packages), clientStates.join('\n'));
  } catch (error) {
    process.stderr.write(`The program cannot be bundled: ${error.message}\n`);
    return 1;
  }
  writeFileSync(stampFile(packages), fingerprintOf(states));
  return 0;
}

/** Builds the pages; resolves with the exit code. `npm start` builds them beside the server. */
async function pages() {
  if (process.env[withoutPages]) return 0;
  try {
    await buildPages();
    return 0;
  } catch (error) {
    process.stderr.write(`The pages cannot be built: ${error.message}\n`);
    return 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const code = (await build()) || (await pages());
  process.exitCode = process.argv.includes('--optional') ? 0 : code;
}
