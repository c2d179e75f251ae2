/**
 * The web pages: each package with a `vite.config.js` has some, built into its `dist/pages`. A build takes a
 * few seconds and happens only when their sources changed. `npm start` runs this file beside the server,
 * which answers payments meanwhile.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './install.mjs';

const packages = join(root, 'packages');
const configOf = (name) => join(packages, name, 'vite.config.js');
const stampOf = (name) => join(packages, name, 'dist', 'pages', '.built-from');

export const packagesWithPages = () =>
  readdirSync(packages).filter((name) => existsSync(configOf(name)));

/** Whether all pages are those of their sources. */
export const arePagesBuilt = () =>
  packagesWithPages().every((name) => stampedAs(name) === fingerprintOf(name));

/** Builds the pages whose sources changed. */
export async function buildPages() {
  for (const name of packagesWithPages()) {
    const fingerprint = fingerprintOf(name);
    if (stampedAs(name) === fingerprint) continue;
    await buildOne(name, fingerprint);
  }
}

/** Into a folder beside, which takes the old one's place in one step: pages are served meanwhile. */
async function buildOne(name, fingerprint) {
  // Only now: in a fresh clone it has just been installed.
  const { build } = await import('vite');
  const target = join(packages, name, 'dist', 'pages');
  mkdirSync(dirname(target), { recursive: true });
  const made = mkdtempSync(join(dirname(target), 'making-'));
  try {
    await build({ configFile: configOf(name), build: { outDir: made, emptyOutDir: true } });
    compress(made);
    writeFileSync(join(made, '.built-from'), fingerprint);
    rmSync(target, { recursive: true, force: true });
    renameSync(made, target);
  } catch (error) {
    // Another process has built the same in the meantime.
    if (stampedAs(name) !== fingerprint) throw error;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** What is worth it gets a `.br` and a `.gz` beside it, which the server sends to browsers that take them. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !worthIt.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    if (bytes.length < 1_024) continue;
    // The highest quality takes seconds for a decoder of a megabyte, and saves little.
    const quality = bytes.length > 400_000 ? 9 : 11;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

const worthIt = new Set(['.css', '.html', '.js', '.json', '.svg', '.wasm', '.webmanifest']);

function stampedAs(name) {
  try {
    return readFileSync(stampOf(name), 'utf8');
  } catch {
    return undefined;
  }
}

/** Of names, sizes and times of change: of the pages, of what they import, and of the installed libraries. */
function fingerprintOf(name) {
  const hash = createHash('sha256');
  const used = [name, 'web', 'api', 'primitives', 'emv-qr'].map((each) =>
    join(packages, each, 'src'),
  );
  const own = ['pages', 'page', 'public'].map((part) => join(packages, name, part));
  for (const folder of new Set([...used, ...own])) addFolder(hash, folder);
  for (const file of [configOf(name), join(root, 'package-lock.json')]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  for (const path of paths.sort()) {
    if (/\.test\.tsx?$/.test(path)) continue;
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildPages();
