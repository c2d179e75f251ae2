/**
 * Makes the packages as folders that npm can pack or publish. The workspace's own folders cannot be
 * published: their packages need each other, and their exports name sources.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, run } from '../install.mjs';
import { writeReadme } from './packed-readme.mjs';
import { sdkFolder } from './sdk-entries.mjs';

/** Compiles what the SDK's types are read from; quick when nothing changed. */
export function compileSdk() {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = run(process.execPath, [compiler, '-b', sdkFolder]);
  if (status !== 0) throw new Error('the SDK does not compile');
}

/** Writes the package of the SDK into `folder`; returns its types, which take seconds. */
export async function stageSdk(folder, { withTypes = true } = {}) {
  if (withTypes) compileSdk();
  const { sdkFiles } = await import('./sdk-files.mjs');
  const { files, types } = await sdkFiles({ withTypes });
  writeFiles(folder, files);
  writeReadme(sdkFolder, folder);
  copyLegal(folder);
  return types;
}

function writeFiles(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function copyLegal(folder) {
  for (const name of ['LICENSE', 'NOTICE']) cpSync(join(root, name), join(folder, name));
}

/** Writes the package of the server and its command line into `folder`. */
export async function stageServer(folder) {
  writeFiles(folder, {});
  const { writeServer } = await import('./server-package.mjs');
  await writeServer(folder);
  copyLegal(folder);
}
