/**
 * Drives requests over raw keep-alive connections from a process of its own. The requests come
 * ready-made, one HTTP message each, so that making them costs the measurement nothing.
 *
 * Started with an IPC channel; receives one `Load`, answers one `LoadResult`.
 */
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Whole HTTP requests, latin1. */
  readonly requests: readonly string[];
  /** A text that every good reply contains. */
  readonly expect: string;
}

export interface LoadResult {
  readonly elapsedMs: number;
  readonly answered: number;
  /** Replies without the expected text; the first of them is kept. */
  readonly unexpected: number;
  readonly firstUnexpected: string | undefined;
  readonly latenciesMs: readonly number[];
}

/** Sends all requests over the connections, one at a time on each. */
export async function drive({ port, connections, requests, expect }: Load): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  let next = 0;
  let unexpected = 0;
  let firstUnexpected: string | undefined;
  const started = performance.now();
  const runConnection = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let received = '';
      let sentAt = 0;
      const send = (): void => {
        const request = requests[next++];
        if (request === undefined) {
          socket.end();
          resolve();
          return;
        }
        sentAt = performance.now();
        socket.write(request, 'latin1');
      };
      socket.setEncoding('latin1');
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (chunk: string) => {
        received += chunk;
        const reply = completeReply(received);
        if (reply === undefined) return;
        received = '';
        latenciesMs.push(performance.now() - sentAt);
        if (!reply.includes(expect)) {
          unexpected++;
          firstUnexpected ??= reply;
        }
        send();
      });
    });
  await Promise.all(Array.from({ length: connections }, runConnection));
  const elapsedMs = performance.now() - started;
  return { elapsedMs, answered: latenciesMs.length, unexpected, firstUnexpected, latenciesMs };
}

/** The reply, when all of it is there: the head, and as many bytes as it announces. */
function completeReply(received: string): string | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, headEnd))?.[1];
  if (length === undefined) throw new Error(`a reply without a length: ${received}`);
  return received.length >= headEnd + 4 + Number(length) ? received : undefined;
}

process.on('message', (load: Load) => {
  drive(load).then(
    (result) => process.send?.(result, () => process.disconnect()),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
