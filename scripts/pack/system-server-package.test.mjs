/**
 * Goal: the packed server has all that it needs beside its declared libraries, and takes a payment of
 * the packed SDK.
 * Method: both tarballs, unpacked beside links to those libraries alone. `npm run check:packages` installs
 * them with npm instead, which needs a registry.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../install.mjs';
import { cleanEnvironment } from './consumer.mjs';
import { stageSdk, stageServer } from './stage.mjs';
import { packFolder } from './tarball.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sampan-server-package-'));
const shop = join(folder, 'shop');
const libraries = join(shop, 'node_modules');
const server = join(libraries, '@sampan/server');
let packed;

before(async () => {
  for (const [name, stage] of [
    ['sdk', stageSdk],
    ['server', stageServer],
  ]) {
    const staged = join(folder, name);
    await stage(staged, { withTypes: false });
    packed = packFolder(staged, folder);
    const target = join(libraries, '@sampan', name);
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xzf', packed.file, '--strip-components=1', '-C', target]);
  }
  const { dependencies, bundleDependencies } = manifest();
  const named = Object.keys(dependencies).filter((name) => !bundleDependencies.includes(name));
  for (const name of named) {
    mkdirSync(dirname(join(libraries, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(libraries, name), 'dir');
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (path) => JSON.parse(readFileSync(join(server, path), 'utf8'));
const manifest = () => read('package.json');
/** The one that comes inside the package. */
const library = () => read('node_modules/ssh2/package.json');

test('it has the program, the migrations and the licence, and nothing that runs at install', () => {
  const { dependencies, scripts, private: isPrivate, publishConfig } = manifest();
  assert.deepEqual([scripts, isPrivate, publishConfig.provenance], [undefined, undefined, true]);
  assert.deepEqual(
    Object.entries(dependencies).filter(
      ([name, version]) => name.startsWith('@sampan/') || !/^\d/.test(version),
    ),
    [],
  );
  for (const part of ['LICENSE', 'NOTICE', 'README.md', 'bin/sampan.js', 'dist/program/cli.js']) {
    assert.ok(existsSync(join(server, part)), part);
  }
  const readme = readFileSync(join(server, 'README.md'), 'utf8');
  assert.deepEqual(readme.match(/\]\((?!https?:|#)[^)\s]+\)/g), null);
  assert.deepEqual([library().scripts, library().optionalDependencies], [undefined, undefined]);
  assert.ok(existsSync(join(server, 'node_modules/ssh2/LICENSE')));
  assert.deepEqual(
    packed.files.filter((path) => /\.ts$|\.test\.|^(?:src|test|bench)\//.test(path)),
    [],
  );
});

test('the installed gateway takes a payment of the installed SDK', () => {
  const program = join(shop, 'first-payment.mjs');
  copyFileSync(join(root, 'scripts/pack/consumer/first-payment.mjs'), program);
  const output = execFileSync(process.execPath, [program], {
    cwd: shop,
    encoding: 'utf8',
    env: { ...cleanEnvironment(), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  assert.deepEqual(JSON.parse(output), ['paid', '60.75']);
});

test('the package has the pages, with their compressed copies', () => {
  const pages = join(shop, 'node_modules/@sampan/server/pages');
  for (const path of ['.built-from', 'sw.js', 'ferry/index.html', 'lantern/manifest.webmanifest']) {
    assert.ok(existsSync(join(pages, path)), path);
  }
  const assets = readdirSync(join(pages, 'assets'));
  assert.ok(
    assets.some((name) => name.endsWith('.js.br')) &&
      assets.some((name) => name.endsWith('.woff2')),
  );
});
