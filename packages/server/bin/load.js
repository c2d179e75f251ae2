/**
 * Loads a file of the program: the built one, or in a clone where that is missing or older than the
 * sources, the sources themselves through tsx, in this same process: half as slow as starting a second
 * one, and signals need no forwarding.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isClientBuilt } from './source-state.js';

const packagesFolder = fileURLToPath(new URL('../../', import.meta.url));
const sources = new URL('../src/main/', import.meta.url);

let runsSources;

/** Imports `main/NAME`, one of the entries in program-bundle.mjs. */
export async function load(name) {
  runsSources ??= await registerSources();
  return runsSources ? import(`${sources}${name}.ts`) : import(`../dist/program/${name}.js`);
}

/** Imports the commands of a client, which are built apart; undefined where that is not of the sources. */
export async function loadClient() {
  if (existsSync(sources) && !isClientBuilt(packagesFolder)) return undefined;
  nameSources();
  return import('../dist/program/client-program.js');
}

async function registerSources() {
  const { isBuilt } = await import('./build-state.js');
  if (!existsSync(sources) || isBuilt(packagesFolder)) {
    nameSources();
    return false;
  }
  const { register } = await import('tsx/esm/api').catch((cause) => {
    const advice = 'run "npm ci" in the folder of the clone';
    throw new Error(`The program is not built, and tsx is not installed: ${advice}`, { cause });
  });
  register();
  const { default: module } = await import('node:module');
  module.register('./source-condition.js', import.meta.url);
  return true;
}

/** Stack traces then name the sources; reading the maps takes time. */
function nameSources() {
  if (process.env.SAMPAN_DEBUG) process.setSourceMapsEnabled(true);
}
