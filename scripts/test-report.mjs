/**
 * What `npm test` shows: a line for each file as it ends, failures in full as they happen and once
 * more at the end, the slowest tests, and the test runner's own summary. Each test is also appended
 * to the file that SAMPAN_TEST_RESULTS names, as a line of JSON: `{"file", "name", "ok", "ms"}`.
 */
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';
import { root } from './install.mjs';

const slowestShown = 10;
const resultsFile = process.env.SAMPAN_TEST_RESULTS;
const filesTotal = process.env.SAMPAN_TEST_FILES ?? '?';

export default async function* report(source) {
  const run = { summary: [], failures: [], tests: [], filesDone: 0 };
  let file = { tests: 0, failed: 0 };
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type === 'test:diagnostic' && data.nesting === 0) run.summary.push(data.message);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const ok = type === 'test:pass';
    if (isTest(data)) {
      file.tests += 1;
      keep(run, { file: pathOf(data), name: data.name, ok, ms: data.details.duration_ms });
    }
    if (!ok && !isConsequence(data)) {
      file.failed += 1;
      run.failures.push(failureText(data));
      yield failureText(data);
    }
    if (data.nesting > 0) continue;
    run.filesDone += 1;
    yield fileLine(run, file, data, ok);
    file = { tests: 0, failed: 0 };
  }
  yield* ending(run);
}

/** At the top are the files: suites, or an entry file that ended before it could say anything. */
const isTest = ({ nesting, details }) => nesting > 0 && details.type !== 'suite';

/** A suite fails because a test in it has failed; that test is what matters. */
const isConsequence = ({ details }) => details.error?.failureType === 'subtestsFailed';

/** The test that an error belongs to had ended, so that the runner calls it passed. */
const isLateError = (message) => message.includes('generated asynchronous activity');

function keep(run, test) {
  run.tests.push(test);
  if (resultsFile) appendFileSync(resultsFile, `${JSON.stringify(test)}\n`);
}

function fileLine({ filesDone }, { tests, failed }, { name, details }, ok) {
  const done = String(filesDone).padStart(filesTotal.length);
  const counts = `${tests} ${tests === 1 ? 'test' : 'tests'}${failed > 0 ? `, ${failed} failed` : ''}`;
  const seconds = (details.duration_ms / 1_000).toFixed(1);
  return `${done}/${filesTotal} ${ok ? '✔' : '✖'} ${name}  ${counts}, ${seconds} s\n`;
}

function* ending(run) {
  const { summary, failures, tests } = run;
  yield '\nThe slowest tests:\n';
  const slowest = [...tests].sort((left, right) => right.ms - left.ms).slice(0, slowestShown);
  for (const { ms, name, file } of slowest) {
    yield `  ${(ms / 1_000).toFixed(1).padStart(5)} s  ${name}  (${file})\n`;
  }
  for (const message of summary.filter(isLateError)) {
    keep(run, { file: '', name: message, ok: false, ms: 0 });
    failures.push(`✖ ${message}\n`);
  }
  if (failures.length > 0) yield `\n${failures.length} failed:\n${failures.join('')}`;
  yield '\n';
  for (const line of summary.filter((line) => !isLateError(line))) yield `ℹ ${line}\n`;
}

const pathOf = ({ file }) => (file === undefined ? '' : relative(root, file));

function failureText(data) {
  const { error } = data.details;
  const text = inspect(error?.cause ?? error, { depth: 6 }).replaceAll(/^/gm, '    ');
  return `✖ ${data.name}  (${pathOf(data)})\n${text}\n`;
}
