import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { NotCarriedOut } from '#database';
import { clockRoutes } from './clock.http.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { guard } from './guard.http.ts';
import { partnerRoutes } from './partners.http.ts';
import { Problem } from './problem.ts';
import { serverRoutes } from './server.http.ts';
import { tradeRoutes } from './trades.http.ts';
import { walletRoutes } from './wallets.http.ts';

const bodyLimit = 64 * 1_024;

/**
 * The operations API: JSON over HTTP for the command line, the operator's console and probes.
 * Whatever goes wrong is answered as `{"error": {"code", "message", "field"}}`.
 *
 * ```ts
 * const operations = createOperations(dependencies);
 * await operations.listen({ host: '127.0.0.1', port: 8701 });
 * ```
 */
export function createOperations(world: OperationsDependencies): FastifyInstance {
  const app = Fastify({ bodyLimit, routerOptions: { maxParamLength: 256 } });
  // Only JSON: a form or a plain text is what another site could send without asking.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request) => guard(request, world.access));
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
    const problem = asProblem(error);
    if (!problem) world.onError(error);
    const { status, ...said } = problem ?? ourMistake;
    return reply.code(status).send({ error: said });
  });
  app.setNotFoundHandler((request, reply) => {
    const message = `There is no ${request.method} ${request.url.split('?', 1)[0]}`;
    return reply.code(404).send({ error: { code: 'not-found', message } });
  });
  for (const routes of [serverRoutes, partnerRoutes, walletRoutes, tradeRoutes, clockRoutes]) {
    routes(app, world);
  }
  return app;
}

interface Said {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly field?: string | undefined;
}

const ourMistake: Said = {
  status: 500,
  code: 'internal-error',
  message: 'Something went wrong here; the log of the server says what',
};

/** What the caller may be told; undefined for a mistake of ours. */
function asProblem(error: FastifyError | Error): Said | undefined {
  if (error instanceof Problem) {
    const { status, code, message, field } = error;
    return { status, code, message, ...(field !== undefined && { field }) };
  }
  if (error instanceof NotCarriedOut) {
    const sure = error.outcome === 'nothing-stored';
    const message = sure ? 'Too busy; nothing was stored' : 'It may have been carried out or not';
    return { status: 503, code: sure ? 'not-carried-out' : 'outcome-unknown', message };
  }
  // Fastify's own refusals of a request: not JSON, too large, of another content type.
  const { statusCode = 500, message } = error as FastifyError;
  return statusCode < 500 ? { status: statusCode, code: 'bad-request', message } : undefined;
}
