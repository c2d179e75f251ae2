/**
 * Compiles the test files of a run, and the programs that they start, each into one file of JavaScript.
 *
 * A loader that compiles as it goes costs each process two seconds of a core for the some four hundred
 * modules behind a test; all bundles of a run together take that long. Libraries stay outside.
 */
import { readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';

/**
 * Bundles the files `entries` (name → source) into `folder`, as `NAME.mjs`. A file knows its own address
 * by `import.meta` as if it ran where it stands.
 */
export async function bundle(entries, folder) {
  // Only now: in a fresh clone it has just been installed.
  const { build } = await import('esbuild');
  await build({
    entryPoints: entries,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['sampan-source'],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [ownSourcesOnly],
  });
  // Where Node looks for the libraries that a bundle names.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
}

const ownSourcesOnly = {
  name: 'own-sources-only',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^[^./#]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@sampan/')) return undefined;
      return { path, external: true };
    });
    // The launcher's files look for the program from where they stand.
    onResolve({ filter: /\/(bin|scripts)\/[^/]+\.m?js$/ }, ({ path, resolveDir, kind }) => {
      if (kind === 'entry-point') return undefined;
      return { path: pathToFileURL(resolve(resolveDir, path)).href, external: true };
    });
    onLoad({ filter: /\.(mjs|tsx?)$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text
        .replace(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(path).href))
        .replace(/\bimport\.meta\.dirname\b/g, JSON.stringify(dirname(path)));
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};
