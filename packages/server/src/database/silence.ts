/**
 * Detects a silent database: it does not answer, and the connection stays open.
 * A vanished host, a firewall that dropped the connection state, a frozen PostgreSQL: none of them
 * closes the connection, and the operating system would wait for a quarter of an hour.
 */
import type { Socket } from 'node:net';
import { type Duration, milliseconds, minutes, seconds, type Timers } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';

export interface SilenceLimit {
  /** How long the database may owe an answer and send nothing; 8 seconds. */
  readonly max?: Duration;
  readonly timers?: Timers;
}

/** Longer than a prompt statement may take, shorter than clients wait for an answer (01 §2). */
const usualMax = seconds(8);

/** Together with the limit for silence: how long it takes to notice that an idle connection is dead. */
export const usualHeartbeat = seconds(4);

export const withDefaults = (limit: SilenceLimit = {}): Required<SilenceLimit> => ({
  max: limit.max ?? usualMax,
  timers: limit.timers ?? systemTimers,
});

/** Whether the server still works on what a connection has asked. */
export type Progress = 'working' | 'not-working' | 'unknown';

export interface WatchOptions {
  readonly socket: Socket;
  readonly limit: Required<SilenceLimit>;
  /** For statements that may take long: asks the server over another connection. Rejects when it is silent, too. */
  readonly progress?: () => Promise<Progress>;
}

/** Says when answers begin and cease to be owed. */
export interface SilenceWatch {
  asked(): void;
  answered(): void;
  /** Nothing is owed. */
  isQuiet(): boolean;
  /** Settles when nothing is owed. */
  quiet(): Promise<void>;
}

/** With a load balancer in between, the second connection may reach a server that knows nothing. */
const unknownMax = minutes(5);

/** An answer that was sent just before the question about it may still be under way. */
const underwayMax = seconds(1);

const silentDatabase = (): Error =>
  Object.assign(new Error('The database is silent'), { code: 'ETIMEDOUT' });

/** Breaks the connection when answers are owed and none has come for too long. */
export function watchSilence({ socket, limit, progress }: WatchOptions): SilenceWatch {
  const { max, timers } = limit;
  let owed = 0;
  let sinceMs = 0;
  let bytesRead = 0;
  let watching = false;
  let waiting: (() => void)[] = [];

  /** Milliseconds without an answer or a byte of one. */
  const silentMs = (): number => {
    if (socket.bytesRead !== bytesRead) {
      bytesRead = socket.bytesRead;
      sinceMs = timers.monotonicMs();
    }
    return timers.monotonicMs() - sinceMs;
  };

  const watch = async (): Promise<void> => {
    watching = true;
    while (owed > 0 && !socket.destroyed) {
      const left = max - silentMs();
      if (left > 0) await timers.sleep(milliseconds(Math.ceil(left)));
      else if (await isLost()) socket.destroy(silentDatabase());
    }
    watching = false;
  };

  const isLost = async (): Promise<boolean> => {
    // This process may itself have been stopped for a while, and the answers may lie here unread.
    await nextTurn();
    await nextTurn();
    if (silentMs() < max || owed === 0) return false;
    if (!progress) return true;
    const found = await progress().catch(() => 'silent' as const);
    if (found === 'silent') return silentMs() >= max && owed > 0;
    if (found === 'unknown' && silentMs() >= unknownMax) return true;
    const before = bytesRead;
    await timers.sleep(found === 'not-working' ? underwayMax : max);
    return found === 'not-working' && owed > 0 && silentMs() >= max && bytesRead === before;
  };

  return {
    asked() {
      if (owed++ > 0) return;
      bytesRead = socket.bytesRead;
      sinceMs = timers.monotonicMs();
      if (!watching) void watch();
    },
    answered() {
      owed -= 1;
      sinceMs = timers.monotonicMs();
      if (owed > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    isQuiet: () => owed === 0,
    async quiet() {
      if (owed > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
