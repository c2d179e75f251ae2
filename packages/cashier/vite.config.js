/**
 * Builds the till's pages into `dist/pages`. Every address in them is relative. Nothing is inlined: the policy
 * that they are served with allows only files.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A library's mark for frameworks that render on a server, and what takes long in a build. */
const quiet = new Set(['MODULE_LEVEL_DIRECTIVE', 'PLUGIN_TIMINGS']);

export default defineConfig({
  root: at('page'),
  publicDir: at('public'),
  base: './',
  logLevel: 'warn',
  resolve: { conditions: ['sampan-source', 'module', 'browser', 'development|production'] },
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
        till: at('page/index.html'),
        display: at('page/display.html'),
        design: at('page/design.html'),
      },
    },
  },
});
