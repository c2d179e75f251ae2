/**
 * `npm run bench:sdk`: size and speed of the SDK as a merchant has it, installed from its tarball. Prints
 * each figure with its bound, and exits with 1 when one is missed.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWhatIsMissing, root } from '../install.mjs';
import { cleanEnvironment, installOffline } from './consumer.mjs';
import { stageSdk } from './stage.mjs';
import { packFolder } from './tarball.mjs';

installWhatIsMissing();
const folder = mkdtempSync(join(tmpdir(), 'sampan-sdk-bench-'));
const consumer = join(folder, 'consumer');
try {
  const staged = join(folder, 'sdk');
  await stageSdk(staged);
  const { file, unpackedSize } = packFolder(staged, folder);
  installOffline(consumer, file);
  for (const name of ['measure.mjs', 'measured-gateway.mjs']) {
    copyFileSync(join(root, 'scripts/pack/consumer', name), join(consumer, name));
  }
  report('install, kB unpacked', unpackedSize / 1000, 300);
  const imports = Array.from({ length: 21 }, () => measured('import'));
  report('import, ms', median(imports.map(({ ms }) => ms)), 30);
  const cpuMs = median(imports.map(({ cpuMs }) => cpuMs));
  process.stdout.write(`  cpu: ${cpuMs.toFixed(1)} ms\n`);
  const { wall, cpu } = measured('call', '60');
  report('partner.call over node:http, µs', wall.added, 60);
  for (const [name, { added, bare, call }] of Object.entries({ wall, cpu })) {
    const [more, all, least] = [added, call, bare].map((figure) => figure.toFixed(0));
    process.stdout.write(`  ${name}: a call ${all} µs, a bare request ${least}, added ${more}\n`);
  }
  const { paid, megabytes } = measured('sales', '1000');
  if (paid !== 1000) throw new Error(`${paid} sales were paid`);
  report('1,000 sales at a time, MB', megabytes, 150);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function median(values) {
  return values.sort((left, right) => left - right)[values.length >> 1];
}

function report(name, figure, bound) {
  const isKept = figure <= bound;
  if (!isKept) process.exitCode = 1;
  process.stdout.write(`${name}: ${figure.toFixed(1)} of ${bound}${isKept ? '' : '  MISSED'}\n`);
}

function measured(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['measure.mjs', ...args], {
    cwd: consumer,
    encoding: 'utf8',
    env: cleanEnvironment(),
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
