/**
 * Goal: comments, documents, help and test names stay in plain technical English.
 * Method: words that made sentences hard to read are banned; each hit has its file and line.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Each with a better way to say it. */
const banned: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\bwhoever\b/i, 'name the actor: the caller, a client, a process'],
  [/\b(?:nobody|somebody)\b/i, 'name the actor, or say what does not happen'],
  [/\b(?:is|are|was|were) told\b/i, 'gets, receives, is notified of, is answered'],
  [/\bhears? of\b/i, 'gets, is notified of'],
  [/\b(?:what has|those that have) begun\b/i, 'running requests, work in progress'],
  [/\bknows no\b/i, 'is independent of, contains no'],
  [/\bcomes? to nothing\b/i, 'rounds to zero'],
  [/\breckon(?:s|ed)?\b/i, 'compute'],
  [/\blook(?:s|ed)? through\b/i, 'scan, search'],
];

/** Generated from declarations, a record of the past, or a list of such words itself. */
const exempt = /^(?:docs\/reference\/|CHANGELOG\.md$)|\/(?:house-rules-prose|commands)\.test\.ts$/;

/** The lines of a file that are written for people, by their number. */
function proseOf(path: string, text: string): readonly (readonly [line: number, prose: string])[] {
  const lines = text.split('\n').map((line, index) => [index + 1, line] as const);
  if (path.endsWith('.md')) return lines.map(([at, line]) => [at, withoutCode(line)] as const);
  if (/(?:commands|options?)\.ts$/.test(path)) return lines;
  return lines.flatMap(([at, line]) => {
    const [prose] =
      /^\s*(?:\/\*\*?|\*|\/\/).*/.exec(line) ??
      /\s\/\/ .*/.exec(line) ??
      /\b(?:test|describe)\(\s*['"`].*/.exec(line) ??
      /\b(?:summary|description|meaning):\s*['"`].*/.exec(line) ??
      [];
    return prose === undefined ? [] : [[at, withoutCode(prose)] as const];
  });
}

const withoutCode = (line: string): string => line.replace(/`[^`]*`/g, '');

function hitsIn(path: string, text: string): readonly string[] {
  return proseOf(path, text).flatMap(([at, prose]) =>
    banned.flatMap(([words, instead]) => {
      const [found] = words.exec(prose) ?? [];
      return found === undefined ? [] : [`${path}:${at}: "${found}"; rather: ${instead}`];
    }),
  );
}

test('comments, documents, help and test names have no banned words', () => {
  const tracked = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs', '*.js', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths = tracked.split('\n').filter((path) => path !== '' && !exempt.test(path));
  const read = paths.filter((path) => existsSync(join(root, path)));
  assert.ok(read.length > 500);
  const hits = read.flatMap((path) => hitsIn(path, readFileSync(join(root, path), 'utf8')));
  assert.deepEqual(hits, []);
});

test('a banned word is found in prose with its line, and not in code', () => {
  const found = (path: string, text: string) => hitsIn(path, text).map((hit) => hit.split(';')[0]);
  assert.deepEqual(found('a.ts', 'const nobody = 1;\n// nobody waits'), ['a.ts:2: "nobody"']);
  assert.deepEqual(found('a.ts', 'run(); // whoever comes'), ['a.ts:1: "whoever"']);
  assert.deepEqual(found('a.test.ts', "test('it is told', run);"), ['a.test.ts:1: "is told"']);
  assert.deepEqual(found('a-commands.ts', "summary: 'what has begun'"), [
    'a-commands.ts:1: "what has begun"',
  ]);
  assert.deepEqual(found('a.md', 'The account `nobody`\nknows no trade'), ['a.md:2: "knows no"']);
});
