/** Opens the operations port, on loopback: the command line, the console, probes and metrics. */
import { secret } from '@sampan/primitives';
import { createOperations } from '#app-api';
import { failureLog } from '#log';
import { operationsPages } from '#pages';
import { textOf } from '#platform';
import { closeHttpPort, listenNear, openHttpPort, whyNoWorlds } from '#ports';
import type { Jobs } from './jobs.ts';
import type { Payments } from './payments.ts';
import type { Surroundings } from './public-server.ts';
import type { ServeOptions } from './serve-options.ts';

const loopback = '127.0.0.1';

export interface OperationsParts extends Jobs {
  readonly payments: Payments;
  readonly gatewayUrl: string;
}

/** Answers the address: `http://127.0.0.1:PORT`. */
export async function openOperationsPort(
  options: ServeOptions,
  { payments, jobs, files, gatewayUrl }: OperationsParts,
  { opened, metrics }: Surroundings,
): Promise<string> {
  const { ports, sandbox, adminToken, log } = options;
  const { platform } = payments;
  const { timers } = platform;
  const operations = createOperations({
    ...platform,
    lists: platform.readers.lists,
    jobs,
    files,
    access: sandbox ? { kind: 'sandbox' } : { kind: 'token', token: secret(adminToken) },
    gatewayUrl: () => gatewayUrl,
    worlds: payments.worlds ?? whyNoWorlds(options),
    metrics: async () => textOf([await metrics.figures(), ...(await payments.figuresOfOthers())]),
    onError: failureLog(log.about('operations'), timers),
  });
  if (sandbox) await operations.register(operationsPages, {});
  payments.worlds?.addTo(operations, 'operations');
  const listen = (port: number) => openHttpPort(operations, loopback, port);
  const port = await listenNear(ports.admin, listen, log.warn);
  opened.entrance('the operations port', () => closeHttpPort(operations, timers));
  return `http://${loopback}:${port}`;
}
