import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { brotliDecompressSync, inflateSync, unzipSync } from 'node:zlib';
import type { Target } from './address.ts';
import type { Deadlines } from './deadlines.ts';

/** The answer. */
export interface Received {
  readonly status: number | undefined;
  /** The decoded body. */
  readonly bytes: Buffer;
  readonly error: string | undefined;
}

export interface Posting {
  readonly contentType: string;
  readonly body: string;
}

export const timeIsOver = 'timeout';

/** Enough for `success`; a longer body, such as an HTML page, is not read to its end. */
const answerMaxBytes = 4_096;

/** Maximum total size of interim answers (1xx). */
const interimMaxBytes = 65_536;

/**
 * Some receivers close an idle connection after two seconds without notice. A request sent at that
 * moment is lost and must be repeated, so we close earlier.
 */
const idleMaxMs = 1_000;

/** Keep-alive connections, and single-use ones. */
export class Connections {
  readonly #kept: Agents;
  readonly #fresh: Agents;
  readonly #deadlines: Deadlines;

  constructor(lookup: LookupFunction, deadlines: Deadlines) {
    this.#kept = agentsWith({ lookup, keepAlive: true, timeout: idleMaxMs });
    this.#fresh = agentsWith({ lookup, keepAlive: false });
    this.#deadlines = deadlines;
  }

  /**
   * Posts to an address; never rejects. If a receiver closes a keep-alive connection before any
   * byte of the answer, the request is sent again at once on a new connection (17). Redirects are
   * not followed, because the notification is for this address only.
   */
  post(target: Target, posting: Posting): Promise<Received> {
    return new Promise((settle) => {
      let current: Exchange | undefined;
      const end = (received: Received): void => {
        cancel();
        settle(received);
      };
      const cancel = this.#deadlines.start(() => current?.fail(timeIsOver));
      const begin = (agents: Agents, onLost?: () => void): void => {
        current = new Exchange({ agent: agents[target.protocol], target, posting, end, onLost });
      };
      begin(this.#kept, () => begin(this.#fresh));
    });
  }

  close(): void {
    for (const agents of [this.#kept, this.#fresh]) {
      for (const agent of Object.values(agents)) agent.destroy();
    }
  }
}

type Agents = Readonly<Record<Target['protocol'], HttpAgent>>;

const agentsWith = (options: ConstructorParameters<typeof HttpAgent>[0]): Agents => ({
  'http:': new HttpAgent(options),
  'https:': new HttpsAgent(options),
});

interface ExchangeOptions {
  readonly agent: HttpAgent;
  readonly target: Target;
  readonly posting: Posting;
  readonly end: (received: Received) => void;
  /**
   * Called instead of `end` when a keep-alive connection was lost before any byte of the answer.
   */
  readonly onLost: (() => void) | undefined;
}

/** One request and its answer on one connection. Ends once. */
class Exchange {
  readonly #options: ExchangeOptions;
  readonly #request: ClientRequest;
  readonly #chunks: Buffer[] = [];
  #status: number | undefined;
  #socket: Socket | undefined;
  #bytesBefore = 0;
  #isOver = false;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    const { agent, target, posting } = options;
    const { contentType, body } = posting;
    this.#request = request({
      ...target,
      agent,
      method: 'POST',
      headers: {
        'content-type': contentType,
        'content-length': Buffer.byteLength(body),
        'user-agent': 'sampan',
      },
      // The strict parser refuses forms that RFC 9112 requires a user agent to read, such as a
      // folded header.
      insecureHTTPParser: true,
    })
      .on('socket', (socket) => {
        this.#socket = socket;
        this.#bytesBefore = socket.bytesRead;
      })
      // Interim answers (1xx) are skipped, whatever their number (RFC 9110 §15.2).
      .on('information', () => {
        if (this.#bytesRead() > interimMaxBytes) this.fail('interim answers without end');
      })
      .on('upgrade', () => this.fail('a switch of protocols that was not asked for'))
      .on('response', (response) => this.#read(response))
      .on('error', (error) => this.#onError(error));
    this.#request.end(body);
  }

  /** Ends the exchange with the bytes so far, and closes the connection. */
  fail(error: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const bytes = Buffer.concat(this.#chunks);
    this.#options.end({ status: this.#status, bytes, error });
    this.#request.destroy();
  }

  #read(response: IncomingMessage): void {
    this.#status = response.statusCode;
    let size = 0;
    response
      .on('data', (chunk: Buffer) => {
        size += chunk.length;
        this.#chunks.push(chunk);
        if (size > answerMaxBytes) this.fail(`an answer of more than ${answerMaxBytes} bytes`);
      })
      .on('error', (error) => this.fail(describe(error)))
      .on('end', () => this.#finish(response));
  }

  #finish(response: IncomingMessage): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const received = Buffer.concat(this.#chunks);
    const bytes = decoded(received, response.headers['content-encoding']);
    const status = this.#status;
    const error = bytes ? undefined : 'an answer in a coding that cannot be read';
    this.#options.end({ status, bytes: bytes ?? received, error });
  }

  #onError(error: Error): void {
    if (this.#isOver) return;
    const { onLost } = this.#options;
    const isLost = this.#request.reusedSocket && this.#bytesRead() === 0;
    if (isLost && onLost) {
      this.#isOver = true;
      onLost();
    } else this.fail(describe(error));
  }

  #bytesRead(): number {
    return (this.#socket?.bytesRead ?? 0) - this.#bytesBefore;
  }
}

/**
 * The decoded content; receivers may encode it unasked (RFC 9110 §12.5.3). Undefined when
 * malformed, or longer than any answer.
 */
function decoded(bytes: Buffer, coding: string | undefined): Buffer | undefined {
  const bounded = { maxOutputLength: answerMaxBytes };
  try {
    switch (coding?.trim().toLowerCase() || 'identity') {
      case 'identity':
        return bytes;
      case 'gzip':
      case 'x-gzip':
        return unzipSync(bytes, bounded);
      case 'deflate':
        return inflateSync(bytes, bounded);
      case 'br':
        return brotliDecompressSync(bytes, bounded);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

/** Short text: connecting to several addresses fails with an AggregateError. */
function describe(error: Error): string {
  const causes = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const [first] = causes;
  const text = first instanceof Error ? first.message : error.message || error.name;
  return text.replaceAll('\0', '\uFFFD').slice(0, 200);
}
