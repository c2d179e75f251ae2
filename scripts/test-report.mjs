/**
 * What `npm test` shows: a line for each file as it ends, failures in full as they happen and once
 * more at the end, the slowest tests, and the test runner's own summary.
 *
 * A second destination, `--test-reporter-destination`, is not needed: when SAMPAN_TEST_RESULTS names
 * a file, each test is also written there as a line of JSON (`{file, name, ok, ms}`).
 */
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';
import { root } from './install.mjs';

const slowestShown = 10;
const resultsFile = process.env.SAMPAN_TEST_RESULTS;
const total = Number(process.env.SAMPAN_TEST_FILES ?? 0);

export default async function* report(source) {
  const summary = [];
  const failures = [];
  const tests = [];
  let filesDone = 0;
  /** Counts since the last file has ended, by the file's suite. */
  let open = { count: 0, failed: 0 };
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type === 'test:diagnostic' && data.nesting === 0) summary.push(data.message);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const ok = type === 'test:pass';
    const isFile = data.nesting === 0;
    const isSuite = data.details?.type === 'suite';
    if (!isSuite && !(isFile && isEntry(data))) {
      const test = { file: where(data), name: data.name, ok, ms: data.details.duration_ms };
      tests.push(test);
      open.count += 1;
      if (resultsFile) appendFileSync(resultsFile, `${JSON.stringify(test)}\n`);
    }
    if (!ok && !isConsequence(data)) {
      open.failed += 1;
      failures.push(data);
      yield failure(data);
    }
    if (!isFile) continue;
    filesDone += 1;
    const seconds = (data.details.duration_ms / 1_000).toFixed(1);
    const of = total > 0 ? `${String(filesDone).padStart(String(total).length)}/${total} ` : '';
    const counted = `${open.count} ${open.count === 1 ? 'test' : 'tests'}`;
    const failed = open.failed > 0 ? `, ${open.failed} failed` : '';
    yield `${of}${ok ? '✔' : '✖'} ${data.name}  ${counted}${failed}, ${seconds} s\n`;
    open = { count: 0, failed: 0 };
  }
  yield '\nThe slowest tests:\n';
  for (const { ms, name, file } of slowest(tests)) {
    yield `  ${(ms / 1_000).toFixed(1).padStart(5)} s  ${name}  (${file})\n`;
  }
  if (failures.length > 0) yield `\n${failures.length} failed:\n`;
  for (const data of failures) yield failure(data);
  yield '\n';
  for (const line of summary) yield `ℹ ${line}\n`;
}

/** A process of several files that ended wrongly is reported under the name of its entry file. */
const isEntry = ({ name, file }) => name === file;

/** A suite fails because a test in it has failed; that test is what matters. */
const isConsequence = ({ details }) => details?.error?.failureType === 'subtestsFailed';

const where = ({ file }) => (file === undefined ? '' : relative(root, file));

function failure(data) {
  const error = data.details?.error;
  const text = inspect(error?.cause ?? error, { depth: 6 });
  return `✖ ${data.name}  (${where(data)})\n${indented(text)}\n`;
}

const indented = (text) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

const slowest = (tests) => [...tests].sort((a, b) => b.ms - a.ms).slice(0, slowestShown);
