/**
 * Bundles the compiled program into `packages/server/dist/program`: few files instead of five hundred,
 * which Node loads in a fraction of the time.
 *
 * Each command stays in a file of its own, which is loaded when the command runs. The commands of a client
 * are bundled once more by themselves: there is less to share, so that Node loads fewer files. Libraries stay outside,
 * so that an installation can update them. Names are kept; with `SAMPAN_DEBUG` the launcher turns on
 * source maps, and a stack trace names the sources.
 */
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './install.mjs';

const sources = join(root, 'packages/server/src/main');

/** What `load.js` imports by name. */
export const entries = ['cli', 'commands'];

/** The commands of a client alone, which `loadClient` imports. */
export const clientEntry = join(root, 'packages/cli/src/client-program.ts');

/**
 * Into `outdir`, by default where the launcher of a clone looks. Resolves with the sources of the client's
 * commands, as paths below `packages`.
 */
export async function bundleProgram(outdir = join(root, 'packages/server/dist/program')) {
  rmSync(outdir, { recursive: true, force: true });
  await bundle(
    entries.map((name) => join(sources, `${name}.ts`)),
    outdir,
  );
  const { metafile } = await bundle([clientEntry], outdir);
  return Object.keys(metafile.inputs);
}

async function bundle(entryPoints, outdir) {
  // Only now: in a fresh clone it has just been installed.
  const { build } = await import('esbuild');
  return build({
    absWorkingDir: join(root, 'packages'),
    entryPoints,
    outdir,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['sampan-source'],
    metafile: true,
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    plugins: [ownSourcesOnly],
  });
}

/** Libraries stay outside; the own sources are bundled, each import from where the name is defined. */
const ownSourcesOnly = {
  name: 'own-sources-only',
  setup(plugin) {
    plugin.onResolve({ filter: /^[^./#]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@sampan/')) return undefined;
      return { path, external: true };
    });
    plugin.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: pastIndexes(readFileSync(path, 'utf8'), path),
      loader: 'ts',
    }));
  },
};

/**
 * The source, with each `import { name } from '#module'` made to name the file behind the module's index.
 * Files are shared between commands as a whole: through an index each would load all that it lists. Lines
 * keep their numbers.
 */
function pastIndexes(source, path) {
  return source.replace(/^import \{([^}]*)\} from '([#@][^']*)';$/gm, (whole, list, from) => {
    const index = indexOf(from, path);
    if (!index) return whole;
    const imports = namesIn(list).map(({ name, as, text }) => {
      const behind = index.get(name);
      if (!behind) return `import { ${text} } from '${from}';`;
      return `import { ${behind.name} as ${as} } from '${behind.file}';`;
    });
    return imports.join(' ') + '\n'.repeat(whole.split('\n').length - 1);
  });
}

const indexes = new Map();

/** What the index of `from` exports: name → the file that has it, and its name there. */
function indexOf(from, importer) {
  const file = sourceOf(from, importer);
  if (!file) return undefined;
  if (indexes.has(file)) return indexes.get(file);
  const found = new Map();
  const exporting = /^export \{([^}]*)\} from '(\.[^']*)';$/gm;
  for (const [, list, target] of readFileSync(file, 'utf8').matchAll(exporting)) {
    for (const { name, as } of namesIn(list))
      found.set(as, { name, file: join(dirname(file), target) });
  }
  indexes.set(file, found);
  return found;
}

/** The source that `#module` or `@sampan/package` means, if it is ours. */
function sourceOf(from, importer) {
  const [, name, rest] = /^@sampan\/([^/]+)(.*)$/.exec(from) ?? [];
  if (name) {
    const manifest = readManifest(join(root, 'packages', name));
    return join(root, 'packages', name, manifest.exports[`.${rest}`]['sampan-source']);
  }
  const [folder] = /^packages\/[^/]+/.exec(relative(root, importer)) ?? [];
  const target = folder && from.startsWith('#') && readManifest(join(root, folder)).imports[from];
  return target ? join(root, folder, target['sampan-source']) : undefined;
}

const readManifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** `a, b as c` without types. */
function namesIn(list) {
  const texts = list.split(',').map((text) => text.trim());
  return texts
    .filter((text) => text !== '' && !text.startsWith('type '))
    .map((text) => {
      const [name, as = name] = text.split(' as ');
      return { name, as, text };
    });
}
