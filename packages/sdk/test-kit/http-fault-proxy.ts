/** Stands between a partner's program and the gateway, and fails at the requests that a function names. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What happens to the request, or to its reply after the gateway has done its work. */
export const proxyFaults = [
  'request lost',
  'half a request',
  'reply lost',
  'half a reply',
  'a changed byte',
  'status 502, not forwarded',
  'status 502, forwarded',
  'silence',
  'sent twice',
  'overtaken by the next request',
] as const;
export type ProxyFault = (typeof proxyFaults)[number];

export interface HttpFaultProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Forwards to `target`, except as `faultOf` says for the number of a request, counted from 1. */
export async function httpFaultProxy(
  target: string,
  faultOf: (request: number) => ProxyFault | undefined,
): Promise<HttpFaultProxy> {
  let requests = 0;
  let held: (() => Promise<unknown>) | undefined;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    const fault = faultOf(requests);
    const body = new Uint8Array(await buffer(request));
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const query = request.url?.split('?')[1] ?? '';
    const forward = async () => {
      const reply = await fetch(`${target}?${query}`, { method: 'POST', headers, body });
      const type = reply.headers.get('content-type') ?? '';
      return { type, bytes: Buffer.from(await reply.arrayBuffer()) };
    };
    if (fault === undefined) {
      const { type, bytes } = await forward();
      await held?.();
      held = undefined;
      return void response.writeHead(200, { 'content-type': type }).end(bytes);
    }
    switch (fault) {
      case 'request lost':
        return void response.destroy();
      case 'half a request':
        await sendHalf(new URL(`${target}?${query}`), headers['content-type'], body);
        return void response.destroy();
      case 'reply lost':
        await forward();
        return void response.destroy();
      case 'half a reply': {
        const { type, bytes } = await forward();
        response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
        return void response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
      }
      case 'a changed byte': {
        const { type, bytes } = await forward();
        const changed = bytes.toString('latin1').replace('<result_code>', '<result_code> ');
        return void response.writeHead(200, { 'content-type': type }).end(changed, 'latin1');
      }
      case 'status 502, not forwarded':
        return void response.writeHead(502).end();
      case 'status 502, forwarded':
        await forward();
        return void response.writeHead(502).end();
      case 'silence':
        return;
      case 'sent twice': {
        const [{ type, bytes }] = await Promise.all([forward(), forward()]);
        return void response.writeHead(200, { 'content-type': type }).end(bytes);
      }
      case 'overtaken by the next request':
        held = forward;
    }
  }

  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/gateway.do`,
    async close() {
      await held?.();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The head and half of the body; then the connection is reset. */
async function sendHalf(url: URL, type: string, body: Uint8Array): Promise<void> {
  const socket = connect(Number(url.port), url.hostname);
  const head =
    `POST ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\n` +
    `content-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
  const half = Buffer.concat([Buffer.from(head), body.subarray(0, body.length / 2)]);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).write(half, () => resolve());
  });
  socket.resetAndDestroy();
}
