import type { EventEmitter } from 'node:events';
import type { Command } from './command.ts';
import { findCommand } from './find-command.ts';

export interface Output {
  readonly stdout: Pick<EventEmitter, 'on'> & { readonly isTTY?: boolean | undefined };
  readonly stderr: Pick<EventEmitter, 'on'> & { write(text: string): unknown };
  exit(code: number): void;
}

/** What a shell tells of a program that has died of a closed pipe: 128 and the number of SIGPIPE. */
const closedPipe = 141;

/** The reader has closed its end. */
const closedCodes = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/** Of a terminal: it is gone. Of a file: its disk is broken. */
const inputOutputError = 'EIO';

/**
 * Ends a command whose output is closed: `sampan audit | head -1` has read enough, which is no
 * failure, and none of our exit codes. A server goes on without its output.
 */
export function watchOutput(
  commands: readonly Command[],
  words: readonly string[],
  { stdout, stderr, exit }: Output,
): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isServer(commands, words)) return;
    const isGone = error.code === inputOutputError && stdout.isTTY === true;
    if (isGone || closedCodes.has(error.code ?? '')) return exit(closedPipe);
    stderr.write(`sampan: the output cannot be written: ${error.message}\n`);
    exit(1);
  });
  // Without stderr, the exit code still shows the failure.
  stderr.on('error', () => undefined);
}

/** Also the processes that a server has started for itself. */
function isServer(commands: readonly Command[], words: readonly string[]): boolean {
  const asked = findCommand(commands, words);
  if (asked.kind !== 'command') return false;
  return asked.command.name === 'start' || asked.command.internal === true;
}
