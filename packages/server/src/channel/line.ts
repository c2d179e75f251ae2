/** The connection between a parent and a child process, as either of them has it. */
import type { ChildProcess } from 'node:child_process';

export interface Line {
  /** Resolves when the message has been sent, or dropped because the other process has ended. */
  send(message: object): Promise<void>;
  onMessage(hear: (message: unknown) => void): void;
  /** Calls once, when no more messages can arrive. */
  onClosed(tell: () => void): void;
  close(): void;
}

/** To a child that was forked, also by `node:cluster`. */
export const lineToChild = (child: ChildProcess): Line => ({
  send: (message) =>
    new Promise((resolve) => {
      if (child.connected) child.send(message, () => resolve());
      else resolve();
    }),
  onMessage: (hear) => void child.on('message', hear),
  // `disconnect` follows the last message; `exit` may precede it.
  onClosed: (tell) => void child.once('disconnect', tell).once('error', tell),
  close: () => void (child.connected && child.disconnect()),
});

/** To the parent process; undefined when this one was not forked. */
export function lineToParent(): Line | undefined {
  if (!process.send) return undefined;
  return {
    send: (message) =>
      new Promise((resolve) => {
        if (process.connected) process.send?.(message, undefined, undefined, () => resolve());
        else resolve();
      }),
    onMessage: (hear) => void process.on('message', hear),
    onClosed: (tell) => void process.once('disconnect', tell),
    close: () => void (process.connected && process.disconnect()),
  };
}
