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
  const imports = Array.from({ length: 21 }, () => [measured('import'), measured('modules')]);
  const [sdk, modules] = [0, 1].map((index) => imports.map((pair) => pair[index]));
  report('import, ms', middle(sdk, 'ms'), 30);
  beside(`cpu: ${middle(sdk, 'cpuMs').toFixed(1)} ms`);
  const [modulesMs, modulesCpuMs] = [middle(modules, 'ms'), middle(modules, 'cpuMs')];
  beside(
    `http, https and crypto alone: ${modulesMs.toFixed(1)} ms, cpu ${modulesCpuMs.toFixed(1)}`,
  );
  const { wall, cpu } = measured('call', '60');
  report('partner.call over node:http, µs', wall.added, 60);
  for (const [name, { added, bare, call, own }] of Object.entries({ wall, cpu })) {
    const [more, all, least, alone] = [added, call, bare, own].map((figure) => figure.toFixed(0));
    beside(
      `${name}: a call ${all} µs, a bare request ${least}, added ${more}, without HTTP ${alone}`,
    );
  }
  const { paid, megabytes } = measured('sales', '1000');
  if (paid !== 1000) throw new Error(`${paid} sales were paid`);
  report('1,000 sales at a time, MB', megabytes, 150);
  beside(`bare requests in their place: ${measured('requests', '1000').megabytes.toFixed(1)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function median(values) {
  return values.sort((left, right) => left - right)[values.length >> 1];
}

function middle(figures, name) {
  return median(figures.map((figure) => figure[name]));
}

function beside(line) {
  process.stdout.write(`  ${line}\n`);
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
