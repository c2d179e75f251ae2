/** Where server-sent events go: a response that stays open. */
import type { ServerResponse } from 'node:http';

export interface Sink {
  /** Takes text; what the client does not read waits in memory. */
  write(text: string): void;
  /** True while so much waits that no more should be written. */
  readonly isFull: boolean;
  /** Ends the connection, whether or not the client has read everything. */
  end(): void;
}

const head = {
  'content-type': 'text/event-stream;charset=UTF-8',
  'cache-control': 'no-store',
  // When a stream ends, so does its connection: a server that stops need not wait for it.
  connection: 'close',
  'content-security-policy': "default-src 'none'",
  'x-content-type-options': 'nosniff',
  // A proxy that gathers text before it passes it on would make the live stale.
  'x-accel-buffering': 'no',
} as const;

export function sinkOf(response: ServerResponse): Sink {
  return {
    write(text) {
      if (!response.headersSent) response.writeHead(200, head);
      response.write(text);
    },
    get isFull() {
      return response.writableNeedDrain;
    },
    end() {
      // A client that has stopped reading is not waited for.
      if (response.writableNeedDrain) response.destroy();
      else response.end();
    },
  };
}
