import type { Timers } from '@sampan/primitives';
import { milliseconds } from '@sampan/primitives';
import type { Tally } from './tally.ts';

/** What an open loop needs of a connection. */
export interface Sender {
  send(request: string, onReply: (reply: string) => void): void;
}

export interface OpenLoop {
  readonly connections: readonly Sender[];
  readonly requests: readonly string[];
  /** In ms from the start, rising; one for each request. */
  readonly arrivalsMs: readonly number[];
  readonly timers: Timers;
}

/**
 * Requests arrive by their schedule, also while the server is slow. One that finds no free connection
 * waits in a queue, and its latency counts from its arrival, not from when it was sent: a stall of the
 * server is felt by all that arrive during it (no coordinated omission). A wake-up that comes late
 * counts against the server in the same way.
 */
export function runOpenLoop(
  { connections, requests, arrivalsMs, timers }: OpenLoop,
  tally: Tally,
): Promise<void> {
  const startMs = timers.monotonicMs();
  const free = [...connections];
  let next = 0;
  let answered = 0;
  return new Promise((resolve, reject) => {
    /** Sends what has arrived, in order, as long as a connection is free. */
    const sendDue = (): void => {
      for (;;) {
        const request = requests[next];
        const arrivalMs = startMs + (arrivalsMs[next] ?? Number.POSITIVE_INFINITY);
        if (request === undefined || arrivalMs > timers.monotonicMs()) return;
        const connection = free.pop();
        if (connection === undefined) return;
        next++;
        connection.send(request, (reply) => {
          tally.take(reply, timers.monotonicMs() - arrivalMs);
          free.push(connection);
          if (++answered === requests.length) return resolve();
          sendDue();
        });
      }
    };
    const wakeUp = async (): Promise<void> => {
      while (next < requests.length) {
        sendDue();
        const waitMs = startMs + (arrivalsMs[next] ?? 0) - timers.monotonicMs();
        await timers.sleep(milliseconds(Math.max(1, waitMs)));
      }
    };
    if (requests.length === 0) resolve();
    wakeUp().catch(reject);
  });
}
