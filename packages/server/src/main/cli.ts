/** The `sampan` command line, as a process. */
import { runCommand, watchOutput } from '@sampan/cli';
import { commands, sampan } from './commands.ts';

const words = process.argv.slice(2);
const { stdout, stderr, env } = process;

watchOutput(commands, words, { stdout, stderr, exit: (code) => process.exit(code) });

process.exitCode = await runCommand(sampan, words, { stdout, stderr, environment: env });
