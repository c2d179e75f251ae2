/**
 * `npm run build`: compiles, and records which sources were compiled (see build-state.js).
 * `--optional` is for npm's own `prepare` step after an install: without a build everything still
 * runs from the sources, so a failure there must not fail the install.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sourceFingerprint, stampFile } from '../packages/server/bin/build-state.js';
import { root, run } from './install.mjs';

/** Compiles; returns the compiler's exit code. */
export function build() {
  const packages = join(root, 'packages');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  if (!existsSync(compiler)) return 1;
  // Taken first: a file that changes while the compiler runs makes the build stale.
  const fingerprint = sourceFingerprint(packages);
  const code = run(process.execPath, [compiler, '-b']).status ?? 1;
  if (code === 0) writeFileSync(stampFile(packages), fingerprint);
  return code;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const code = build();
  process.exitCode = process.argv.includes('--optional') ? 0 : code;
}
