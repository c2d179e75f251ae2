import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { urlToHttpOptions } from 'node:url';
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
  // All requests of a partner have one address, so it is parsed once.
  let address: Address | undefined;

  function open({ url, contentType }: OutgoingRequest): ClientRequest {
    if (address?.url !== url) address = { url, ...urlToHttpOptions(new URL(url)) };
    const { protocol, hostname, port, path, auth } = address;
    const headers = { 'content-type': contentType };
    const to = { method: 'POST', hostname, port, path, auth, headers };
    return protocol === 'https:'
      ? httpsRequest({ ...to, agent: https })
      : httpRequest({ ...to, agent: http });
  }

  return {
    send: (request) => exchange(open, request, time),
    close() {
      http.destroy();
      https.destroy();
    },
  };
}

interface Address extends RequestOptions {
  readonly url: string;
}

type Failure = Extract<Delivery, { isAnswered: false }>['failure'];

function exchange(
  open: (request: OutgoingRequest) => ClientRequest,
  request: OutgoingRequest,
  time: Time,
): Promise<Delivery> {
  return new Promise((resolve) => {
    const { body, connectMs, replyMs, signal } = request;
    let isOver = false;
    let isSent = false;
    let sent: ClientRequest | undefined;
    const timers: (() => void)[] = [];

    const settle = (delivery: Delivery): void => {
      isOver = true;
      for (const cancel of timers) cancel();
      signal?.removeEventListener('abort', stop);
      resolve(delivery);
    };
    const fail = (failure: Failure, message: string): void => {
      if (isOver) return;
      settle({ isAnswered: false, failure, isSent, message });
      sent?.destroy();
    };
    const stop = (): void => fail('aborted', 'stopped by the caller');

    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop);
    timers.push(time.after(replyMs, () => fail('timed-out', `no reply within ${replyMs} ms`)));

    sent = open(request);
    sent.on('socket', (socket: Socket) => {
      // A connection that stands gets the request at once; before, no byte has left.
      if (!socket.connecting) {
        isSent = true;
        return;
      }
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
        isSent = true;
      });
      timers.push(
        time.after(connectMs, () => {
          if (!isSent) fail('not-sent', `no connection within ${connectMs} ms`);
        }),
      );
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
        if (isOver) return;
        settle({
          isAnswered: true,
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'],
          date: response.headers.date,
          bytes: Buffer.concat(chunks),
        });
      });
    });
    sent.end(body);
  });
}
