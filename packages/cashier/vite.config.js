/**
 * Builds the till's pages into `dist/pages`. Every address in them is relative. Nothing is inlined: the policy
 * that they are served with allows only files.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

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
      // A library's mark for frameworks that render on a server.
      onLog: (level, log, report) => log.code === 'MODULE_LEVEL_DIRECTIVE' || report(level, log),
      input: {
        till: at('page/index.html'),
        display: at('page/display/index.html'),
      },
    },
  },
});
