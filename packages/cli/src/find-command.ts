/** Finds what the words after `sampan` ask for. */

import { nearest } from '@sampan/primitives';
import { type Command, helpOption, jsonOption } from './command.ts';

export type Asked =
  | { readonly kind: 'command'; readonly command: Command; readonly words: readonly string[] }
  /** Commands that share their first words, such as `wallet` or `partner key`. */
  | { readonly kind: 'group'; readonly name: string; readonly isHelp: boolean }
  | { readonly kind: 'overview' | 'version' }
  | { readonly kind: 'unknown'; readonly message: string };

const isHelp = (word: string): boolean =>
  word === `--${helpOption}` || word === '-h' || word === 'help';

/** `findCommand(commands, ['wallet', 'show', '852-…'])` is the command `wallet show` with one word left. */
export function findCommand(commands: readonly Command[], words: readonly string[]): Asked {
  const [first, ...rest] = words.filter((word) => word !== `--${jsonOption}`);
  if (first === '--version' || first === '-v' || first === 'version') return { kind: 'version' };
  if (first === 'help' && rest.length > 0)
    return findCommand(commands, [...rest, `--${helpOption}`]);
  if (first === undefined || isHelp(first)) return { kind: 'overview' };
  // The longer name wins.
  for (const count of [3, 2, 1]) {
    const name = words.slice(0, count).join(' ');
    const command = commands.find((known) => known.name === name);
    if (command) return { kind: 'command', command, words: words.slice(count) };
  }
  const end = rest.findIndex(isOption);
  const group = [first, ...(end < 0 ? rest : rest.slice(0, end))].join(' ');
  if (membersOf(commands, group).length > 0) {
    return { kind: 'group', name: group, isHelp: rest.some(isHelp) };
  }
  return { kind: 'unknown', message: unknownCommand(commands, words) };
}

/** The commands that begin with this word, and are meant for people. */
export const membersOf = (commands: readonly Command[], group: string): readonly Command[] =>
  commands.filter(({ name, internal }) => !internal && name.startsWith(`${group} `));

function unknownCommand(commands: readonly Command[], words: readonly string[]): string {
  // What follows the first option may belong to it.
  const options = words.findIndex((word) => word.startsWith('-'));
  const asked = words.slice(0, options < 0 ? undefined : options);
  const named = asked.join(' ') || words[0] || '';
  const names = commands.filter(({ internal }) => !internal).map(({ name }) => name);
  const groups = new Set(names.filter((name) => name.includes(' ')).map(firstWord));
  const closest = (count: number) => nearest(asked.slice(0, count).join(' '), names);
  const close = closest(3) ?? closest(2) ?? nearest(asked[0] ?? '', [...groups]);
  return `There is no command "${named}"${close === undefined ? '' : `; did you mean "${close}"?`}`;
}

const isOption = (word: string): boolean => word === 'help' || word.startsWith('-');

const firstWord = (name: string): string => name.slice(0, name.indexOf(' '));
