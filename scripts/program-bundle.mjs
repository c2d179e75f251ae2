/**
 * Bundles the compiled program into `packages/server/dist/program`: few files instead of five hundred,
 * which Node loads in a fraction of the time.
 *
 * Each command stays in a file of its own, which is loaded when the command runs. Libraries stay outside,
 * so that an installation can update them. Names are kept; with `SAMPAN_DEBUG` the launcher turns on
 * source maps, and a stack trace names the sources.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const sources = join(root, 'packages/server/src/main');

/** What `load.js` imports by name. */
export const entries = ['cli', 'commands'];

export async function bundleProgram() {
  // Only now: in a fresh clone it has just been installed.
  const { build } = await import('esbuild');
  const outdir = join(root, 'packages/server/dist/program');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: entries.map((name) => join(sources, `${name}.ts`)),
    outdir,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['sampan-source'],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [ownSourcesOnly],
  });
}

const ownSourcesOnly = {
  name: 'own-sources-only',
  setup(plugin) {
    plugin.onResolve({ filter: /^[^./#]/ }, async ({ path, ...asked }) => {
      if (asked.kind === 'entry-point' || asked.pluginData === resolving) return undefined;
      if (!path.startsWith('@sampan/')) return { path, external: true };
      const found = await plugin.resolve(path, { ...asked, pluginData: resolving });
      return { ...found, sideEffects: false };
    });
    plugin.onResolve({ filter: /^[.#]/ }, async ({ path, ...asked }) => {
      if (asked.pluginData === resolving) return undefined;
      const found = await plugin.resolve(path, { ...asked, pluginData: resolving });
      // A module's index names more than a command uses; the rest is not loaded.
      return { ...found, sideEffects: false };
    });
  },
};

const resolving = Symbol('resolving');
