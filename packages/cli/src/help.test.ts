/**
 * Goal: the command line finds what was meant, and lists what belongs together.
 * Method: the declarations of the commands are read as data; nothing runs.
 */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { nearest } from '@sampan/primitives';
import { clientCommands as commands } from './client-commands.ts';
import { findCommand } from './find-command.ts';
import { commandHelp, groupHelp, overview, sectionsOf } from './help.ts';
import { parse } from './parse.ts';

const asked: readonly (readonly [words: string, found: string])[] = [
  ['wallet show 852-90000001', 'command wallet show'],
  ['run files', 'command run'],
  ['partner', 'group partner'],
  ['partner --help', 'group partner for help'],
  ['partner --json --help', 'group partner for help'],
  ['help partner', 'group partner for help'],
  ['help partner set', 'command partner set'],
  ['', 'overview'],
  ['--help', 'overview'],
  ['-h', 'overview'],
  ['help', 'overview'],
  ['--version', 'version'],
  ['--json --version', 'version'],
  ['wallt show', 'There is no command "wallt show"; did you mean "wallet show"?'],
  ['partner sohw 2088', 'There is no command "partner sohw 2088"; did you mean "partner show"?'],
  ['wallte', 'There is no command "wallte"; did you mean "wallet"?'],
  ['adit', 'There is no command "adit"; did you mean "audit"?'],
  ['frobnicate', 'There is no command "frobnicate"'],
  ['--port 8700', 'There is no command "--port"'],
];
for (const [words, found] of asked) {
  test(`sampan ${words}`, () => {
    const answer = findCommand(commands, words.split(' ').filter(Boolean));
    const said = {
      command: () => `command ${answer.kind === 'command' && answer.command.name}`,
      group: () =>
        answer.kind === 'group' && `group ${answer.name}${answer.isHelp ? ' for help' : ''}`,
      unknown: () => answer.kind === 'unknown' && answer.message,
      overview: () => 'overview',
      version: () => 'version',
    };
    assert.equal(said[answer.kind](), found);
  });
}

test('a group lists its commands, and no others', () => {
  const listed = groupHelp(commands, 'wallet').match(/^ {2}wallet [a-z-]+/gm) ?? [];
  const known = commands.filter(({ name }) => name.startsWith('wallet ')).map(({ name }) => name);
  assert.deepEqual(
    listed.map((line) => line.trim()),
    known,
  );
});

test('help fits a terminal of 80 columns', () => {
  const pages = [overview(commands), groupHelp(commands, 'partner'), ...commands.map(commandHelp)];
  const wide = pages.flatMap((page) => page.split('\n')).filter(({ length }) => length > 80);
  assert.deepEqual(wide, []);
});

test('the overview has a section for every command', () => {
  const other = sectionsOf(commands).find(([title]) => title === 'Other');
  assert.deepEqual(other?.[1] ?? [], []);
});

test('every option says what it does, and every example is a correct call', () => {
  const surroundings = { stdout: new PassThrough(), stderr: new PassThrough(), environment: {} };
  for (const command of commands) {
    for (const { name, summary } of [...command.arguments, ...command.options]) {
      assert.match(summary, /^\S.*[^.\s]$/, `${command.name} ${name}`);
    }
    for (const example of command.examples ?? []) {
      const found = findCommand(commands, example.split(' ').slice(1));
      assert.ok(found.kind === 'command' && found.command === command, example);
      parse(command, found.words, surroundings);
    }
  }
});

test('the nearest word is the one with the fewest mistakes, or none', () => {
  const words = ['wallet show', 'wallet code', 'trade show'];
  assert.equal(nearest('wallet shwo', words), 'wallet show');
  assert.equal(nearest('trde show', words), 'trade show');
  assert.equal(nearest('something else', words), undefined);
});
