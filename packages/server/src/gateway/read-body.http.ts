import type { IncomingMessage } from 'node:http';

/** Why there is no body: it is too large, or the client disconnected. */
export type BodyProblem = 'too-large' | 'aborted';

/**
 * The bytes of a request's body. A body with too large a Content-Length is not read at all; one
 * that turns out too large is not read further.
 */
export function readBody(
  request: IncomingMessage,
  bytesMax: number,
): Promise<Buffer | BodyProblem> {
  if (Number(request.headers['content-length']) > bytesMax) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bytesMax) chunks.push(chunk);
      else {
        request.removeAllListeners('data');
        request.pause();
        resolve('too-large');
      }
    });
    request.on('end', () =>
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
    );
    request.on('error', () => resolve('aborted'));
  });
}
