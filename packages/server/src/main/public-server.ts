/** The public port: what partners, buyers and their browsers reach. */
import { buyerApi } from '#app-api';
import { findCode, KeptBytes, pictureRoutes } from '#codes';
import { frontPageRoute } from '#front-page';
import { createGateway, createPublicServer } from '#gateway';
import { failureLog, type Log, refusalLog } from '#log';
import type { Metrics, Platform } from '#platform';
import { closeHttpPort, listenNear, openHttpPort } from '#ports';
import { sheetRoutes } from '#print';
import type { SecretBox } from '#secrets';
import type { Opened } from '#shutdown';
import type { PublicSettings } from '#workers';
import type { Machine } from './machine.ts';
import { openMachinePlatform } from './machine-platform.ts';

/** What a process has before it opens its ports. */
export interface Surroundings {
  readonly machine: Machine;
  readonly opened: Opened;
  readonly log: Log;
  readonly metrics: Metrics;
}

export interface PublicServer {
  readonly port: number;
  readonly platform: Platform;
}

/**
 * How many transactions a process runs at once. While they are under way, further commands gather
 * for the next ones.
 */
const lanesPerProcess = 2;

/** Opens the port and what it needs; the caller closes `opened`, also after a failure. */
export async function openPublicServer(
  settings: PublicSettings,
  secrets: SecretBox,
  { machine, opened, log, metrics }: Surroundings,
): Promise<PublicServer> {
  const { databaseUrl: url, host, roles } = settings;
  const onFailure = failureLog(log.about('gateway'), machine.timers);
  const platform = await openMachinePlatform({
    machine,
    database: { url, signal: opened.signal },
    secrets,
    lanes: lanesPerProcess,
    sandbox: settings.sandbox,
    record: settings.record,
    notification: settings.notification,
    onFailure,
    metrics,
  });
  opened.foundation('the database', () => platform.close());
  opened.entrance('notifications', () => platform.notifier.stop());
  // By default the port's own address, which is known once it listens and not before.
  let { publicUrl = '' } = settings;
  const { trustedProxies } = settings;
  const dependencies = {
    ...platform,
    reader: platform.readers.gateway,
    writer: platform.writers.gateway,
    onFailure,
    onRefusal: refusalLog(log.about('gateway')),
    exchanges: { newId: () => platform.random.letters(20), shown: settings.sandbox },
    ...(platform.record && {
      recording: { onExchange: platform.record.onExchange, timers: platform.timers },
    }),
    ...(platform.scenarios && { interposition: platform.scenarios.interposition }),
    measuring: { onAnswer: metrics.onAnswer, timers: platform.timers },
    get publicUrl() {
      return publicUrl;
    },
  };
  const isGateway = roles.includes('gateway');
  const app = isGateway
    ? await createGateway(dependencies, { trustedProxies })
    : createPublicServer({ onFailure, trustedProxies });
  opened.entrance('the public port', () => closeHttpPort(app, platform.timers));
  if (isGateway) {
    const find = findCode(platform.readers.pages, () => publicUrl);
    const codes = { find, kept: new KeptBytes() };
    await app.register(pictureRoutes, codes);
    await app.register(sheetRoutes, codes);
  }
  if (roles.includes('wallet')) {
    const { buyer: reader, pages } = platform.readers;
    const { buyer: writer } = platform.writers;
    const { onStream } = metrics;
    const world = { ...platform, reader, writer, pages, onStream, onError: onFailure };
    await app.register(buyerApi(world), { prefix: '/wallet/api' });
  }
  const { sandbox, dataFolder } = settings;
  const page = {
    platform: { ...platform, reader: platform.readers.pages },
    ...(sandbox && { demoPage: (await import('#sandbox')).demoPage }),
    ...{ roles, sandbox, dataFolder, onFailure, publicUrl: () => publicUrl },
  };
  await app.register(frontPageRoute, page);
  const port = await listenNear(
    settings.port,
    (wanted) => openHttpPort(app, host, wanted),
    log.warn,
  );
  publicUrl ||= `http://${settings.publicHost}:${port}`;
  return { port, platform };
}
