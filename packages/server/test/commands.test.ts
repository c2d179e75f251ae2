/**
 * Goal: `--help` explains every command in its users' words.
 * Method: the declarations of all commands are read as data; nothing runs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandHelp, commonOptions, fieldOf, overview } from '@sampan/cli';
import { commands } from '../src/main/commands.ts';

const shown = commands.filter(({ internal }) => !internal);

test('help names defaults in one way, and what an option does in plain words', () => {
  // `…; 0` told a default, and "we keep", "is told", "as it comes" told nobody what to write.
  const manner = /; [^ ]+$|by default|\bwe\b|\bis told\b|\bwhoever\b|\bnobody\b|\bso many\b/i;
  const summaries = shown.flatMap(({ name, summary, options, arguments: words }) =>
    [{ summary }, ...options, ...words, ...commonOptions].map((each) => `${name}: ${each.summary}`),
  );
  assert.deepEqual(
    summaries.filter((text) => manner.test(text)),
    [],
  );
});

test('help fits a terminal of 80 columns, and no command is without a section', () => {
  const pages = [overview(commands), ...shown.map(commandHelp)];
  const long = pages.flatMap((page) => page.split('\n')).filter((line) => line.length > 80);
  assert.deepEqual(long, []);
  assert.doesNotMatch(overview(commands), /^Other:/m);
});

test('no two words of a command become the same field of a request', () => {
  for (const { name, options, arguments: words } of shown) {
    const fields = [...options.map(fieldOf), ...words.flatMap(({ field }) => field ?? [])];
    assert.equal(new Set(fields).size, fields.length, name);
  }
});
