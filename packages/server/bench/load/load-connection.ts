import { connect, type Socket } from 'node:net';

/** A keep-alive connection that sends ready-made requests, one at a time. */
export class LoadConnection {
  readonly #socket: Socket;
  #received = '';
  #onReply: ((reply: string) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#take(chunk));
  }

  static open(port: number): Promise<LoadConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('connect', () => resolve(new LoadConnection(socket)));
      // Later, too: a connection that breaks under load makes the measurement worthless.
      socket.on('error', reject);
      socket.on('error', (error) => {
        throw error;
      });
    });
  }

  send(request: string, onReply: (reply: string) => void): void {
    this.#onReply = onReply;
    this.#socket.write(request, 'latin1');
  }

  close(): void {
    this.#socket.end();
  }

  #take(chunk: string): void {
    this.#received += chunk;
    const reply = completeReply(this.#received);
    if (reply === undefined) return;
    this.#received = '';
    this.#onReply?.(reply);
  }
}

/** The reply, when all of it is there: the head, and as many bytes as it announces. */
export function completeReply(received: string): string | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, headEnd))?.[1];
  if (length === undefined) throw new Error(`a reply without a length: ${received}`);
  return received.length >= headEnd + 4 + Number(length) ? received : undefined;
}
