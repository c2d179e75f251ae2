/**
 * Goal: the house stays as tidy as it was built.
 * Method: the sources are read as text; each rule says what to do instead. An old sin may be listed
 * in `exceptions` with its reason; a listed one that is gone must leave the list, so it only shrinks.
 * It is one long file, because every rule reads the same sources, and is tried on bad ones beside them.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** `path: rule` and why it may stay. */
const exceptions: Readonly<Record<string, string>> = {
  'packages/server/src/database/pipeline.ts: composition': 'a pipeline consists of its lanes',
  'packages/server/src/database/pipeline.test.ts: composition':
    'for the tests of the pipeline itself',
  'packages/server/test/notification-world.ts: composition': 'for the tests of the notifier itself',
  'packages/server/test/notification-world.ts: assembly': 'for the tests of the notifier itself',
};

/** Circles of imports that still stand, by one of their files; they only get fewer. */
const knownCircles: readonly string[] = [];

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where `#name` leads, as the server's package.json declares it. */
const imports: Readonly<Record<string, string | Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(join(root, 'packages/server/package.json'), 'utf8'),
).imports;

/**
 * A module may import only those before it. The order is that of `imports` in the server's package.json;
 * `main`, which nothing imports, comes last.
 */
const moduleOrder = [
  ...Object.keys(imports)
    .filter((name) => name !== '#test-kit')
    .map((name) => name.slice(1)),
  'main',
];

interface Source {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The text without comments. */
  readonly code: string;
}

interface Rule {
  readonly name: string;
  readonly applies: (path: string) => boolean;
  /** What is wrong, if anything, and what to do instead. */
  readonly check: (source: Source) => readonly string[];
}

/** The places that open connections, each with its limits. */
const openers: readonly string[] = [
  'packages/server/src/database/client.postgres.ts',
  'packages/embedded-postgres/src/session.postgres.ts',
];

const inServer = (path: string) => path.startsWith('packages/server/src/');
const inMain = (path: string) => path.startsWith('packages/server/src/main/');
const inPlatform = (path: string) => path.startsWith('packages/server/src/platform/');
const isTest = (path: string) => /\.test\.tsx?$|\/(test|test-kit|bench)\//.test(path);
const isSystem = (path: string) => path.endsWith('.system.ts');
const isProduct = (path: string) => /^packages\/[^/]+\/(?:src|page)\//.test(path) && !isTest(path);

