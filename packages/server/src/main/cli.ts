/** The `sampan` command line, as a process. */
import { findCommand } from './find-command.ts';
import { runCommand } from './run-command.ts';

/** What a shell tells of a program that has died of a closed pipe: 128 and the number of SIGPIPE. */
const closedPipe = 141;

const words = process.argv.slice(2);

/** Also the processes that a server has started for itself. */
const isServer = (): boolean => {
  const asked = findCommand(words);
  if (asked.kind !== 'command') return false;
  return asked.command.name === 'start' || asked.command.internal === true;
};

// `sampan audit | head -1` has read enough; that is no failure, and none of our exit codes. A server goes
// on without its output: the pipe may be closed (EPIPE), or the terminal (EIO).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (isServer()) return;
  if (error.code !== 'EPIPE') throw error;
  process.exit(closedPipe);
});
// Where nobody hears what went wrong, the exit code still tells.
process.stderr.on('error', () => undefined);

process.exitCode = await runCommand(words, {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
