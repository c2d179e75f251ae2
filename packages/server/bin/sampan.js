#!/usr/bin/env node
/**
 * The `sampan` command. Committed as plain JavaScript, because npm links a command only to a file
 * that exists when it installs.
 *
 * It runs the compiled program. In a clone where that is missing or older than the sources, it runs
 * the sources themselves through tsx, in this same process: half as slow as starting a second one,
 * and signals need no forwarding.
 */
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './build-state.js';

const packagesFolder = fileURLToPath(new URL('../../', import.meta.url));
const sources = new URL('../src/main/cli.ts', import.meta.url);

if (existsSync(sources) && !isBuilt(packagesFolder)) {
  const { register } = await import('tsx/esm/api');
  register();
  module.register('./source-condition.js', import.meta.url);
  await import(sources.href);
} else {
  await import('../dist/main/cli.js');
}
