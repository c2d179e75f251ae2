/**
 * Builds the pages of the wallet, of the portal and of the inspector, and the design page, into `dist/pages`. Every address in them is relative, so
 * that they run below any path, such as that of a world. Nothing is inlined: the policy that they are served
 * with allows only files.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A library's mark for frameworks that render on a server, and what takes long in a build. */
const quiet = new Set(['MODULE_LEVEL_DIRECTIVE', 'PLUGIN_TIMINGS']);

/** The scripts with these modules, and those that they load, at once or later. */
function scriptsOf(bundle, modules) {
  const found = new Set();
  const take = (name) => {
    const { imports = [], dynamicImports = [] } = bundle[name] ?? {};
    if (found.has(name)) return;
    found.add(name);
    for (const each of [...imports, ...dynamicImports]) take(each);
  };
  for (const [name, { moduleIds = [] }] of Object.entries(bundle)) {
    if (moduleIds.some((id) => modules.test(id))) take(name);
  }
  return found;
}

/** Puts the service worker beside the pages, with the files that the wallet needs without network. */
const serviceWorker = {
  name: 'service-worker',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const scripts = scriptsOf(bundle, /\/src\/wallet\//);
    const isKept = (name) =>
      bundle[name].type === 'chunk'
        ? scripts.has(name)
        : name.startsWith('assets/') &&
          !/\.wasm$|\/(?:design|inspector|portal|console)-/.test(name);
    const files = [...Object.keys(bundle).filter(isKept).sort(), 'ferry/', 'lantern/'];
    // The documents name the hashed files; the icons seldom change.
    const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 16);
    const source = readFileSync(at('pages/worker.js'), 'utf8');
    const head = `const version = ${JSON.stringify(version)};\nconst files = ${JSON.stringify(files)};\n`;
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: head + source });
  },
};

export default defineConfig({
  root: at('pages'),
  publicDir: at('public'),
  base: './',
  logLevel: 'warn',
  plugins: [serviceWorker],
  resolve: { conditions: ['sampan-source', 'module', 'browser', 'development|production'] },
  worker: { format: 'es' },
  build: {
    outDir: at('dist/pages'),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      onLog: (level, log, report) => quiet.has(log.code) || report(level, log),
      input: {
        ferry: at('pages/ferry/index.html'),
        lantern: at('pages/lantern/index.html'),
        design: at('pages/design/index.html'),
        inspector: at('pages/inspector/index.html'),
        portal: at('pages/portal/index.html'),
        console: at('pages/console/index.html'),
      },
    },
  },
});
