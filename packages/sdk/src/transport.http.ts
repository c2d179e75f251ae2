import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { systemTime } from './time.system.ts';
import type { Time } from './time.ts';
import type { Delivery, OutgoingRequest, Transport } from './transport.ts';

/**
 * Gateways close idle connections after some seconds; ours are gone before. A request that met a
 * closing connection could not be told from one that was processed.
 */
const idleMs = 4_000;

/** No reply of the gateway is nearly as long, except the file of rates. */
const replyBytesMax = 1_048_576;

/**
 * Sends over HTTP or HTTPS, on connections that are kept for the next request. A program that wants
 * to see the bytes gives `createPartner` a transport of its own around this one.
 */
export function httpTransport(time: Time = systemTime): Transport {
  const options = { keepAlive: true, timeout: idleMs, scheduling: 'lifo' } as const;
  const http = new HttpAgent(options);
  const https = new HttpsAgent(options);
  return {
    send: (request) => {
      const headers = {
        'content-type': request.contentType,
        'content-length': Buffer.byteLength(request.body),
      };
      const open = (): ClientRequest =>
        request.url.startsWith('https:')
          ? httpsRequest(request.url, { method: 'POST', agent: https, headers })
          : httpRequest(request.url, { method: 'POST', agent: http, headers });
      return exchange(open, request, time);
    },
    close() {
      http.destroy();
      https.destroy();
    },
  };
}

function exchange(
  open: () => ClientRequest,
  { body, connectMs, replyMs, signal }: OutgoingRequest,
  time: Time,
): Promise<Delivery> {
  return new Promise((resolve) => {
    const over = new AbortController();
    let isSent = false;
    let sent: ClientRequest | undefined;

    const settle = (delivery: Delivery): void => {
      over.abort();
      resolve(delivery);
    };
    const fail = (
      failure: Extract<Delivery, { isAnswered: false }>['failure'],
      message: string,
    ): void => {
      if (over.signal.aborted) return;
      settle({ isAnswered: false, failure, isSent, message });
      sent?.destroy();
    };

    if (signal?.aborted) return fail('aborted', 'stopped by the caller');
    signal?.addEventListener('abort', () => fail('aborted', 'stopped by the caller'), {
      signal: over.signal,
    });
    void time.wait(connectMs, over.signal).then(() => {
      if (!isSent) fail('not-sent', `no connection within ${connectMs} ms`);
    });
    void time
      .wait(replyMs, over.signal)
      .then(() => fail('timed-out', `no reply within ${replyMs} ms`));

    sent = open();
    sent.on('socket', (socket: Socket) => {
      // A connection that stands gets the request at once; before, no byte has left.
      if (socket.connecting) {
        const ready = 'encrypted' in socket ? 'secureConnect' : 'connect';
        socket.once(ready, () => {
          isSent = true;
        });
      } else isSent = true;
    });
    sent.on('error', (error: NodeJS.ErrnoException) =>
      fail(isSent ? 'broken' : 'not-sent', error.code ?? error.message),
    );
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > replyBytesMax) fail('broken', `a reply of more than ${replyBytesMax} bytes`);
      });
      response.on('error', (error: NodeJS.ErrnoException) =>
        fail('broken', error.code ?? error.message),
      );
      response.on('end', () => {
        if (over.signal.aborted) return;
        settle({
          isAnswered: true,
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'],
          bytes: Buffer.concat(chunks),
        });
      });
    });
    sent.end(body);
  });
}
