/**
 * Goal: a reader who types what the guide shows gets what the guide says.
 * Method: every block of code is run, page by page in one folder, against one gateway; what a page shows as
 * printed is compared. TypeScript is also type-checked.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createTestDatabase, program } from '#test-kit';
import {
  guideFolder,
  guidePages,
  type Page,
  printedPattern,
  readPage,
  type Step,
} from './guide-pages.ts';
import { compilePrograms, freePort, repository, workFolder } from './merchant-programs.ts';
import { type RunningSampan, startSampan } from './sampan-process.ts';

const pages = guidePages();
const cli = program(new URL('./sampan.program.ts', import.meta.url));

let server: RunningSampan;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let work: Awaited<ReturnType<typeof workFolder>>;
let port: number;
before(async () => {
  work = await workFolder();
  port = await freePort();
  await writePrograms();
  // For the gateway that a page about tests starts.
  database = await createTestDatabase();
  server = await startSampan();
});
after(async () => {
  await server?.stop();
  await database?.drop();
  await work?.remove();
});

/** TypeScript of the pages: files where the reader saves them, other programs beside those. */
const programs = pages
  .flatMap(({ steps }) => steps)
  .flatMap((step) => {
    if (step.is === 'file') return [{ path: step.path, source: step.text }];
    return step.is === 'program' ? [{ path: `my-till/${step.name}`, source: step.text }] : [];
  });
const compiled = programs.filter(({ path }) => /\.[tj]s$/.test(path));

/** In `sources`: as they are printed, to be checked. */
async function writePrograms(): Promise<void> {
  for (const { path, source } of programs) {
    const file = join(work.folder, 'sources', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, source);
  }
}

/** With this server's addresses in place of those that the guide names. */
const here = (source: string): string =>
  source
    .replaceAll('http://127.0.0.1:8700/gateway.do', String(server.addresses['gateway']))
    .replaceAll(/\b8080\b/g, String(port));

