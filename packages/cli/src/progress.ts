/**
 * Shows on a terminal what is in progress, with the seconds so far. Nothing is written when the
 * work is quick, and nothing ever to a pipe.
 */
import type { Writable } from 'node:stream';
import { milliseconds, type Timers } from '@sampan/primitives';
import { clearLine } from './terminal.ts';

const firstMs = milliseconds(500);
const everyMs = milliseconds(1_000);

export interface ProgressOptions {
  readonly stream: Writable;
  readonly timers: Timers;
  /** Whether the stream is a terminal. */
  readonly isTerminal: boolean;
}

export async function withProgress<Value>(
  what: string,
  work: Promise<Value>,
  { stream, timers, isTerminal }: ProgressOptions,
): Promise<Value> {
  if (!isTerminal) return work;
  const sinceMs = timers.monotonicMs();
  let isDone = false;
  let isShown = false;
  const show = async (): Promise<void> => {
    await timers.sleep(firstMs);
    while (!isDone) {
      const seconds = Math.floor((timers.monotonicMs() - sinceMs) / 1_000);
      stream.write(`${clearLine}${what} … ${seconds} s`);
      isShown = true;
      await timers.sleep(everyMs);
    }
  };
  void show();
  try {
    return await work;
  } finally {
    isDone = true;
    if (isShown) stream.write(clearLine);
  }
}
