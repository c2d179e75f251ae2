import type { FastifyInstance } from 'fastify';
import { buyerApi, portalApi } from '#app-api';
import { findCode, KeptBytes, pictureRoutes } from '#codes';
import { type FrontPageOptions, frontPageRoute } from '#front-page';
import { createGateway, createPublicServer, type Gateway } from '#gateway';
import { failureLog, type Log, refusalLog } from '#log';
import { pageRoutes, portalPages } from '#pages';
import type { Metrics, Platform } from '#platform';
import type { PublicRole } from '#ports';
import { sheetRoutes } from '#print';
import type { Shelf } from '#statement';

export interface PublicAppSettings {
  /** Which parts of the public port are served. */
  readonly roles: readonly PublicRole[];
  readonly sandbox: boolean;
  readonly dataFolder: string;
  readonly trustedProxies: readonly string[];
}

export interface PublicParts {
  readonly settings: PublicAppSettings;
  readonly publicUrl: () => string;
  /** The files of partners on this host. */
  readonly shelf: Pick<Shelf, 'find' | 'open'>;
  readonly log: Log;
  readonly metrics?: Pick<Metrics, 'onAnswer' | 'onStream'>;
  /** Only in a sandbox. */
  readonly demoPage?: FrontPageOptions['demoPage'] | undefined;
  /** Answers in place of the gateway, or by it. */
  readonly around?: ((own: Gateway) => Gateway) | undefined;
}

/** What the public port serves of one system: gateway, codes, wallet, front page; not listening yet. */
export async function publicApp(platform: Platform, parts: PublicParts): Promise<FastifyInstance> {
  const { settings, publicUrl, shelf, log, metrics, demoPage, around } = parts;
  const { roles, sandbox, dataFolder, trustedProxies } = settings;
  const onFailure = failureLog(log.about('gateway'), platform.timers);
  const dependencies = {
    ...platform,
    reader: platform.readers.gateway,
    writer: platform.writers.gateway,
    onFailure,
    onRefusal: refusalLog(log.about('gateway')),
    exchanges: { newId: () => platform.random.letters(20), shown: sandbox },
    ...(platform.record && {
      recording: { onExchange: platform.record.onExchange, timers: platform.timers },
    }),
    ...(platform.scenarios && { interposition: platform.scenarios.interposition }),
    ...(metrics && { measuring: { onAnswer: metrics.onAnswer, timers: platform.timers } }),
    get publicUrl() {
      return publicUrl();
    },
  };
  const isGateway = roles.includes('gateway');
  const app = isGateway
    ? await createGateway(dependencies, { trustedProxies, ...(around && { around }) })
    : createPublicServer({ onFailure, trustedProxies });
  if (isGateway) {
    const codes = { find: findCode(platform.readers.pages, publicUrl), kept: new KeptBytes() };
    await app.register(pictureRoutes, codes);
    await app.register(sheetRoutes, codes);
  }
  if (roles.includes('wallet')) {
    const { buyer: reader, pages } = platform.readers;
    const { buyer: writer } = platform.writers;
    const streams = metrics && { onStream: metrics.onStream };
    const cookies = { path: () => pathOf(publicUrl()), alwaysSecure: !sandbox };
    // A sandbox sends no messages and has no bank: it shows the code, and settles itself.
    const demo = sandbox
      ? { signUp: { showsCodes: true }, settlesAtOnce: true }
      : { webAddress: publicUrl };
    const onError = onFailure;
    const world = { ...platform, reader, writer, pages, ...streams, cookies, ...demo, onError };
    await app.register(buyerApi(world), { prefix: '/wallet/api' });
    await app.register(pageRoutes, { prefix: '/wallet', sandbox });
  }
  if (roles.includes('portal')) {
    const { pages: reader, lists } = platform.readers;
    const { portal: writer } = platform.writers;
    const cookies = { path: () => pathOf(publicUrl()), alwaysSecure: !sandbox };
    const gatewayUrl = () => `${publicUrl().replace(/\/$/, '')}/gateway.do`;
    const own = { reader, lists, writer, shelf, cookies, sandbox, gatewayUrl, publicUrl };
    const world = { ...platform, ...own, onError: onFailure };
    await app.register(portalApi(world), { prefix: '/portal/api' });
    await app.register(portalPages, {});
  }
  await app.register(frontPageRoute, {
    platform: { ...platform, reader: platform.readers.pages },
    ...(demoPage && { demoPage }),
    ...{ roles, sandbox, dataFolder, onFailure, publicUrl },
  });
  return app;
}

/** `/w/WORLD` of `https://pay.example/w/WORLD`; empty at the root. */
const pathOf = (address: string): string => new URL(address).pathname.replace(/\/$/, '');
