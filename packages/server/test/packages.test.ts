/**
 * Goal: an install without development packages has everything for serving, and a clone everything
 * for building.
 * Method: the imports of the sources are compared with the declared dependencies of their packages
 * and the lock file.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { test } from 'node:test';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly dev?: boolean;
}

const root = new URL('../../../', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const { packages: locked } = read('package-lock.json') as {
  readonly packages: Readonly<Record<string, Manifest>>;
};
const packages = readdirSync(new URL('packages/', root));

const importing =
  /^(?:\}|import\b|export\b)[^'\n]*?\bfrom '([^'\n]+)'|\bimport\('([^'\n]+)'\)|^import '([^'\n]+)'/gm;

/** The packages that the program of a package imports. */
function imported(name: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const part of ['src', 'bin']) {
    const folder = new URL(`packages/${name}/${part}/`, root);
    if (!existsSync(folder)) continue;
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(tsx?|js)$/.test(path) || path.endsWith('.test.ts')) continue;
      const text = readFileSync(new URL(path, folder), 'utf8');
      for (const [, first, second, third] of text.matchAll(importing)) {
        const from = first ?? second ?? third ?? '';
        if (/^[.#]/.test(from) || isBuiltin(from)) continue;
        found.add(from.split('/', from.startsWith('@') ? 2 : 1).join('/'));
      }
    }
  }
  return found;
}

for (const name of packages) {
  test(`${name} declares what it imports`, () => {
    const manifest = read(`packages/${name}/package.json`) as Manifest;
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
    const missing = [...imported(name)].filter((each) => !(each in declared));
    // The launcher asks for it in a clone only; an installed package runs what was compiled.
    assert.deepEqual(missing, name === 'server' ? ['tsx'] : []);
  });
}

/** Our packages that `name` imports, also through others. */
const ownBehind = (name: string): readonly string[] => {
  const { dependencies = {} } = read(`packages/${name}/package.json`) as Manifest;
  const direct = Object.keys(dependencies).flatMap(
    (each) => /^@sampan\/(.*)/.exec(each)?.[1] ?? [],
  );
  return [...new Set(direct.flatMap((each) => [each, ...ownBehind(each)]))];
};

test("the server declares what the packages in its program's bundle need, in the same versions", () => {
  const of = (name: string) =>
    Object.entries((read(`packages/${name}/package.json`) as Manifest).dependencies ?? {});
  const declared = of('server').map((dependency) => dependency.join(' '));
  const inBundle = ownBehind('server');
  const needed = inBundle.flatMap(of).map((dependency) => dependency.join(' '));
  assert.ok(needed.includes('ssh2 1.17.0') && needed.length > 10);
  assert.deepEqual(
    needed.filter((each) => !declared.includes(each)),
    [],
  );
});

test('what builds and runs the sources of a clone is no development package', () => {
  const types = packages.flatMap((name) =>
    [...imported(name)].map((each) => `@types/${each.replace(/^@(.*)\//, '$1__')}`),
  );
  const needed = ['typescript', 'esbuild', 'tsx', '@types/node', ...types];
  const development = needed.filter((name) => locked[`node_modules/${name}`]?.dev === true);
  assert.deepEqual(development, []);
});
