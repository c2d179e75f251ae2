/**
 * The compilers and kinds of modules of users: each compiles the whole face. Each compiler also checks the
 * SDK's own types once; they are the same for every kind, and so are Node's, which take seconds.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compilers } from './compilers.mjs';
import { consumerProgram } from './consumer.mjs';

const kinds = [
  { name: 'node10', module: 'commonjs', endings: ['ts'], until: 6 },
  { name: 'node16', module: 'node16', endings: ['mts', 'cts'], checksTypes: true },
  { name: 'nodenext', module: 'nodenext', endings: ['mts', 'cts'] },
  { name: 'bundler', module: 'esnext', endings: ['ts'] },
];

/** `exports`: entry → names, which a second file names all. Returns one line per compiler and kind. */
export async function compileMatrix(folder, entries) {
  const cases = compilers.flatMap((compiler) => kinds.map((kind) => ({ compiler, kind })));
  const results = [];
  const waiting = [...cases.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { compiler, kind }] = next;
      results[index] = await compileOne(folder, entries, compiler, kind);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

async function compileOne(folder, entries, { version, program }, kind) {
  const title = `TypeScript ${version}, ${kind.name}`;
  const part = join(folder, `${version}-${kind.name}`);
  writeProgram(part, kind, entries, version);
  const output = await run(process.execPath, [program, '-p', part]);
  // Compilers that have dropped a kind must say so, or it belongs into the matrix.
  const isDropped = kind.until !== undefined && Number.parseInt(version, 10) > kind.until;
  if (!isDropped) return { title, ok: output === '', output, isDropped };
  return { title, ok: /TS5108.*node10/.test(output), output, isDropped };
}

async function run(command, args) {
  try {
    await promisify(execFile)(command, args);
    return '';
  } catch (error) {
    return `${error.stdout}${error.stderr}`;
  }
}

function writeProgram(part, { name, module, endings, checksTypes }, entries, version) {
  mkdirSync(part);
  for (const ending of endings) {
    writeFileSync(join(part, `face.${ending}`), consumerProgram);
    writeFileSync(join(part, `names.${ending}`), allNames(entries));
  }
  const compilerOptions = {
    target: 'es2022',
    module,
    moduleResolution: name,
    strict: true,
    noEmit: true,
    skipLibCheck: checksTypes !== true,
    ...(name === 'node10' && version.startsWith('6.') && { ignoreDeprecations: '6.0' }),
  };
  writeFileSync(join(part, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
}

function allNames(entries) {
  const lines = [...entries].map(([name, exported]) => {
    const from = name === 'index' ? '@sampan/sdk' : `@sampan/sdk/${name}`;
    return `export * as ${name} from '${from}';\nexport type { ${exported
      .map((each) => `${each.name} as ${name}_${each.name}`)
      .join(', ')} } from '${from}';\n`;
  });
  return lines.join('');
}