/** The page as one script for bash, with a line before what each step prints. */
function scriptOf({ steps }: Page): string {
  const node = [process.execPath, ...cli.flags].map((word) => `'${word}'`).join(' ');
  const databases = `DATABASE_URL='${database.url}' DATABASE_OWNER_URL='${database.ownerUrl}'`;
  const lines = [
    // A pipe may end with a program that is meant to fail; what it prints is compared.
    'set -eu',
    // As the reader's npx: tsx runs what was compiled from the same file.
    'npx() {',
    '  local tool=$1; shift',
    `  if [ "$tool" = sampan ]; then ${node} '${cli.file}' "$@" --data '${server.data}'; return; fi`,
    '  local words=(); while [[ $1 == --* ]]; do words+=("$1"); shift; done',
    '  local file=$1; shift',
    `  ${databases} '${process.execPath}' "\${words[@]}" "compiled/\${file%.ts}.mjs" "$@"`,
    '}',
    // Waits until the second terminal has printed a line of this form.
    'seen=()',
    'until_printed() {',
    `  local line; for line in "\${seen[@]}"; do [[ $line == $1 ]] && return; done`,
    '  while IFS= read -r line <&7; do seen+=("$line"); [[ $line == $1 ]] && return; done',
    `  echo "the second terminal printed: \${seen[*]}"; return 1`,
    '}',
  ];
  steps.forEach((step, index) => {
    if (step.is !== 'program') lines.push(`echo '@@@ ${index}'`);
    switch (step.is) {
      case 'file':
        return;
      case 'program':
        // One process for those that follow each other.
        if (steps[index - 1]?.is !== 'program') lines.push(runPrograms(steps, index));
        return;
      case 'shell':
        // A program that keeps running says when it is ready.
        if (step.isSecond) lines.push(`exec 7< <(${here(step.text).trim()})`, "until_printed '?*'");
        else lines.push(here(step.text));
        return;
      case 'printed elsewhere':
        for (const line of step.prints.trim().split('\n')) {
          const form = line.replaceAll(/[\\*?[]/g, '\\$&').replaceAll('…', '*');
          lines.push(`until_printed '${form}'`);
        }
    }
  });
  return lines.join('\n');
}

/** Runs the programs from `first` on in one process of Node, each with its line before it. */
function runPrograms(steps: readonly Step[], first: number): string {
  const rest = steps.slice(first);
  const end = rest.findIndex(({ is }) => is !== 'program');
  const imports = rest.slice(0, end < 0 ? rest.length : end).flatMap((step, index) => {
    if (step.is !== 'program') return [];
    const file = `./compiled/my-till/${step.name.replace(/\.[tj]s$/, '.mjs')}`;
    return [`console.log("@@@ ${first + index}");`, `await import("${file}");`];
  });
  return `'${process.execPath}' --input-type=module --eval '${imports.join(' ')}'`;
}

async function run(script: string): Promise<{ readonly code: unknown; readonly all: string }> {
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const child = spawn('bash', ['-c', script], {
    cwd: work.folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'exit');
  try {
    // What the second terminal keeps running.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  } catch {
    // Everything has ended.
  }
  const [stdout, stderr] = await output;
  return { code, all: code === 0 ? stdout : `${stdout}\n${stderr}` };
}

test('the addresses of this run are put in, and the programs compile', async () => {
  for (const { path, source } of programs) {
    const file = join(work.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, here(source));
  }
  const entries = compiled.map(({ path }) => [
    path.replace(/\.[tj]s$/, ''),
    join(work.folder, path),
  ]);
  await compilePrograms(Object.fromEntries(entries), join(work.folder, 'compiled'));
});

for (const page of pages.filter(({ steps }) => steps.length > 0)) {
  test(`guide: ${page.name}`, async () => {
    const { code, all } = await run(scriptOf(page));
    assert.equal(code, 0, all);
    const printed = all.split(/^@@@ \d+\n/m).slice(1);
    page.steps.forEach((step, index) => {
      if (!('prints' in step) || step.is === 'printed elsewhere') return;
      if (step.is === 'shell' && step.prints === undefined) return;
      const shown = step.is === 'program' ? step.text : `${step.text}\n${step.prints}`;
      assert.match(printed[index] ?? '', printedPattern(step.prints ?? ''), shown);
    });
  });
}

test('the TypeScript of the guide has right types', async () => {
  const config = {
    extends: join(repository, 'tsconfig.base.json'),
    compilerOptions: {
      noEmit: true,
      composite: false,
      declaration: false,
      moduleDetection: 'force',
      noUnusedLocals: false,
    },
    include: ['**/*.ts'],
  };
  const folder = join(work.folder, 'sources');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', folder], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout);
});

test('nearly every block is run', (t) => {
  const notRun = pages.flatMap((page) => page.notRun);
  const steps = pages.flatMap((page) => page.steps);
  const drawings = pages.reduce((sum, page) => sum + page.drawings, 0);
  t.diagnostic(`${steps.length} blocks run, ${notRun.length} not, ${drawings} drawings`);
  assert.ok(notRun.length <= notRunMax, notRun.join('\n'));
  assert.ok(steps.length >= 10 * notRun.length);
});

/** It only falls: a block that cannot be run is not known to be true. */
const notRunMax = 3;

test('links lead to files that exist', async () => {
  const broken: string[] = [];
  const documents = [...pages.map(({ name }) => join(guideFolder, name)), examplesReadme];
  for (const document of documents) {
    const markdown = await readFile(document, 'utf8');
    for (const [, target = ''] of markdown.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
      const path = join(dirname(document), target);
      if (!existsSync(path)) broken.push(`${relative(repository, document)}: ${target}`);
    }
  }
  assert.deepEqual(broken, []);
});

const examplesReadme = join(repository, 'examples/README.md');

test('a block that is neither run nor marked is refused, and what is printed is compared', () => {
  assert.throws(() => readPage('a.md', '```xml\n<a/>\n```\n'), /neither run nor marked/);
  assert.throws(() => readPage('a.md', '```text\nhello\n```\n'), /nothing printed this/);
  const { notRun, steps } = readPage(
    'a.md',
    '<!-- not run: why -->\n```xml\n<a/>\n```\n\n```ts\nconsole.log(1); // → 1\n```\n',
  );
  assert.deepEqual(notRun, ['a.md: why']);
  assert.equal(steps[0]?.is === 'program' && steps[0].prints, '1');
  assert.match('paid (trade 123)\n', printedPattern('paid (trade …)'));
  assert.doesNotMatch('paid (trade 123) twice\n', printedPattern('paid (trade …)'));
  assert.match('a\nb\nc\nd', printedPattern('a\n…\nd'));
  assert.doesNotMatch('a\nb\nc', printedPattern('a\nc'));
});
