import type { Socket } from 'node:net';
import Fastify, {
  type ConnectionError,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify';
import type { GatewayDependencies } from './dependencies.ts';
import { gateway } from './gateway.ts';
import { refuseConnection } from './refuse-connection.http.ts';
import { type GatewayRoutesOptions, gatewayRoutes, requestBytesMax } from './routes.http.ts';

/**
 * How long a client may take, and how much it may send. A client that is slower than any till, or
 * sends more than any service knows, only holds a connection that others need.
 */
const limits = {
  connectionsMax: 8_192,
  headerBytesMax: requestBytesMax,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  idleTimeoutMs: 75_000,
  checkIntervalMs: 5_000,
} as const;

export interface PublicServerOptions extends Pick<GatewayRoutesOptions, 'onFailure' | 'onUnread'> {
  /**
   * Addresses and networks of our own proxies. Of a request that comes from one of them, the client's
   * address is what it says in `X-Forwarded-For`; from everybody else the header is ignored.
   */
  readonly trustedProxies?: readonly string[];
}

/** The server of the public port with its limits, and no routes yet. */
export function createPublicServer(options: PublicServerOptions = {}): FastifyInstance {
  const fail = (error: FastifyError, reply: FastifyReply): FastifyReply => {
    const status = error.statusCode ?? 500;
    if (status >= 500) options.onFailure?.(error);
    // What went wrong is for the log; a caller learns that it did.
    const text = status < 500 ? 'The request is malformed\n' : 'Something went wrong\n';
    return reply.code(status).type('text/plain;charset=UTF-8').send(text);
  };
  const server = Fastify({
    logger: false,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    exposeHeadRoutes: false,
    // A request that comes while we stop is answered like any other, and its connection closed: a
    // till that is answered 503 does not know whether it was paid.
    return503OnClosing: false,
    bodyLimit: requestBytesMax,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.idleTimeoutMs,
    http: {
      maxHeaderSize: limits.headerBytesMax,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
    },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, options.onUnread),
    frameworkErrors: (error, _, reply) => fail(error, reply as FastifyReply),
  });
  server.setErrorHandler<FastifyError>((error, _, reply) => fail(error, reply));
  server.server.maxConnections = limits.connectionsMax;
  return server;
}

/** The public port with the gateway on it, not listening yet; further routes may be registered. */
export async function createGateway(
  dependencies: GatewayDependencies,
  { trustedProxies = [] }: Pick<PublicServerOptions, 'trustedProxies'> = {},
): Promise<FastifyInstance> {
  const { onFailure, onRefusal, exchanges } = dependencies;
  const onUnread = (reason: string): void => {
    const exchange = exchanges?.newId() ?? '';
    onRefusal?.({ code: 'ILLEGAL_ARGUMENT', reason, level: 'gateway', exchange });
  };
  const told = { onUnread, ...(onFailure && { onFailure }) };
  const server = createPublicServer({ ...told, trustedProxies });
  await server.register(gatewayRoutes, { gateway: gateway(dependencies), ...told });
  return server;
}

/** What a request for the gateway begins with, whatever comes behind it. */
const forGateway = /^(GET|POST) \/(cooperate\/)?gateway\.do[? ]/;

/**
 * What came is no HTTP request that could be routed; the connection is of no more use. A partner's
 * program whose address is badly encoded is told so as the gateway tells everything.
 */
function answerBrokenRequest(
  { code, rawPacket }: ConnectionError,
  socket: Socket,
  onUnread: GatewayRoutesOptions['onUnread'],
): void {
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  // The framework declares what the packet looks like as JSON.
  const start = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, 64) : '';
  const isBadAddress = code === 'HPE_INVALID_URL' && forGateway.test(start);
  if (code === 'HPE_HEADER_OVERFLOW' || isBadAddress) {
    onUnread?.(
      isBadAddress ? 'the address is badly encoded' : 'the address or headers are too long',
    );
    refuseConnection(socket);
    return;
  }
  const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}
