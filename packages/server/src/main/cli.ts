/** The `sampan` command line, as a process. */
import { findCommand, runCommand } from './run-command.ts';

/** What a shell tells of a program that has died of a closed pipe: 128 and the number of SIGPIPE. */
const closedPipe = 141;

const words = process.argv.slice(2);

// `sampan audit | head -1` has read enough; that is no failure, and none of our exit codes. A server goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  if (findCommand(words)?.name !== 'start') process.exit(closedPipe);
});

process.exitCode = await runCommand(words, {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
});
