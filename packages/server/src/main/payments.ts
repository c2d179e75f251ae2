/** Opens what takes payments: the public port in this process or in workers, or only the lanes of operations. */
import { failureLog } from '#log';
import type { Figures, Platform } from '#platform';
import { isPublic } from '#ports';
import type { SecretBox } from '#secrets';
import { startWorkers } from '#workers';
import { openMachinePlatform } from './machine-platform.ts';
import { openPublicServer, type Surroundings, type Worlds } from './public-server.ts';
import type { ServeOptions } from './serve-options.ts';

/** Operations open wallets and answer prompts; beside workers, that is all this process does. */
const operationsLanes = 2;

export interface Payments {
  /** Of the public port; undefined when no role needs it. */
  readonly port: number | undefined;
  readonly platform: Platform;
  readonly worlds?: Worlds | undefined;
  /** Those of the worker processes. */
  readonly figuresOfOthers: () => Promise<readonly Figures[]>;
}

/** Opens the public port, here or in workers, when a role needs it; answers this process's platform. */
export async function openPayments(
  options: ServeOptions,
  secrets: SecretBox,
  surroundings: Surroundings,
): Promise<Payments> {
  const { database, ports, workers, log } = options;
  const { machine, opened, metrics } = surroundings;
  const figuresOfOthers = async () => [];
  const { host, sandbox, record, publicUrl, publicHost, notification, dataFolder } = options;
  const roles = options.roles.filter(isPublic);
  const common = { host, sandbox, record, publicUrl, publicHost, notification, roles, dataFolder };
  const { trustedProxies } = options;
  const own = { databaseUrl: database.url, port: ports.gateway, trustedProxies };
  const settings = { ...common, ...own };
  if (roles.length > 0 && workers < 2) {
    return { ...(await openPublicServer(settings, secrets, surroundings)), figuresOfOthers };
  }
  const platform = await openMachinePlatform({
    machine,
    database: { url: database.url, signal: opened.signal },
    lanes: operationsLanes,
    ...{ secrets, sandbox, record, notification },
    onFailure: failureLog(log.about('payments'), machine.timers),
    metrics,
  });
  opened.foundation('the database', () => platform.close());
  opened.entrance('notifications', () => platform.notifier.stop());
  if (roles.length === 0) return { port: undefined, platform, figuresOfOthers };
  const { timers } = machine;
  const started = await startWorkers({
    count: workers,
    settings,
    log: log.about('workers'),
    timers,
  });
  opened.entrance('worker processes', () => started.stop());
  return { port: started.port, platform, figuresOfOthers: started.figures };
}
