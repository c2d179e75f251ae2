/** Clients that do not behave: they say half of what they have to say, too much, or nonsense. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Random } from '@sampan/primitives';

export interface Hostile {
  readonly socket: Socket;
  /** What it got back until the connection ended; undefined while it is open. */
  readonly received: Promise<string>;
}

/** Opens a connection, sends the bytes, and keeps its side open. */
export async function throwAt(gateway: string, bytes: string | Buffer): Promise<Hostile> {
  const { hostname, port } = new URL(gateway);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const received = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    // A server may cut such a client off while it still speaks.
    socket.on('error', () => resolve(text));
    socket.on('end', () => resolve(text));
    socket.on('close', () => resolve(text));
  });
  await Promise.race([once(socket, 'connect'), received]);
  socket.write(bytes);
  return { socket, received };
}

/**
 * Sends that many bytes of one request after the other and reads no reply. A server that went on
 * reading would have to keep all its replies.
 */
export async function floodUnread(
  gateway: string,
  request: string,
  bytes: number,
): Promise<Socket> {
  const { hostname, port } = new URL(gateway);
  const socket = connect({ host: hostname, port: Number(port) }).pause();
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(request.repeat(bytes / request.length));
  return socket;
}

const post = 'POST /gateway.do?_input_charset=UTF-8 HTTP/1.1\r\nHost: sampan\r\n';
const form = 'Content-Type: application/x-www-form-urlencoded\r\n';

/** Stops in the middle of a header. */
export const halfHead = `${post}Content-Ty`;

/** Promises a body and sends its beginning. */
export const halfBody = `${post}${form}Content-Length: 2000\r\n\r\nservice=alipay.acquire.`;

/** One byte more than is read, sent whole. */
export const tooLong = `${post}${form}Content-Length: 65537\r\n\r\n${'a'.repeat(65_537)}`;

/** One byte more than is read, without a Content-Length. */
export const tooLongInChunks = `${post}${form}Transfer-Encoding: chunked\r\n\r\n10001\r\n${'a'.repeat(65_537)}`;

/** A header that never ends. */
export const endlessHead = `${post}X-Long: ${'a'.repeat(70_000)}`;

/** A good request, and behind it what is none. */
export function pipelinedGarbage(random: Random): Buffer {
  const good = `GET /gateway.do?service=notify_verify HTTP/1.1\r\nHost: sampan\r\n\r\n`;
  const bytes = Buffer.from(Array.from({ length: 512 }, () => random.below(256)));
  return Buffer.concat([Buffer.from(good.repeat(3)), bytes]);
}

/** Costs the gateway little, and is answered by several times its length. */
export const cheapRequest = 'GET /gateway.do?service=nothing HTTP/1.1\r\nHost: sampan\r\n\r\n';
