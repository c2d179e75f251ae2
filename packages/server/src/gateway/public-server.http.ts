import type { Socket } from 'node:net';
import Fastify, {
  type ConnectionError,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
} from 'fastify';
import type { GatewayDependencies } from './dependencies.ts';
import { type Gateway, gateway } from './gateway.ts';
import { refuseConnection } from './refuse-connection.http.ts';
import { type GatewayRoutesOptions, gatewayRoutes, requestBytesMax } from './routes.http.ts';

/**
 * Time and size limits for clients. A client that is slower than any till, or sends more than any
 * service accepts, only blocks a connection that others need.
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
   * Addresses and networks of our own proxies. On their connections, the client's address comes
   * from `X-Forwarded-For`; on others the header is ignored.
   */
  readonly trustedProxies?: readonly string[];
}

/** The server of the public port with its limits, without routes. */
export function createPublicServer(options: PublicServerOptions = {}): FastifyInstance {
  const fail = (error: FastifyError, reply: FastifyReply): FastifyReply => {
    const status = error.statusCode ?? 500;
    if (status >= 500) options.onFailure?.(error);
    // Errors are logged; the caller learns only that there was one.
    const text = status < 500 ? 'The request is malformed\n' : 'Something went wrong\n';
    return reply.code(status).type('text/plain;charset=UTF-8').send(text);
  };
  const server = Fastify({
    logger: false,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    exposeHeadRoutes: false,
    // A request during shutdown is answered normally, and its connection closed: a till that gets a
    // 503 would not know whether it was paid.
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

export interface GatewayServerOptions extends Pick<PublicServerOptions, 'trustedProxies'> {
  /** Answers in place of this gateway, or by it: a sandbox knows the gateways of its worlds. */
  readonly around?: (own: Gateway) => Gateway;
}

/** The public port with the gateway, not listening yet; more routes may be registered. */
export async function createGateway(
  dependencies: GatewayDependencies,
  { trustedProxies = [], around = (own) => own }: GatewayServerOptions = {},
): Promise<FastifyInstance> {
  const { onFailure, onRefusal, exchanges } = dependencies;
  const onUnread = (reason: string): void => {
    const exchange = exchanges?.newId() ?? '';
    onRefusal?.({ code: 'ILLEGAL_ARGUMENT', reason, level: 'gateway', exchange });
  };
  const told = { onUnread, ...(onFailure && { onFailure }) };
  const server = createPublicServer({ ...told, trustedProxies });
  await server.register(gatewayRoutes, { gateway: around(gateway(dependencies)), ...told });
  return server;
}

/** The start of a request to the gateway. */
const forGateway = /^(GET|POST) \/(cooperate\/)?gateway\.do[? ]/;

/**
 * The received bytes cannot be routed as an HTTP request; the connection is closed. A badly encoded
 * gateway URL is refused in the gateway's own form.
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
  // The framework types the raw packet as JSON.
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
