/**
 * Goal: the packed SDK installs alone and works for every kind of program, with one copy of itself.
 * Method: `npm pack`, `npm install` without a registry in an empty folder, and programs that run there.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../install.mjs';
import {
  addNodeTypes,
  cleanEnvironment,
  consumerPrints,
  consumerProgram,
  installOffline,
} from './consumer.mjs';
import { exampleProgram } from './readme-example.mjs';
import { sdkEntries } from './sdk-entries.mjs';
import { stageSdk } from './stage.mjs';
import { surfaceFile, surfaceText } from './surface.mjs';
import { packFolder } from './tarball.mjs';

const both = readFileSync(join(root, 'scripts/pack/consumer/both.mjs'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'sampan-sdk-package-'));
const consumer = join(folder, 'consumer');
let packed;
let surface;

before(async () => {
  const staged = join(folder, 'sdk');
  surface = surfaceText(await stageSdk(staged));
  packed = packFolder(staged, folder);
  installOffline(consumer, packed.file);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program in the consumer's folder; returns what it prints. */
function run(name, text, ...options) {
  writeFileSync(join(consumer, name), text);
  const args = [...options, name];
  return execFileSync(process.execPath, args, {
    cwd: consumer,
    encoding: 'utf8',
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** A program in TypeScript, compiled with its types checked. */
function runTyped(name, text) {
  writeFileSync(join(consumer, `${name}.mts`), text);
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const settings = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--skipLibCheck'];
  execFileSync(process.execPath, [compiler, ...settings, `${name}.mts`], { cwd: consumer });
  return execFileSync(process.execPath, [`${name}.mjs`], {
    cwd: consumer,
    encoding: 'utf8',
  }).trim();
}

test('it is small, and brings no other package and no source', () => {
  assert.ok(packed.unpackedSize <= 300_000, `${packed.unpackedSize} bytes unpacked`);
  assert.deepEqual(readdirSync(join(consumer, 'node_modules')).filter(isVisible), ['@sampan']);
  assert.deepEqual(readdirSync(join(consumer, 'node_modules/@sampan')), ['sdk']);
  const others = packed.files.filter((path) => !path.startsWith('dist/')).sort();
  assert.deepEqual(others, ['LICENSE', 'NOTICE', 'README.md', 'package.json']);
  // A link to a file of the repository leads nowhere from a package.
  const readme = readFileSync(join(consumer, 'node_modules/@sampan/sdk/README.md'), 'utf8');
  assert.deepEqual(readme.match(/\]\((?!https?:|#)[^)\s]+\)/g), null);
  assert.match(readme, /The guide \(docs\/guide\)/);
  assert.deepEqual(
    packed.files.filter((path) => !/\.(?:c?js|d\.c?ts|md|json)$|^[A-Z]+$/.test(path)),
    [],
  );
});

test('what it exports is the committed surface; "npm run surface" rewrites that', () => {
  assert.match(surface, /^declare function createPartner\(options: PartnerOptions\): Partner;$/m);
  assert.match(surface, /readonly buyer_identity_code: string;/);
  assert.equal(readFileSync(surfaceFile, 'utf8'), surface);
});

test('its types say in English what each service and field means', () => {
  const dist = join(consumer, 'node_modules/@sampan/sdk/dist');
  const types = readdirSync(dist)
    .filter((name) => name.endsWith('.d.cts'))
    .map((name) => readFileSync(join(dist, name), 'utf8'))
    .join('');
  assert.ok(types.includes('/** Barcode payment. Charges the wallet whose payment code'));
  assert.match(
    types,
    /\/\*\* The seller; must equal partner \*\/ readonly alipay_seller_id: string/,
  );
  assert.match(types, /\/\*\* Id of the notification, [^*]* \*\/ readonly notify_id\?:/);
  assert.doesNotMatch(types, /\bundefined\. |\p{Script=Han}/u);
});

const isVisible = (name) => !name.startsWith('.');

test("the README's example runs as an ES module, in CommonJS and in TypeScript", () => {
  assert.equal(run('readme.mjs', exampleProgram('esm')), 'TRADE_SUCCESS');
  assert.equal(run('readme.cjs', exampleProgram('commonjs')), 'TRADE_SUCCESS');
  addNodeTypes(consumer);
  assert.equal(runTyped('typed', exampleProgram('typescript')), 'TRADE_SUCCESS');
});

test('the program that stands for all others uses every entry', () => {
  const used = [...consumerProgram.matchAll(/ from '@sampan\/sdk\/?([^']*)'/g)];
  const names = used.map(([, name]) => name || 'index').sort();
  assert.deepEqual(names, sdkEntries.map(({ name }) => name).sort());
});

test('a program that uses the whole face runs as an ES module and in CommonJS', async () => {
  const { transform } = await import('esbuild');
  for (const [format, name] of [
    ['esm', 'face.mjs'],
    ['cjs', 'face.cjs'],
  ]) {
    const { code } = await transform(consumerProgram, { loader: 'ts', format });
    assert.deepEqual(JSON.parse(run(name, code)), consumerPrints, format);
  }
});

test('a program that loads it in both ways has one copy of it', () => {
  const call = 'alipay.acquire.overseas.query refused';
  assert.deepEqual(JSON.parse(run('both.mjs', both)), [true, true, true, true, true, [call, call]]);
});

test('a worker of the web gets a sentence, whichever way it loads it', () => {
  const options = ['--conditions=workerd'];
  for (const { name } of sdkEntries) {
    const path = name === 'index' ? '@sampan/sdk' : `@sampan/sdk/${name}`;
    const names = name === 'index' ? '{ createPartner as all }' : '* as all';
    const imported = `import ${names} from '${path}';\nconsole.log(all);`;
    const required = `require('${path}');`;
    const sentence = /@sampan\/sdk runs on Node, not in web workers/;
    assert.throws(() => run('worker.mjs', imported, ...options), sentence);
    assert.throws(() => run('worker.cjs', required, ...options), sentence);
  }
});
