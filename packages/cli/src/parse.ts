/** Reads the words after a command's name, by its declaration. */
import { parseArgs } from 'node:util';
import { nearest } from '@sampan/primitives';
import {
  type Command,
  commonOptions,
  fieldOf,
  helpOption,
  type Input,
  jsonOption,
  type Surroundings,
  UsageError,
} from './command.ts';

export function parse(
  command: Command,
  words: readonly string[],
  surroundings: Surroundings,
): Input {
  const { values, positionals } = readWords(command, words);
  const named = new Map(command.arguments.map(({ name }, index) => [name, positionals[index]]));
  const help = values[helpOption] === true;
  const missing = command.arguments.find(({ name, optional }) => !optional && !named.get(name));
  if (missing && !help) throw new UsageError(`${missing.name} is missing`);
  const extra = positionals[command.arguments.length];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many`);

  const option = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    ...surroundings,
    json: values[jsonOption] === true,
    argument: (name) => named.get(name) ?? '',
    option,
    all: (name) => [values[name] ?? []].flat().map(String),
    flag: (name) => values[name] === true,
    count: (name) => wholeNumber(name, option(name)),
    spelled: (field) => spelled(command, field),
  };
}

function spelled(command: Command, field: string): string | undefined {
  const option = command.options.find((each) => fieldOf(each) === field);
  if (option) return `--${option.name}`;
  return command.arguments.find((each) => each.field === field)?.name;
}

function readWords(command: Command, words: readonly string[]) {
  const declared = [...command.options, ...commonOptions].map(
    ({ name, value, repeats = false }) =>
      [name, { type: value ? 'string' : 'boolean', multiple: repeats }] as const,
  );
  try {
    return parseArgs({
      args: [...words],
      options: Object.fromEntries(declared),
      allowPositionals: true,
    });
  } catch (cause) {
    // After its first sentence Node gives advice about `--`, which our commands do not need.
    const [first = 'wrong arguments'] = (cause as Error).message.split(/\.\s/);
    throw new UsageError(first + suggestion(command, first), { cause });
  }
}

function suggestion({ options }: Command, message: string): string {
  const [, typed] = /^Unknown option '--([^']+)'/.exec(message) ?? [];
  const names = [...options, ...commonOptions].map(({ name }) => name);
  const close = typed === undefined ? undefined : nearest(typed, names);
  return close === undefined ? '' : `; did you mean --${close}?`;
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} needs a whole number`);
  return Number(text);
}
