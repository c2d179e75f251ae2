/**
 * Loads a file of the program: the built one, or in a clone where that is missing or older than the
 * sources, the sources themselves through tsx, in this same process: half as slow as starting a second
 * one, and signals need no forwarding.
 */
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './build-state.js';

const packagesFolder = fileURLToPath(new URL('../../', import.meta.url));
const sources = new URL('../src/main/', import.meta.url);

let runsSources;

/** Imports `main/NAME`, one of the entries in program-bundle.mjs. */
export async function load(name) {
  runsSources ??= await registerSources();
  return runsSources ? import(`${sources}${name}.ts`) : import(`../dist/program/${name}.js`);
}

async function registerSources() {
  if (!existsSync(sources) || isBuilt(packagesFolder)) {
    // Stack traces then name the sources; reading the maps takes time.
    if (process.env.SAMPAN_DEBUG) process.setSourceMapsEnabled(true);
    return false;
  }
  const { register } = await import('tsx/esm/api').catch((cause) => {
    const advice = 'run "npm ci" in the folder of the clone';
    throw new Error(`The program is not built, and tsx is not installed: ${advice}`, { cause });
  });
  register();
  module.register('./source-condition.js', import.meta.url);
  return true;
}
