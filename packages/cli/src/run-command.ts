/**
 * Finds the command, reads its arguments, runs it.
 *
 * Exit codes: 0 done, 1 it went wrong, 2 it was called wrongly. With `--json` a command prints one
 * object on one line of stdout; errors go to stderr.
 */
import { type Command, helpOption, jsonOption, type Surroundings, UsageError } from './command.ts';
import { type Asked, findCommand } from './find-command.ts';
import { commandHelp, groupHelp, overview } from './help.ts';
import { parse } from './parse.ts';

/** A program of commands: what it can do, and how old it is. */
export interface Program {
  readonly commands: readonly Command[];
  /** Of the installed program; asked for by `--version` only. */
  readonly version: () => string;
}

/** Runs the command of `program` that `words` name; resolves with the exit code. */
export async function runCommand(
  program: Program,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { commands, version: programVersion } = program;
  const { stdout, stderr, environment } = surroundings;
  const asked = findCommand(commands, words);
  try {
    switch (asked.kind) {
      case 'command':
        return await runFound(asked.command, asked.words, { ...surroundings, programVersion });
      case 'group':
        if (asked.isHelp) return print(groupHelp(commands, asked.name), stdout);
        throw new UsageError(
          `"${asked.name}" needs one more word\n\n${groupHelp(commands, asked.name)}`,
        );
      case 'overview':
        return print(overview(commands), stdout);
      case 'version':
        return print(version(program, words), stdout);
      case 'unknown':
        throw new UsageError(asked.message);
    }
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`sampan: ${error.message}${seeAlso(asked)}\n`);
      return 2;
    }
    stderr.write(`sampan: ${describe(error, Boolean(environment['SAMPAN_DEBUG']))}\n`);
    return 1;
  }
}

async function runFound(
  command: Command,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const input = parse(command, words, surroundings);
  if (input.flag(helpOption)) return print(commandHelp(command), surroundings.stdout);
  const { run } = await command.load();
  return (await run(input)) ?? 0;
}

function version(program: Program, words: readonly string[]): string {
  const version = program.version();
  return words.includes(`--${jsonOption}`) ? JSON.stringify({ version }) : `sampan ${version}`;
}

/** The list of a group's commands includes it already. */
function seeAlso(asked: Asked): string {
  if (asked.kind === 'group') return '';
  return `\nSee: sampan${asked.kind === 'command' ? ` ${asked.command.name}` : ''} --help`;
}

function print(text: string, stdout: Surroundings['stdout']): number {
  stdout.write(`${text}\n`);
  return 0;
}

/** An operator reads this; the stack is for us. */
export function describe(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (debug) return error.stack ?? error.message;
  const message = error.message || error.name;
  const reason = error.cause instanceof Error ? error.cause.message : '';
  // A message made from its cause includes it already.
  return reason === '' || message.includes(reason) ? message : `${message}\n  because: ${reason}`;
}
