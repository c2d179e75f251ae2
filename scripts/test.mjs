/**
 * `npm test`: every test of the repository, or the files given as arguments. With `--results FILE`
 * each test is also written there as a line of JSON: `{"file", "name", "ok", "ms"}`.
 *
 * One PostgreSQL serves all test files; each makes its own database in it. Everything a run writes is
 * in one temporary folder, so that runs at the same time do not meet.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { availableParallelism, freemem, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { isBuilt } from '../packages/server/bin/build-state.js';
import { stopWithNpm } from '../packages/server/bin/stop-with-npm.js';
import { build } from './build.mjs';
import { installWhatIsMissing, root } from './install.mjs';
import { arePagesBuilt, buildPages, packagesWithPages } from './pages.mjs';
import { bundle } from './test-bundle.mjs';
import { allTestFiles, testPrograms, writeEntries } from './test-plan.mjs';

stopWithNpm();
installWhatIsMissing();

const { values: options, positionals: given } = parseArgs({
  options: { results: { type: 'string' } },
  allowPositionals: true,
});
const files = given.length > 0 ? given.map((file) => resolve(file)) : allTestFiles();
const missing = files.filter((file) => !existsSync(file));
if (missing.length > 0) {
  process.stderr.write(`There is no test file ${missing.join(', ')}\n`);
  process.exit(2);
}
// What is compiled starts in a fifth of the time, and tests of processes start many.
if (given.length === 0 && !isBuilt(join(root, 'packages'))) await build();

const usePages = new RegExp(`/packages/(?:${packagesWithPages().join('|')})/`);
if (files.some((file) => usePages.test(file)) && !arePagesBuilt()) await buildPages();

/** In memory: a run's files need up to 2 GiB of it. */
const memoryMin = 6 * 2 ** 30;
const folder = mkdtempSync(join(roomInMemory() ?? tmpdir(), 'sampan-test-'));
// Other accounts may pass through: as root, PostgreSQL runs under one of them.
chmodSync(folder, 0o711);
const temporary = join(folder, 'tmp');
mkdirSync(temporary);
chmodSync(temporary, 0o1777);
const results = join(folder, 'results');
/** More than the number of cores, because tests of processes also wait for them. */
const processes = Math.min(availableParallelism(), 3) + 2;
const environment = cleanEnvironment();
const bundles = join(folder, 'bundles');
const entries = writeEntries(files, folder);
await bundle({ ...entries, ...testPrograms() }, bundles);

// The run itself decides when to stop: what it started gets the signal and ends first.
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => interrupted.abort(signal));
}

const postgres = await startPostgres();
/** A test, or a process of tests, that never ends fails after so long. */
const longestMs = 600_000;
const code = await runTests();
postgres.process.stdin.end();
if (postgres.process.exitCode === null) await once(postgres.process, 'exit');
const tests = readResults();
if (options.results !== undefined && existsSync(results)) copyFileSync(results, options.results);
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

if (code === 0 && tests.length === 0) process.stderr.write('No test ran: that is a failure.\n');
const isGood = tests.length > 0 && tests.every(({ ok }) => ok);
process.exit(code === 0 && !isGood ? 1 : code);

/** The helper stops PostgreSQL when its standard input closes, even when this process is killed. */
async function startPostgres() {
  const helper = join(bundles, 'postgres-helper.program.mjs');
  const child = spawn(process.execPath, [helper], {
    cwd: root,
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  for await (const line of createInterface(child.stdout)) return { process: child, url: line };
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write('PostgreSQL for the tests did not start.\n');
  process.exit(1);
}

async function runTests() {
  if (interrupted.signal.aborted) return 130;
  const reporters = [
    `--test-reporter=${new URL('./test-report.mjs', import.meta.url).href}`,
    '--test-reporter-destination=stdout',
  ];
  const tests = Object.keys(entries).map((name) => join(bundles, `${name}.mjs`));
  const limits = [`--test-concurrency=${processes}`, `--test-timeout=${longestMs}`];
  const args = ['--enable-source-maps', '--test', ...limits, ...reporters, ...tests];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      ...environment,
      SAMPAN_TEST_DATABASE_URL: postgres.url,
      SAMPAN_TEST_FILES: String(files.length),
      SAMPAN_TEST_PROGRAMS: bundles,
      SAMPAN_TEST_RESULTS: results,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  interrupted.signal.addEventListener('abort', () => child.kill(interrupted.signal.reason));
  const [code] = await once(child, 'exit');
  return interrupted.signal.aborted ? 130 : (code ?? 1);
}

function readResults() {
  if (!existsSync(results)) return [];
  const lines = readFileSync(results, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/**
 * A folder in memory, where making a file costs a twentieth: each database of a test is three hundred
 * files. Not where it is small, as in many containers, or runs no programs, or a TMPDIR was asked for.
 */
function roomInMemory() {
  const folder = '/dev/shm';
  if (process.env.TMPDIR || !existsSync(folder) || freemem() < memoryMin) return undefined;
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((line) => line.split(' ')[1] === folder);
  if (!mount?.includes(' tmpfs ') || mount.includes('noexec')) return undefined;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < memoryMin ? undefined : folder;
}

/** A developer's own settings must not change the results. */
function cleanEnvironment() {
  const own = /^(SAMPAN_|DATABASE_|PG[A-Z]|NODE_OPTIONS$|NODE_TEST|NODE_ENV$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...Object.fromEntries(kept), TMPDIR: temporary };
}
