/** The command line: what a command is, how one is found and run, and the commands of a client. */
export { clientCommands } from './client-commands.ts';
export { type Output, watchOutput } from './closed-output.ts';
export {
  type Argument,
  type Command,
  commonOptions,
  fieldOf,
  type Input,
  type Option,
  type Run,
  type Surroundings,
  UsageError,
} from './command.ts';
export { type Asked, findCommand } from './find-command.ts';
export { commandHelp, groupHelp, overview } from './help.ts';
export { findOperations, type Operations, Refused } from './operations-client.ts';
export { pairs, print } from './output.ts';
export { parse } from './parse.ts';
export { type ProgressOptions, withProgress } from './progress.ts';
export { readEvents } from './read-events.ts';
export { describe, type Program, runCommand } from './run-command.ts';
export {
  dataFolderPath,
  type RunningAddresses,
  readRunning,
  runningFile,
} from './running-server.ts';
export { clearLine, movesCursor, type Paint, paintFor, terminalKind } from './terminal.ts';
