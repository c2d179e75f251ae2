import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { acceptanceRoutes } from './acceptance.http.ts';
import { adviceRoutes } from './advice.http.ts';
import { bankTransferRoutes } from './bank-transfers.http.ts';
import { calendarRoutes } from './calendar.http.ts';
import { clockRoutes } from './clock.http.ts';
import { deliveryRoutes } from './deliveries.http.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { exchangeEventRoutes } from './exchange-events.http.ts';
import { exchangeRoutes } from './exchanges.http.ts';
import { explanationRoutes } from './explanation.http.ts';
import { fileRoutes } from './files.http.ts';
import { guard } from './guard.http.ts';
import { healthRoutes } from './health.http.ts';
import { jobRoutes } from './jobs.http.ts';
import { ledgerRoutes } from './ledger.http.ts';
import { notificationRoutes } from './notifications.http.ts';
import { partnerKeyRoutes } from './partner-keys.http.ts';
import { partnerSftpRoutes } from './partner-sftp.http.ts';
import { partnerRoutes } from './partners.http.ts';
import { payoutRoutes } from './payouts.http.ts';
import { Problem } from './problem.ts';
import { rateRoutes } from './rates.http.ts';
import { requestRoutes } from './requests.http.ts';
import { ourMistake, saidOf } from './said.ts';
import { scanRoutes } from './scan.http.ts';
import { scenarioRoutes } from './scenarios.http.ts';
import { sendAgainRoutes } from './send-again.http.ts';
import { serverRoutes } from './server.http.ts';
import { settlementRoutes } from './settlement.http.ts';
import { staffRoutes } from './staff.http.ts';
import { tradeRoutes } from './trades.http.ts';
import { walletRoutes } from './wallets.http.ts';
import { worldRoutes } from './worlds.http.ts';

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
  const fail = (error: FastifyError | Error, reply: FastifyReply): FastifyReply => {
    const problem = saidOf(error);
    if (!problem) world.onError(error);
    const { status, ...said } = problem ?? ourMistake;
    return reply.code(status).send({ error: said });
  };
  const app = Fastify({
    bodyLimit,
    routerOptions: { maxParamLength: 256 },
    // A path that cannot be decoded fails before any hook has been asked.
    frameworkErrors: (error, _request, reply) => fail(error, reply as FastifyReply),
  });
  // Only JSON: a form or a plain text is what another site could send without asking.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request) => guard(request, world.access));
  app.addHook('preValidation', async ({ params }) => {
    // No id has it, and the database cannot even be asked for it.
    if (Object.values(params as object).some((id) => String(id).includes('\0'))) {
      throw new Problem(404, 'not-found', 'There is nothing with such an id');
    }
  });
  app.addHook('onSend', async (_request, reply) => {
    // Files of pages say themselves how long they stay.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.setErrorHandler((error: FastifyError | Error, _request, reply) => fail(error, reply));
  app.setNotFoundHandler((request, reply) => {
    const message = `There is no ${request.method} ${request.url.split('?', 1)[0]}`;
    return reply.code(404).send({ error: { code: 'not-found', message } });
  });
  for (const routes of [
    serverRoutes,
    healthRoutes,
    partnerRoutes,
    partnerKeyRoutes,
    partnerSftpRoutes,
    staffRoutes,
    walletRoutes,
    bankTransferRoutes,
    scanRoutes,
    tradeRoutes,
    notificationRoutes,
    deliveryRoutes,
    exchangeRoutes,
    acceptanceRoutes,
    exchangeEventRoutes,
    explanationRoutes,
    requestRoutes,
    sendAgainRoutes,
    adviceRoutes,
    settlementRoutes,
    ledgerRoutes,
    fileRoutes,
    clockRoutes,
    jobRoutes,
    calendarRoutes,
    payoutRoutes,
    rateRoutes,
    scenarioRoutes,
    worldRoutes,
  ]) {
    routes(app, world);
  }
  return app;
}
