/**
 * Finds the command, reads its arguments, runs it.
 *
 * Exit codes: 0 done, 1 it went wrong, 2 it was called wrongly. With `--json` a command prints one
 * object on one line of stdout; whatever goes wrong is said on stderr.
 */
import { type Command, commands, helpOption, jsonOption, UsageError } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { parse } from './parse.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs the command that `words` name; resolves with the exit code. */
export async function runCommand(
  words: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { stdout, stderr, environment } = surroundings;
  const command = findCommand(words);
  try {
    if (!command) return answerWithoutCommand(words, stdout);
    const given = words.slice(command.name.split(' ').length);
    const input = parse(command, given, surroundings);
    if (input.flag(helpOption)) return print(commandHelp(command), stdout);
    const { run } = await command.load();
    return (await run(input)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      const name = command ? ` ${command.name}` : '';
      stderr.write(`sampan: ${error.message}\nSee: sampan${name} --help\n`);
      return 2;
    }
    stderr.write(`sampan: ${describe(error, Boolean(environment['SAMPAN_DEBUG']))}\n`);
    return 1;
  }
}

/** Commands have one or two words; the longer name wins. */
export function findCommand(words: readonly string[]): Command | undefined {
  const named = (count: number) =>
    commands.find(({ name }) => name === words.slice(0, count).join(' '));
  return named(2) ?? named(1);
}

function answerWithoutCommand(words: readonly string[], stdout: Surroundings['stdout']): number {
  const [first] = words.filter((word) => word !== `--${jsonOption}`);
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    return print(overview(), stdout);
  }
  // What follows the first option may belong to it.
  const options = words.findIndex((word) => word.startsWith('-'));
  const named = words.slice(0, options < 0 ? undefined : options).join(' ');
  throw new UsageError(`There is no command "${named || first}"`);
}

function print(text: string, stdout: Surroundings['stdout']): number {
  stdout.write(`${text}\n`);
  return 0;
}

/** An operator reads this; the stack is for us. */
function describe(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (debug) return error.stack ?? error.message;
  const cause = error.cause instanceof Error ? `\n  because: ${error.cause.message}` : '';
  return `${error.message || error.name}${cause}`;
}
