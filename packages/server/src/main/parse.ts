/** Reads the words after a command's name, by its declaration. */
import { parseArgs } from 'node:util';
import { type Command, commonOptions, helpOption, jsonOption, UsageError } from './commands.ts';
import type { Surroundings } from './surroundings.ts';

/** What the user gave to a command. */
export interface Input extends Surroundings {
  /** `--json` was given. */
  readonly json: boolean;
  argument(name: string): string;
  option(name: string): string | undefined;
  flag(name: string): boolean;
  /** A whole number, 0 or more. */
  count(name: string): number | undefined;
}

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
    flag: (name) => values[name] === true,
    count: (name) => wholeNumber(name, option(name)),
  };
}

function readWords(command: Command, words: readonly string[]) {
  const declared = [...command.options, ...commonOptions].map(
    ({ name, value }) => [name, { type: value ? 'string' : 'boolean' }] as const,
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
    throw new UsageError(first, { cause });
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} needs a whole number`);
  return Number(text);
}