const rules: readonly Rule[] = [
  { name: 'import order', applies: (path) => inServer(path) && !isTest(path), check: importOrder },
  {
    name: 'package',
    applies: (path) => isProduct(path) && !inServer(path),
    check: packageImports,
  },
  {
    name: 'driver',
    applies: (path) => !isTest(path) && !inMain(path) && !path.endsWith('.postgres.ts'),
    check: banned(
      /from ['"](?:pg|postgres)['"]/,
      'only *.postgres.ts talks to the database; put the statement there and export a function',
    ),
  },
  {
    name: 'sqlite',
    applies: (path) =>
      isProduct(path) && !inServer(path) && !/\.sqlite\.ts$|\/sqlite-[\w-]+\.ts$/.test(path),
    check: banned(
      /\.prepare\(|from ['"](?:libsql|better-sqlite3|node:sqlite)['"]/,
      'only *.sqlite.ts talks to SQLite; put the statement there and export a function',
    ),
  },
  {
    name: 'connection',
    applies: (path) => isProduct(path) && !openers.includes(path),
    check: banned(
      /\bnew (?:pg\.)?(?:Client|Pool)\(/,
      'use connect or openClient, so that the connection has limits for opening and for silence',
    ),
  },
  {
    name: 'money',
    applies: (path) => isProduct(path) && path !== 'packages/primitives/src/money.ts',
    check: banned(
      /\.minor\s*(?:[<>]=?|[!=]==)|(?:[<>]=?|[!=]==)\s*[\w.]+\.minor\b/,
      'compare amounts by compare, exceeds, equalMoney or isZero: they assert that currencies agree',
    ),
  },
  {
    name: 'environment',
    applies: (path) => !isTest(path) && !inMain(path) && !isSystem(path),
    check: banned(
      /\bprocess\.env\b/,
      'only main/ and *.system.ts read the environment; take the value as an option',
    ),
  },
  {
    name: 'time',
    applies: (path) => isProduct(path) && !inMain(path) && !isSystem(path),
    check: banned(
      /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bhrtime\b/,
      'take a Clock and call clock.now(); only *.system.ts asks the machine',
    ),
  },
  {
    name: 'chance',
    applies: (path) => isProduct(path) && !inMain(path) && !isSystem(path),
    check: banned(/\bMath\.random\(|\brandomUUID\(/, 'take a Random; simulations must repeat'),
  },
  {
    name: 'timers',
    applies: (path) => isProduct(path) && !inMain(path) && !isSystem(path),
    check: banned(
      // setImmediate may stay: no time passes in it.
      /(?<![.\w])set(?:Timeout|Interval)\(|(?:from|import\() ?['"](?:node:)?timers/,
      'take Timers; virtual time must be able to move them',
    ),
  },
  {
    // Pipelines, notifiers and job loops: whatever moves money or works in the background.
    name: 'composition',
    applies: (path) => !inPlatform(path),
    check: banned(
      /(?<!function )\b(?:createNotifier|createJobs|startScheduler)\(|\bnew (?:Pipeline|Lane|JobRun)\b/,
      'take it from the platform, in a test from testPlatform: acquiring, notifier, jobs, startJobs, openSettling',
    ),
  },
  {
    name: 'assembly',
    applies: (path) => (isProduct(path) || path.endsWith('-world.ts')) && !inPlatform(path),
    check: banned(
      /(?<!function )\b(?:createAcquiring|createFiles)\(|\bnew (?:Reader|Writer|PartnerDirectory|WalletHints)\(/,
      'take it from the platform, which alone puts a system together: openPlatform({ connect, … })',
    ),
  },
  {
    name: 'console',
    applies: (path) => isProduct(path),
    check: banned(/\bconsole\.\w+\(/, 'take a log function; stdout belongs to the command line'),
  },
  {
    name: 'types',
    applies: () => true,
    check: banned(
      /:\s*any\b(?!\s*[?:])|\bas any\b|<any>|\bany\[\]|Array<any>/,
      'use unknown and look at the value before using it',
    ),
  },
  {
    name: 'suppression',
    applies: () => true,
    check: ({ text }) =>
      /@ts-(?:ignore|nocheck|expect-error)|biome-ignore-all/.test(text)
        ? ['make the types fit instead of switching them off']
        : [],
  },
  {
    name: 'sleep',
    applies: isTest,
    check: banned(
      /(?<![.\w])setTimeout\(|['"](?:node:)?timers\/promises/,
      'no test sleeps: wait for an event or move the clock',
    ),
  },
  { name: 'length', applies: () => true, check: tooLong },
];

const sources = readSources();

for (const rule of rules) {
  test(`house rule: ${rule.name}`, () => {
    const found = sources
      .filter(({ path }) => rule.applies(path))
      .flatMap((source) => rule.check(source).map((what) => ({ path: source.path, what })))
      .filter(({ path }) => exceptions[`${path}: ${rule.name}`] === undefined)
      .map(({ path, what }) => `${path}: ${what}`);
    assert.deepEqual(found, []);
  });
}

test('an exception that is not needed any more leaves the list', () => {
  const needless = Object.keys(exceptions).filter((key) => {
    const [path, name] = key.split(': ');
    const rule = rules.find((known) => known.name === name);
    const source = sources.find((known) => known.path === path);
    return !rule || !source || rule.check(source).length === 0;
  });
  assert.deepEqual(needless, []);
});

test('the rules see what they are meant to see', () => {
  const bad = (text: string, path = 'packages/server/src/ledger/bad.ts') => {
    const source = { path, text, code: withoutComments(text) };
    return rules
      .filter((rule) => rule.applies(path) && rule.check(source).length > 0)
      .map(({ name }) => name);
  };
  assert.deepEqual(bad(`import { pay } from '#acquiring';`), ['import order']);
  assert.deepEqual(bad(`import { x } from '../database/x.ts';`), ['import order']);
  assert.deepEqual(bad(`const x = await import('#gateway');`), ['import order']);
  assert.deepEqual(bad(`import { x } from '#database';`), []);
  assert.deepEqual(bad(`import { x } from '../../b/src/x.ts';`, 'packages/a/src/bad.ts'), [
    'package',
  ]);
  assert.deepEqual(bad(`import { x } from '@sampan/server';`, 'packages/a/src/bad.ts'), [
    'package',
  ]);
  assert.deepEqual(bad(`import pg from 'pg';`), ['driver']);
  assert.deepEqual(bad(`database.prepare('select 1');`, 'packages/cashier/src/bad.ts'), ['sqlite']);
  assert.deepEqual(bad('const client = new pg.Client({ url });'), ['connection']);
  assert.deepEqual(bad('const own = createAcquiring(pipeline);'), ['assembly']);
  for (const code of [
    'const own = new Pipeline<Command, Rows, Outcome>(workload, options);',
    'const own = new Lane(1, workload, options, take);',
    'const own = createNotifier({ connect });',
    'const own = createJobs(platform, files);',
    'const stop = startScheduler({ jobs, timers });',
  ]) {
    for (const path of ['src/main/a.ts', 'src/settlement/a.ts', 'bench/a.ts', 'test/a.test.ts']) {
      assert.deepEqual(bad(code, `packages/server/${path}`), ['composition'], path);
    }
    assert.deepEqual(bad(code, 'packages/server/src/platform/a.ts'), []);
  }
  assert.deepEqual(bad(`const t = Date.now(); // any time`), ['time']);
  assert.deepEqual(bad(`if (fee.minor >= amount.minor) return;`), ['money']);
  assert.deepEqual(bad(`socket.setTimeout(5); setTimeout(f, 5);`), ['timers']);
  assert.deepEqual(bad(`/* Date.now() and process.env */ const x = 'http://a';`), []);
  assert.deepEqual(bad(`let x: any;`), ['types']);
  assert.deepEqual(bad(`const x = 1;\n`.repeat(301)), ['length']);
  assert.deepEqual(bad(`const x = 1;\n`.repeat(301), 'packages/server/test/long.test.ts'), []);
});

/**
 * How often the sources still tell the compiler what a value is. A row of the database needs no cast: its
 * table declares it. The figure only falls.
 */
const castsLeft = 205;

test('casts get fewer', () => {
  const left = sources
    .filter(({ path }) => isProduct(path))
    .reduce((sum, { code }) => sum + castsIn(code), 0);
  assert.ok(left <= castsLeft, `${left} casts, ${castsLeft} were left: declare the type instead`);
  assert.equal(castsIn(`const a = b as string; const c = [1] as const;`), 1);
  assert.equal(castsIn(`import { a as b } from 'x'; // as it was`), 0);
});

function castsIn(code: string): number {
  const plain = withoutComments(code)
    .replace(/`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/\b(?:import|export)\b[^;]*?\bfrom\s*''/g, '');
  return plain.match(/\bas (?!const\b)[A-Za-z{('[|]/g)?.length ?? 0;
}

test('main composes a server, and holds little else', () => {
  const own = sources.filter(({ path }) => inMain(path));
  const lines = own.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  assert.ok(lines < 1_200, `${lines} lines: move what has a subject of its own to a module`);
});

test('the modules are those of package.json, each with its face, and no other', () => {
  const folders = entriesOf(join(root, 'packages/server/src'))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  assert.deepEqual(folders.sort(), [...moduleOrder].sort());
  for (const [name, target] of Object.entries(imports)) {
    if (name === '#test-kit') continue;
    const folder = name.slice(1);
    const face = { source: `./src/${folder}/index.ts`, built: `./dist/${folder}/index.js` };
    assert.deepEqual(target, { 'sampan-source': face.source, default: face.built }, name);
    assert.ok(
      sources.some(({ path }) => path === `packages/server/src/${folder}/index.ts`),
      name,
    );
  }
});

test('ARCHITECTURE.md tells the modules in their order', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const [, told = ''] = /server\/src\/([\s\S]*?)in this order/.exec(text) ?? [];
  assert.deepEqual(told.split(/\s+/).filter(Boolean), moduleOrder);
});

test('ARCHITECTURE.md draws every package and module, and only imports that exist', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const drawings = [...text.matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, drawing = '']) =>
    drawing.split('\n').flatMap((line) => {
      const nodes = line.split('-->').map((node) => node.trim());
      return nodes.slice(1).map((to, index) => [nodes[index] ?? '', to] as const);
    }),
  );
  const [ofPackages = [], ofModules = []] = drawings;
  const nodesOf = (drawing: typeof ofModules) => [...new Set(drawing.flat())].sort();
  assert.deepEqual(nodesOf(ofPackages), readdirSync(join(root, 'packages')).sort());
  assert.deepEqual(nodesOf(ofModules), [...moduleOrder].sort());
  const isImported = (from: string, by: string) =>
    sources.some(
      ({ path, code }) =>
        path.startsWith(`packages/${by}/`) &&
        isProduct(path) &&
        importsIn(code).some((name) => name === from || name.startsWith(`${from}/`)),
    );
  const stale = [
    ...ofPackages.filter(([from, by]) => !isImported(`@sampan/${from}`, by)),
    ...ofModules.filter(([from, by]) => !isImported(`#${from}`, `server/src/${by}`)),
  ];
  assert.deepEqual(stale, []);
});

test('the files that ARCHITECTURE.md names exist', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const named = [...text.matchAll(/`([\w-]+\/[\w./-]+\.ts)`/g)].map(([, path = '']) => path);
  const paths = new Set(sources.map(({ path }) => path));
  const missing = named.filter((path) => !paths.has(`packages/server/src/${path}`));
  assert.deepEqual(missing, []);
});

test('imports go in no circle', () => {
  const circles = importCircles(sources.filter(({ path }) => isProduct(path)));
  const found = circles.filter((circle) => !circle.some((path) => knownCircles.includes(path)));
  assert.deepEqual(found, [], 'move what both files need to a file of its own');
  assert.deepEqual(
    knownCircles.filter((path) => !circles.some((circle) => circle.includes(path))),
    [],
    'a circle that is gone leaves the list',
  );
});

test('a circle of imports is seen, whatever it is made of', () => {
  const file = (name: string, code: string) => ({ path: `packages/a/src/${name}.ts`, code });
  const circle = [
    file('a', "import type { B } from './b.ts';"),
    file('b', "const load = () => import('./c.ts');"),
    file('c', "export { a } from './a.ts';\nimport './d.ts';"),
    file('d', "import { readFile } from 'node:fs';"),
  ];
  const names = ['a', 'b', 'c'].map((name) => `packages/a/src/${name}.ts`);
  assert.deepEqual(
    importCircles(circle).map((files) => [...files].sort()),
    [names],
  );
});

test('a production start loads nothing of the demo and of the sandbox', () => {
  const onlySandbox =
    /^packages\/(?:demo\/|cli\/src\/commands\/|server\/src\/(?:sandbox|main\/commands)\/)/;
  const codes = new Map(sources.map(({ path, code }) => [path, code]));
  const reached = new Set<string>();
  const open = ['start', 'serve', 'serve-worker'].map(
    (name) => `packages/server/src/main/${name}.ts`,
  );
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const code = codes.get(path);
    if (code === undefined || reached.has(path)) continue;
    reached.add(path);
    // What is imported by a call is loaded on demand.
    for (const name of importsIn(code.replace(/\bimport\([^)]*\)/g, ''))) {
      const target = targetOf(path, name);
      if (target !== undefined) open.push(target);
    }
  }
  assert.ok(reached.has('packages/server/src/main/serve.ts'));
  assert.deepEqual(
    [...reached].filter((path) => onlySandbox.test(path)),
    [],
  );
});

test('what the server exports is used by another file', () => {
  // An index only passes on what others use; types may be named for readers of a signature.
  const files = sources.filter(({ path }) => !path.endsWith('/index.ts'));
  const words = new Map(files.map(({ path, code }) => [path, new Set(code.match(/[\w$]+/g))]));
  const isUsed = (name: string, by: string) =>
    files.some(({ path }) => path !== by && words.get(path)?.has(name));
  const unused = files
    .filter(({ path }) => inServer(path) && !isTest(path))
    .flatMap(({ path, code }) =>
      exportedValues(code)
        .filter((name) => !isUsed(name, path))
        .map((name) => `${path}: ${name}`),
    );
  assert.deepEqual(unused, []);
});

test('every package has a README', () => {
  const names = readdirSync(join(root, 'packages'));
  const missing = names.filter(
    (name) => !entriesOf(join(root, 'packages', name)).some((entry) => entry.name === 'README.md'),
  );
  assert.deepEqual(missing, []);
});

test('every dependency of a package is named in its sources, or for the server in those of its bundle', () => {
  const dependenciesOf = (name: string): readonly string[] => {
    const path = join(root, 'packages', name, 'package.json');
    return Object.keys(JSON.parse(readFileSync(path, 'utf8')).dependencies ?? {});
  };
  for (const name of readdirSync(join(root, 'packages'))) {
    const bundled = dependenciesOf(name).flatMap((each) => /^@sampan\/(.*)/.exec(each)?.[1] ?? []);
    const folders = [name, ...(name === 'server' ? bundled : [])];
    const own = sources.filter(({ path }) =>
      folders.some((folder) => path.startsWith(`packages/${folder}/src/`)),
    );
    const unused = dependenciesOf(name).filter(
      (dependency) => !own.some(({ code }) => new RegExp(`['"\`]${dependency}\\b`).test(code)),
    );
    assert.deepEqual(unused, [], `of ${name}`);
  }
});

function exportedValues(code: string): string[] {
  const pattern = /^export (?:async |abstract )*(?:const|function|class) (\w+)/gm;
  return [...code.matchAll(pattern)].map(([, name = '']) => name);
}

/** Through `#name` only to earlier modules; relative only inside one's own. */
function importOrder({ path, code }: Source): string[] {
  const [module = ''] = path.slice('packages/server/src/'.length).split('/');
  const position = moduleOrder.indexOf(module);
  if (position < 0)
    return [`${module} is no module; add it to imports in the server's package.json`];
  return importsIn(code).flatMap((name) => {
    if (name.startsWith('#')) {
      const other = moduleOrder.indexOf(name.slice(1));
      if (other >= 0 && other < position) return [];
      return [`${name} comes after ${module}; let ${module} store a fact that ${name} reads`];
    }
    if (!name.startsWith('.')) return [];
    const target = resolve('/', dirname(path), name);
    if (target.startsWith(`/packages/server/src/${module}/`)) return [];
    // The command line says its version and shares files with its launcher; nothing else lies outside.
    const isShared = /^\/packages\/server\/(?:package\.json$|bin\/)/.test(target);
    return isShared ? [] : [`${name} leaves the module; import #name`];
  });
}

/** Other packages only by their names, and never the server. */
function packageImports({ path, code }: Source): string[] {
  const [folder = ''] = /^packages\/[^/]+\/(?:src|page)\//.exec(path) ?? [];
  return importsIn(code).flatMap((name) => {
    if (name === '@sampan/server') return [`${name} stands above all other packages`];
    if (!name.startsWith('.')) return [];
    const isInside = resolve('/', dirname(path), name).startsWith(`/${folder}`);
    return isInside ? [] : [`${name} leaves the package; import it by its name`];
  });
}

function importsIn(code: string): string[] {
  const pattern = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...code.matchAll(pattern)].map(([, name = '']) => name);
}

/** Groups of files each of which reaches every other of its group by imports, of types too. */
function importCircles(files: readonly Pick<Source, 'path' | 'code'>[]): string[][] {
  const known = new Map(files.map(({ path, code }) => [path, importsIn(code)]));
  const targets = new Map(
    [...known].map(([path, names]) => [path, names.map((name) => targetOf(path, name))]),
  );
  const reached = new Map([...known.keys()].map((path) => [path, reachedFrom(path)]));
  const inCircle = [...known.keys()].filter((path) => reached.get(path)?.has(path));
  const circles = new Map(
    inCircle.map((path) => {
      const circle = inCircle.filter(
        (other) => reached.get(path)?.has(other) && reached.get(other)?.has(path),
      );
      return [circle.join(' '), circle];
    }),
  );
  return [...circles.values()];

  function reachedFrom(start: string): Set<string> {
    const found = new Set<string>();
    const open = [start];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      for (const target of targets.get(path) ?? []) {
        if (target === undefined || !known.has(target) || found.has(target)) continue;
        found.add(target);
        open.push(target);
      }
    }
    return found;
  }
}

/** The file of the repository that an import names; undefined for a library. */
function targetOf(path: string, name: string): string | undefined {
  if (name.startsWith('.')) return resolve('/', dirname(path), name).slice(1);
  if (name.startsWith('#')) return `packages/server/src/${name.slice(1)}/index.ts`;
  const [, own, part = ''] = /^@sampan\/([\w-]+)(\/[\w-]+)?$/.exec(name) ?? [];
  return own === undefined ? undefined : `packages/${own}/src${part}/index.ts`;
}

function banned(pattern: RegExp, instead: string): Rule['check'] {
  return ({ code }) => {
    const lines = code.split('\n');
    return lines.flatMap((line, index) =>
      pattern.test(line) ? [`line ${index + 1}, "${line.trim()}": ${instead}`] : [],
    );
  };
}

/** Tests have more to say at a stretch than what they test. */
const linesMax = (path: string): number => (isProduct(path) ? 300 : 400);

/** A long file is one that has not found its parts; when it has a reason, it opens with it. */
function tooLong({ path, text }: Source): string[] {
  const lines = text.split('\n').length - 1;
  if (lines <= linesMax(path)) return [];
  const [opening = ''] = text.split('*/');
  if (/^\/\*\*[\s\S]*\b(?:long|length|one piece|one file|together)\b/.test(opening)) return [];
  return [`${lines} lines; split it, or open the file with the reason why it is long`];
}

function readSources(): Source[] {
  const packages = join(root, 'packages');
  return readdirSync(packages).flatMap((name) =>
    ['src', 'page', 'test', 'test-kit', 'bench'].flatMap((part) =>
      filesIn(join(packages, name, part)),
    ),
  );
}

function filesIn(folder: string): Source[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path);
    // This file names everything that it forbids.
    if (!/\.tsx?$/.test(entry.name) || path === fileURLToPath(import.meta.url)) return [];
    const text = readFileSync(path, 'utf8');
    const name = relative(root, path).split(sep).join('/');
    return [{ path: name, text, code: withoutComments(text) }];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Blanks out comments and keeps the lines, so that line numbers stay true. */
function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(?<![:'"`\\])\/\/.*$/gm, blank);
}
