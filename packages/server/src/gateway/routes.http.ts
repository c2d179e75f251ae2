import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Gateway } from './gateway.ts';
import { readBody } from './read-body.http.ts';
import { refuseConnection } from './refuse-connection.http.ts';
import { refused } from './render.ts';

/**
 * The URL paths of clients: the current one, that of the oldest demos (09 §1), and the old one with
 * its own service (17); each with its addition to the query.
 */
const paths = {
  '/gateway.do': '',
  '/cooperate/gateway.do': '',
  '/trade/notify_query.do': 'service=notify_verify',
} as const;

/** A larger request is refused without reading further. */
export const requestBytesMax = 65_536;

export interface GatewayRoutesOptions {
  readonly gateway: Gateway;
  /** Called with the reason when a request was refused before the gateway saw it. */
  readonly onUnread?: (reason: string) => void;
  /** Called for errors that the gateway itself could not answer. */
  readonly onFailure?: (failure: unknown) => void;
}

/**
 * The gateway's routes. Requests are taken before the framework parses their body, and answered on
 * the raw response: the framework would refuse the malformed media type of the official demos, and
 * write header names in lower case, which one client does not find (09 §2).
 */
export const gatewayRoutes: FastifyPluginAsync<GatewayRoutesOptions> = async (
  server,
  { gateway, onUnread, onFailure },
) => {
  const takeOver =
    (added: string) =>
    ({ raw }: FastifyRequest, reply: FastifyReply): void => {
      reply.hijack();
      answer(raw, reply.raw, { gateway, onUnread, added }).catch((failure: unknown) => {
        onFailure?.(failure);
        refuseConnection(raw.socket, refused('SYSTEM_ERROR', 'GBK'));
      });
    };
  const others = server.supportedMethods.filter((method) => method !== 'GET' && method !== 'POST');
  for (const [url, added] of Object.entries(paths)) {
    const onRequest = takeOver(added);
    server.route({ method: ['GET', 'POST'], url, onRequest, handler: neverReached });
    server.route({ method: others, url, handler: (_, reply) => refuseMethod(reply) });
  }
};

interface Answering {
  readonly gateway: Gateway;
  readonly onUnread: GatewayRoutesOptions['onUnread'];
  /** Prepended to the received query. */
  readonly added: string;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { gateway, onUnread, added }: Answering,
): Promise<void> {
  const { method = '', url = '', headers } = request;
  const hasBody =
    headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  const body = hasBody ? await readBody(request, requestBytesMax) : undefined;
  if (body === 'aborted') return;
  if (body === 'too-large') {
    onUnread?.(`the body has more than ${requestBytesMax} bytes`);
    return refuseConnection(request.socket);
  }

  const mark = url.indexOf('?');
  const asked = mark < 0 ? '' : url.slice(mark + 1);
  const query = added && asked ? `${added}&${asked}` : added || asked;
  const reply = await gateway({ method, query, contentType: headers['content-type'], body });
  if (!reply) {
    request.socket.destroy();
    return;
  }
  response.writeHead(200, {
    'Content-Type': reply.contentType,
    'Content-Length': reply.body.length,
    ...(reply.exchange !== undefined && { 'Sampan-Exchange': reply.exchange }),
    ...(reply.at !== undefined && { Date: new Date(reply.at).toUTCString() }),
  });
  if (reply.cutAt !== undefined) {
    // The head announces the whole body; the connection ends once these bytes are sent.
    response.write(reply.body.subarray(0, reply.cutAt), () => request.socket.destroy());
    return;
  }
  // As a string it leaves in one write with the head; bytes would leave in two. Latin-1 stands for the same bytes.
  response.end(reply.body.toString('latin1'), 'latin1');
}

const neverReached = (): never => {
  throw new Error('a request to the gateway is taken over before its handler');
};

/** Not a gateway answer: none of our clients sends this. */
function refuseMethod(reply: FastifyReply): FastifyReply {
  return reply
    .code(405)
    .header('allow', 'GET, POST')
    .type('text/plain;charset=UTF-8')
    .send('The gateway takes GET and POST\n');
}
