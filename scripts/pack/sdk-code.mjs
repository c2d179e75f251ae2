/**
 * The program of the SDK as a package has it: CommonJS, in a file for each entry and files that they
 * share, with what it needs of `primitives` and `protocol` inside.
 *
 * An ES module of each entry has the same values, because it takes them from there. So a program
 * whose parts load the SDK in both ways has one copy of it: an error of one is an instance for the other,
 * and a file store is opened once (docs/adr/0007).
 */
import { join } from 'node:path';
import { sdkEntries, sdkFolder, sdkManifest } from './sdk-entries.mjs';
import { assertUnread, withoutReference } from './sdk-trim.mjs';

/** What a worker of the web gets in place of an entry. */
const forWorkers = 'no-workers';

/** Half of the size are blanks and names. Functions keep theirs, for the stack trace of an error. */
const small = { minify: true, keepNames: true, lineLimit: 200 };

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
    chunkNames: 'shared-[hash]',
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
  const files = {};
  for (const { path, text } of outputFiles) {
    assertUnread(text);
    const named = text.replace(/(['"]\.\/[\w-]+)\.js(['"])/g, '$1.cjs$2');
    const { code } = await transform(named, { ...shared, ...small, format: 'cjs', loader: 'js' });
    files[path.replace(/^.*\//, '').replace(/\.js$/, '.cjs')] = code;
  }
  for (const { name } of sdkEntries) {
    const names = exportsOf(metafile, name);
    files[`${name}.cjs`] = naming(name, names);
    files[`${name}.js`] = `export { ${names.join(', ')} } from './${name}.cjs';\n`;
    files[`${name}.${forWorkers}.js`] = throwing(names);
  }
  return files;
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
