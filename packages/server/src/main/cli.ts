/**
 * The `sampan` command line: finds the command, reads its arguments, runs it.
 *
 * Exit codes: 0 done, 1 it went wrong, 2 it was called wrongly. With `--json` a command prints one
 * object on one line of stdout; whatever goes wrong is said on stderr.
 */
import { type Command, commands, helpOption, jsonOption, UsageError } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { parse } from './parse.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const command = findCommand(words);
  process.stdout.on('error', (error) => stopPrinting(error, command));
  try {
    if (!command) return answerWithoutCommand(words);
    const { run, input } = await prepare(command, words.slice(command.name.split(' ').length));
    if (!run) return print(commandHelp(command));
    return (await run(input)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      const name = command ? ` ${command.name}` : '';
      complain(`${error.message}\nSee: sampan${name} --help`);
      return 2;
    }
    complain(describe(error));
    return 1;
  }
}

/** What a shell tells of a program that has died of a closed pipe: 128 and the number of SIGPIPE. */
const closedPipe = 141;

/** `sampan audit | head -1` has read enough; that is no failure, and none of our exit codes. A server goes on. */
function stopPrinting(error: NodeJS.ErrnoException, command: Command | undefined): void {
  if (error.code !== 'EPIPE') throw error;
  if (command?.name !== 'start') process.exit(closedPipe);
}

/** Commands have one or two words; the longer name wins. */
function findCommand(words: readonly string[]): Command | undefined {
  const named = (count: number) =>
    commands.find(({ name }) => name === words.slice(0, count).join(' '));
  return named(2) ?? named(1);
}

async function prepare(command: Command, words: readonly string[]) {
  const input = parse(command, words);
  if (input.flag(helpOption)) return { run: undefined, input };
  const { run } = await command.load();
  return { run, input };
}

function answerWithoutCommand(words: readonly string[]): number {
  const [first] = words.filter((word) => word !== `--${jsonOption}`);
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    return print(overview());
  }
  // What follows the first option may belong to it.
  const options = words.findIndex((word) => word.startsWith('-'));
  const named = words.slice(0, options < 0 ? undefined : options).join(' ');
  throw new UsageError(`There is no command "${named || first}"`);
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(text: string): void {
  process.stderr.write(`sampan: ${text}\n`);
}

/** An operator reads this; the stack is for us. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env['SAMPAN_DEBUG']) return error.stack ?? error.message;
  const cause = error.cause instanceof Error ? `\n  because: ${error.cause.message}` : '';
  return `${error.message || error.name}${cause}`;
}
