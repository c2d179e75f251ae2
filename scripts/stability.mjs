/**
 * `npm run test:stability`: runs the whole suite ten times, the last two under a load that keeps
 * every core busy, and lists the tests whose result was not always the same.
 *   npm run test:stability -- --runs 4 --loaded 1 packages/server/test/in-flight.test.ts
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stopWithNpm } from '../packages/server/bin/stop-with-npm.js';
import { root } from './install.mjs';

stopWithNpm();
const { values, positionals: files } = parseArgs({
  options: {
    runs: { type: 'string', default: '10' },
    loaded: { type: 'string', default: '2' },
  },
  allowPositionals: true,
});
const runs = count('runs', 1);
const loaded = count('loaded', 0);
if (loaded > runs) stop('--loaded is at most --runs');

const folder = mkdtempSync(join(tmpdir(), 'sampan-stability-'));
const outcomes = new Map();
const failedRuns = [];
try {
  for (let run = 1; run <= runs; run++) {
    const besideLoad = run > runs - loaded;
    const { code, seconds, tests } = await oneRun(run, besideLoad);
    if (code !== 0) failedRuns.push(run);
    const failed = tests.filter(({ ok }) => !ok);
    const load = besideLoad ? ', beside a load' : '';
    console.log(
      `run ${run}/${runs}${load}: ${tests.length} tests, ${failed.length} failed, ${seconds} s`,
    );
    for (const test of tests) note(test, run);
  }
  const unstable = [...outcomes.values()].filter(({ ran, failedIn }) => {
    return failedIn.length > 0 || ran !== runs;
  });
  report(unstable);
  process.exitCode = unstable.length > 0 || failedRuns.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function count(name, least) {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < least) stop(`--${name} is a number from ${least}`);
  return number;
}

function stop(message) {
  console.error(message);
  process.exit(2);
}

async function oneRun(number, besideLoad) {
  const results = join(folder, `${number}.results`);
  const log = join(tmpdir(), `sampan-stability-run-${number}.log`);
  const load = besideLoad ? startLoad() : [];
  const since = performance.now();
  const child = spawn(
    process.execPath,
    [join(root, 'scripts/test.mjs'), '--results', results, ...files],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output = createWriteStream(log);
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  const [code] = await once(child, 'exit');
  for (const worker of load) worker.kill();
  const seconds = ((performance.now() - since) / 1_000).toFixed(0);
  if (code !== 0) console.log(`  its output: ${log}`);
  return { code, seconds, tests: linesOf(results) };
}

/** One busy process per core. */
function startLoad() {
  const busy = 'for (;;) Math.sqrt(Math.random());';
  return Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', busy], { stdio: 'ignore' }),
  );
}

function linesOf(results) {
  try {
    const lines = readFileSync(results, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

/** Tests with one name in one file are counted together. */
function note({ file, name, ok }, run) {
  const key = `${file}\n${name}`;
  const known = outcomes.get(key) ?? { file, name, runs: new Set(), failedIn: [] };
  known.runs.add(run);
  known.ran = known.runs.size;
  if (!ok) known.failedIn.push(run);
  outcomes.set(key, known);
}

function report(unstable) {
  if (unstable.length === 0) {
    console.log(`Stable: ${outcomes.size} tests passed in all ${runs} runs.`);
    return;
  }
  console.log('\nNot stable:');
  for (const { file, name, failedIn, ran } of unstable) {
    const failed = failedIn.length > 0 ? `failed in run ${failedIn.join(', ')}` : '';
    const missing = ran !== runs ? `ran in ${ran} of ${runs}` : '';
    console.log(`  ${name}  (${file}): ${[failed, missing].filter(Boolean).join('; ')}`);
  }
}
