/** The connection between a parent and a child process, as either of them has it. */
import type { ChildProcess } from 'node:child_process';

export interface Line {
  /** Settles when the message is on its way, or dropped because the other side is gone. */
  send(message: object): Promise<void>;
  onMessage(hear: (message: unknown) => void): void;
  /** Calls once when nothing more can be heard. */
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
  // After the last message, which may come after the exit.
  onClosed: (tell) => void child.once('disconnect', tell).once('error', tell),
  close: () => void (child.connected && child.disconnect()),
});

/** To the process that has forked this one; undefined when none has. */
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
