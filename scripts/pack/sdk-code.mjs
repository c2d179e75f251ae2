/**
 * The program of the SDK as a package has it: CommonJS, in a file for each entry and files that they
 * share, with what it needs of `primitives` and `protocol` inside.
 *
 * An ES module of each entry has the same values, because it takes them from there. So a program
 * whose parts load the SDK in both ways has one copy of it: an error of one is an instance for the other,
 * and a file store is opened once (docs/adr/0007).
 */
import { basename, join } from 'node:path';
import { sdkEntries, sdkFolder, sdkManifest } from './sdk-entries.mjs';
import { assertUnread, withoutReference } from './sdk-trim.mjs';

/** What a worker of the web gets in place of an entry. */
const forWorkers = 'no-workers';

/**
 * Half of the size are blanks and names. Without a `format` the functions of a module keep theirs, for the
 * stack trace of an error; `keepNames` would define the name of each closure when it is made.
 */
const small = { minify: true, lineLimit: 200 };

/** Exports are getters, which a call would pass a hundred times; none changes after the file has run. */
const plainExports = 'module.exports={...module.exports};\n';

/** name → text of each file. */
export async function sdkCode() {
  const { build, transform } = await import('esbuild');
  const entryPoints = sdkEntries.map(({ name, source }) => ({ name: `${name}-code`, source }));
  entryPoints.push({ name: forWorkers, source: forWorkers });
  const shared = { platform: 'node', target: 'node20' };
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: entryPoints.map(({ name, source }) => ({
      in: join(sdkFolder, 'src', `${source}.ts`),
      out: name,
    })),
    outdir: 'out',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    conditions: ['sampan-source'],
    external: Object.keys(sdkManifest.peerDependencies ?? {}),
    plugins: [withoutReference],
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  const parts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const chunks = chunksOf(metafile);
  const files = {};
  for (const [name, text] of withOneChunk(parts, chunks, await merged(build, parts, chunks))) {
    assertUnread(text);
    const named = text.replace(/(['"]\.\/[\w-]+)\.js(['"])/g, '$1.cjs$2');
    const { code: commonJs } = await transform(named, { ...shared, format: 'cjs' });
    const { code } = await transform(commonJs, { ...shared, ...small });
    files[name.replace(/\.js$/, '.cjs')] = name === 'shared.js' ? code + plainExports : code;
  }
  for (const { name } of sdkEntries) {
    const names = exportsOf(metafile, name);
    files[`${name}.cjs`] = naming(name, names);
    files[`${name}.js`] = `export { ${names.join(', ')} } from './${name}.cjs';\n`;
    files[`${name}.${forWorkers}.js`] = throwing(names);
  }
  return files;
}

/** The files that esbuild makes of what several entries share: file name → names that it exports. */
function chunksOf({ outputs }) {
  const chunks = Object.entries(outputs).filter(([, { entryPoint }]) => entryPoint === undefined);
  const names = chunks.flatMap(([, { exports }]) => exports);
  if (new Set(names).size < names.length) throw new Error('two chunks export the same name');
  return new Map(chunks.map(([path, { exports }]) => [basename(path), exports]));
}

/** The chunks as one file: an import opens two files instead of five, which saves a tenth of its time. */
async function merged(build, parts, chunks) {
  const inMemory = {
    name: 'in-memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path }) => ({ path: basename(path), namespace: 'chunk' }));
      onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => ({ contents: parts.get(path) }));
    },
  };
  const contents = [...chunks.keys()].map((name) => `export * from './${name}';\n`).join('');
  const options = { bundle: true, format: 'esm', platform: 'node', target: 'node20', write: false };
  const { outputFiles } = await build({ ...options, stdin: { contents }, plugins: [inMemory] });
  return outputFiles[0].text;
}

/** file name → text of the program with the merged chunk in place of the others. */
function withOneChunk(parts, chunks, text) {
  const own = [...parts].filter(([name]) => !chunks.has(name));
  const linked = own.map(([name, part]) => [
    name,
    part.replace(/(['"]\.\/)([\w-]+\.js)(['"])/g, (all, before, target, after) =>
      chunks.has(target) ? `${before}shared.js${after}` : all,
    ),
  ]);
  return new Map([...linked, ['shared.js', text]]);
}

function exportsOf({ outputs }, name) {
  const [, output] = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}-code.js`));
  return [...output.exports].sort();
}

/**
 * A file of names before the program: to find the names of a CommonJS file, an import reads all of it,
 * which would take longer than to load it.
 */
const naming = (name, names) =>
  `'use strict';\nObject.defineProperty(exports, '__esModule', { value: true });\n` +
  `const code = require('./${name}-code.cjs');\n` +
  names.map((each) => `exports.${each} = code.${each};\n`).join('');

/** The names are there, because an import of a missing one would fail before the sentence is thrown. */
const throwing = (names) => `import './${forWorkers}.cjs';\nexport let ${names.join(', ')};\n`;
