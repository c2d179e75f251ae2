/**
 * `npm run screens`: photographs the screens of wallet, inspector, portal, console and till into `docs/screens`; with `all` also those
 * that are only looked at.
 */
import { spawnSync } from 'node:child_process';
import { root } from './install.mjs';
import { buildPages } from './pages.mjs';

const programs = [
  'packages/web/test-kit/write-screens.ts',
  'packages/cashier/test/page/write-screens.ts',
  'packages/web/test-kit/write-inspector-screens.ts',
  'packages/web/test-kit/write-console-screens.ts',
  'packages/web/test-kit/write-portal-screens.ts',
];

await buildPages();
for (const program of programs) {
  const args = ['--conditions=sampan-source', '--import', 'tsx', program, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
