/** The public port: what partners, buyers and their browsers reach. */
import type { AddressInfo } from 'node:net';
import { seconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import type { FastifyInstance } from 'fastify';
import { buyerApi } from '#app-api';
import { findCode, KeptBytes, pictureRoutes } from '#codes';
import { createGateway, createPublicServer } from '#gateway';
import type { NotificationChoices } from '#notification';
import type { Metrics, Platform } from '#platform';
import { sheetRoutes } from '#print';
import type { SecretBox } from '#secrets';
import { failureLog } from './failure-log.ts';
import { frontPageRoute } from './front-page/front-page.http.ts';
import type { Log } from './log.ts';
import { openMachinePlatform } from './machine-platform.ts';
import type { Opened } from './opened.ts';
import { listenNear, type PortWish } from './ports.ts';
import { refusalLog } from './refusal-log.ts';
import type { PublicRole } from './roles.ts';

/** What a process needs that serves the public port. Travels between processes as JSON. */
export interface PublicSettings {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: PortWish;
  readonly sandbox: boolean;
  /** Where the addresses of the other ports are written, and the key of secrets unless it is given. */
  readonly dataFolder: string;
  /** Which of its parts this process serves. */
  readonly roles: readonly PublicRole[];
  /** How the public port is reached from outside; by default `publicHost` and its port. */
  readonly publicUrl: string | undefined;
  readonly publicHost: string;
  readonly notification: Partial<NotificationChoices>;
  /** Whose `X-Forwarded-For` names the client: addresses and networks of our own proxies. */
  readonly trustedProxies: readonly string[];
}

/** What the process has already when it opens the port. */
export interface Surroundings {
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

/** Opens the port and what it needs; whoever calls closes what was `opened`, also after a failure. */
export async function openPublicServer(
  settings: PublicSettings,
  secrets: SecretBox,
  { opened, log, metrics }: Surroundings,
): Promise<PublicServer> {
  const { databaseUrl: url, host, roles } = settings;
  const onFailure = failureLog(log.about('gateway'));
  const platform = await openMachinePlatform({
    database: { url, signal: opened.signal },
    secrets,
    lanes: lanesPerProcess,
    sandbox: settings.sandbox,
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
    measuring: { onAnswer: metrics.onAnswer, timers: platform.timers },
    get publicUrl() {
      return publicUrl;
    },
  };
  const isGateway = roles.includes('gateway');
  const app = isGateway
    ? await createGateway(dependencies, { trustedProxies })
    : createPublicServer({ onFailure, trustedProxies });
  opened.entrance('the public port', () => closeApp(app));
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
    ...(sandbox && { demoPage: (await import('./sandbox/index.ts')).demoPage }),
    ...{ roles, sandbox, dataFolder, onFailure, publicUrl: () => publicUrl },
  };
  await app.register(frontPageRoute, page);
  const port = await listenNear(settings.port, (wanted) => listen(app, host, wanted), log.warn);
  publicUrl ||= `http://${settings.publicHost}:${port}`;
  return { port, platform };
}

/** After a port that was taken, another can be tried. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  await app.listen({ host, port });
  return (app.server.address() as AddressInfo).port;
}

/** Longer than a payment may take while the database is silent. */
const patience = seconds(9);

/** Lets requests that have begun finish, but not for ever: a client may have stopped reading. */
export async function closeApp(app: FastifyInstance): Promise<void> {
  const closed = app.close();
  const cut = systemTimers.sleep(patience).then(() => app.server.closeAllConnections());
  await Promise.race([closed, cut]);
  await closed;
}
