/**
 * `npm run check:packages`: the SDK as its users get it. publint and arethetypeswrong look at the
 * tarball, and three compilers compile a program for every kind of module.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWhatIsMissing, root } from '../install.mjs';
import { addNodeTypes, installOffline } from './consumer.mjs';
import { stageSdk } from './stage.mjs';
import { packFolder } from './tarball.mjs';

installWhatIsMissing();
const folder = mkdtempSync(join(tmpdir(), 'sampan-packages-'));
try {
  process.exitCode = (await checkSdk()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function checkSdk() {
  const staged = join(folder, 'sdk');
  const { entries } = await stageSdk(staged);
  const { file, unpackedSize } = packFolder(staged, folder);
  process.stdout.write(`@sampan/sdk: ${unpackedSize} bytes unpacked\n`);
  tool('publint', ['--strict', file]);
  tool('attw', [file, '--format', 'ascii', '--no-color']);
  const consumer = join(folder, 'consumer');
  installOffline(consumer, file);
  addNodeTypes(consumer);
  const { compileMatrix } = await import('./matrix.mjs');
  const results = await compileMatrix(consumer, entries);
  for (const { title, ok, isDropped, output } of results) {
    const word = isDropped ? 'the compiler has dropped it' : 'compiles';
    process.stdout.write(`${title}: ${ok ? word : `FAILS\n${output}`}\n`);
  }
  return results.every(({ ok }) => ok);
}

function tool(name, args) {
  execFileSync(join(root, 'node_modules/.bin', name), args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}
