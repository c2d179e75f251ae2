/**
 * The package of the server and its command line. Its program is the bundle, which has our other
 * packages inside; libraries are installed from npm, in the versions with which the tests ran.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';
import { buildPages } from '../pages.mjs';
import { bundleProgram } from '../program-bundle.mjs';
import { writeReadme } from './packed-readme.mjs';

const from = join(root, 'packages/server');
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Comes inside the package, because its install script would compile with files that it fetches from
 * outside npm. The server runs without what that makes, in a clone too.
 */
const inside = 'ssh2';

/** Writes the files of the package into `folder`. */
export async function writeServer(folder) {
  await bundleProgram(join(folder, 'dist/program'));
  for (const part of ['bin', 'migrations']) {
    const filter = (path) => !path.endsWith('.d.ts');
    cpSync(join(from, part), join(folder, part), { recursive: true, filter });
  }
  await buildPages();
  cpSync(join(root, 'packages/web/dist/pages'), join(folder, 'pages'), { recursive: true });
  cpSync(join(root, 'packages/cashier/dist/pages'), join(folder, 'cashier-page'), {
    recursive: true,
  });
  writeReadme(from, folder);
  writeManifest(folder, serverManifest());
  const library = join(folder, 'node_modules', inside);
  cpSync(join(root, 'node_modules', inside), library, { recursive: true });
  for (const part of ['test', 'examples', 'util', '.github', 'lib/protocol/crypto/build']) {
    rmSync(join(library, part), { recursive: true, force: true });
  }
  const {
    scripts: _,
    optionalDependencies,
    devDependencies,
    ...kept
  } = read(join(library, 'package.json'));
  writeManifest(library, kept);
}

const writeManifest = (folder, manifest) =>
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

function serverManifest() {
  const {
    private: _,
    imports,
    scripts,
    files,
    dependencies,
    ...kept
  } = read(join(from, 'package.json'));
  const { packages } = read(join(root, 'package-lock.json'));
  const foreign = Object.keys(dependencies).filter((name) => !name.startsWith('@sampan/'));
  // npm does not look for what a package inside a package needs.
  const needed = Object.keys(packages[`node_modules/${inside}`].dependencies);
  const exact = [...foreign, ...needed]
    .sort()
    .map((name) => [name, packages[`node_modules/${name}`].version]);
  return {
    ...kept,
    files: [...files, 'NOTICE'],
    dependencies: Object.fromEntries(exact),
    bundleDependencies: [inside],
  };
}
