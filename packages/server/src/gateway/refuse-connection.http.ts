import type { Socket } from 'node:net';
import type { GatewayReply } from './gateway-reply.ts';
import { refused } from './render.ts';

/** How many bytes to discard, and how long to wait, after a request was refused unread. */
const discardedBytesMax = 1_048_576;
const silenceMaxMs = 2_000;

/**
 * Answers on the bare connection and closes it. The rest of the request is received up to a limit
 * and discarded: closing with unread bytes would reset the connection before the client sees the
 * answer.
 */
export function refuseConnection(socket: Socket, reply: GatewayReply = tooLarge): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  let discarded = 0;
  socket.removeAllListeners('data');
  socket.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > discardedBytesMax) socket.destroy();
  });
  socket.on('end', () => socket.destroy());
  socket.setTimeout(silenceMaxMs, () => socket.destroy());
  socket.resume();
  socket.end(Buffer.concat([Buffer.from(headOf(reply), 'latin1'), reply.body]));
}

/** The charset is unknown, because the request was not read; codes are ASCII in all. */
const tooLarge = refused('ILLEGAL_ARGUMENT', 'GBK');

const headOf = ({ contentType, body }: GatewayReply): string =>
  [
    'HTTP/1.1 200 OK',
    `Content-Type: ${contentType}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
    '',
    '',
  ].join('\r\n');
