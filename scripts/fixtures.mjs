/**
 * `node scripts/fixtures.mjs` replays the golden exchanges of `fixtures/wire`; `--write` writes our
 * own files again, for review as a diff. Files from outside are never written.
 */
import { spawnSync } from 'node:child_process';
import { installWhatIsMissing, root } from './install.mjs';

installWhatIsMissing();

const given = process.argv.slice(2);
if (given.some((argument) => argument !== '--write')) {
  process.stderr.write('node scripts/fixtures.mjs [--write]\n');
  process.exit(2);
}
const sources = ['--conditions=sampan-source', '--import', import.meta.resolve('tsx')];
const file = 'packages/server/test/gateway-fixtures.test.ts';
const { status } = spawnSync(
  process.execPath,
  [...sources, '--test', '--test-reporter=spec', file],
  {
    cwd: root,
    env: { ...process.env, SAMPAN_WRITE_FIXTURES: given.includes('--write') ? '1' : '0' },
    stdio: 'inherit',
  },
);
process.exit(status ?? 1);
