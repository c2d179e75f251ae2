/** The files of the SDK's package: its program, its types, and the manifest that names them. */
import { sdkCode } from './sdk-code.mjs';
import { sdkEntries, sdkManifest } from './sdk-entries.mjs';
import { rollUpTypes } from './sdk-types.mjs';

/** `files`: path in the package → text; `types`: what they declare. */
export async function sdkFiles({ withTypes }) {
  const code = await sdkCode();
  const types = withTypes ? await rollUpTypes() : noTypes;
  const inDist = Object.entries({ ...code, ...typeFiles(types) });
  const files = {
    ...Object.fromEntries(inDist.map(([name, text]) => [`dist/${name}`, text])),
    'package.json': `${JSON.stringify(manifest(), null, 2)}\n`,
  };
  return { files, types };
}

const noTypes = { declarations: [], imports: new Map(), entries: new Map() };

/** The types stand once too, in CommonJS; those of an entry name what it has, for each kind of module. */
function typeFiles({ declarations, imports, entries }) {
  const nodes = [...imports].map(
    ([from, names]) => `import type { ${[...names].sort().join(', ')} } from '${from}';\n`,
  );
  const texts = declarations.map(({ text }) => compact(text));
  const shared = `/// <reference types="node" />\n${nodes.join('')}${texts.join('\n')}\n`;
  const all = declarations.map(({ name }) => name).filter(isExported(entries));
  const files = { 'types.d.cts': `${shared}export { ${all.join(', ')} };\n` };
  for (const [name, exported] of entries) {
    const names = exported.map(({ name, isType }) => (isType ? `type ${name}` : name));
    const text = `export { ${names.join(', ')} } from './types.cjs';\n`;
    Object.assign(files, { [`${name}.d.ts`]: text, [`${name}.d.cts`]: text });
  }
  return files;
}

const isExported = (entries) => {
  const names = new Set([...entries.values()].flat().map(({ name }) => name));
  return (name) => names.has(name);
};

/** With one blank per level of indentation. */
const compact = (text) => text.replace(/^(?: {4})+/gm, (blanks) => ' '.repeat(blanks.length / 4));

/** The workspace's manifest, without what only the workspace needs. */
function manifest() {
  const { private: _, dependencies, exports, ...kept } = sdkManifest;
  const foreign = Object.keys(dependencies).filter((name) => !name.startsWith('@sampan/'));
  if (foreign.length > 0) throw new Error(`the SDK depends on ${foreign.join(', ')}`);
  const main = sdkEntries.find(({ path }) => path === '.').name;
  const others = sdkEntries.filter(({ path }) => path !== '.');
  return {
    ...kept,
    files: [...kept.files, 'NOTICE'],
    main: `./dist/${main}.cjs`,
    types: `./dist/${main}.d.cts`,
    // For compilers that do not read `exports`.
    typesVersions: {
      '*': Object.fromEntries(others.map(({ name }) => [name, [`./dist/${name}.d.cts`]])),
    },
    exports: {
      ...Object.fromEntries(sdkEntries.map(({ path, name }) => [path, targets(name)])),
      './package.json': './package.json',
    },
    peerDependencies: { ...kept.peerDependencies, '@types/node': '>=20' },
    peerDependenciesMeta: { ...kept.peerDependenciesMeta, '@types/node': { optional: true } },
  };
}

const targets = (name) => ({
  import: {
    types: `./dist/${name}.d.ts`,
    workerd: `./dist/${name}.no-workers.js`,
    default: `./dist/${name}.js`,
  },
  require: {
    types: `./dist/${name}.d.cts`,
    workerd: './dist/no-workers.cjs',
    default: `./dist/${name}.cjs`,
  },
});
