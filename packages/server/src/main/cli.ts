/** The `sampan` command line, as a process. */
import { watchOutput } from './closed-output.ts';
import { runCommand } from './run-command.ts';

const words = process.argv.slice(2);
const { stdout, stderr, env } = process;

watchOutput(words, { stdout, stderr, exit: (code) => process.exit(code) });

process.exitCode = await runCommand(words, { stdout, stderr, environment: env });
