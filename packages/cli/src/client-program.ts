/** The commands of a client as a process of their own, without those that need server code. */
import { clientCommands } from './client-commands.ts';
import { type Output, watchOutput } from './closed-output.ts';
import type { Surroundings } from './command.ts';
import { findCommand } from './find-command.ts';
import { runCommand } from './run-command.ts';

/** What it needs of its process. */
export interface ClientProcess extends Output {
  readonly argv: readonly string[];
  readonly env: Surroundings['environment'];
  readonly stdout: Surroundings['stdout'] & Output['stdout'];
  readonly stderr: Surroundings['stderr'] & Output['stderr'];
  exitCode?: number | string | null | undefined;
}

/**
 * Runs the command of a client that the process was started with. False when it was started with
 * anything else: a command of the server, a question for help, a wrong word.
 */
export async function runClient(process: ClientProcess, version: () => string): Promise<boolean> {
  const words = process.argv.slice(2);
  if (findCommand(clientCommands, words).kind !== 'command') return false;
  const { stdout, stderr, env } = process;
  watchOutput(clientCommands, words, { stdout, stderr, exit: (code) => process.exit(code) });
  const program = { commands: clientCommands, version };
  process.exitCode = await runCommand(program, words, { stdout, stderr, environment: env });
  return true;
}
