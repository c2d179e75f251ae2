/** The public port: what partners, buyers and their browsers reach. */
import type { Gateway } from '#gateway';
import { failureLog, type Log } from '#log';
import type { Metrics, Platform } from '#platform';
import { closeHttpPort, listenNear, openHttpPort, reachable } from '#ports';
import { publicApp } from '#public-app';
import type { SecretBox } from '#secrets';
import type { Opened } from '#shutdown';
import type { PublicSettings } from '#workers';
import { openFiles } from './files.ts';
import type { Machine } from './machine.ts';
import { openMachinePlatform } from './machine-platform.ts';

/** Sandboxes have worlds; production loads nothing of them. */
export type OpenWorlds = Awaited<ReturnType<typeof import('#worlds').worldsOpener>>;
export type Worlds = ReturnType<OpenWorlds>;

/** What a process has before it opens its ports. */
export interface Surroundings {
  readonly machine: Machine;
  readonly opened: Opened;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly openWorlds?: OpenWorlds | undefined;
}

export interface PublicServer {
  readonly port: number;
  readonly platform: Platform;
  readonly worlds?: Worlds | undefined;
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
  surroundings: Surroundings,
): Promise<PublicServer> {
  const { databaseUrl: url, host, publicHost } = settings;
  const { machine, opened, log, metrics, openWorlds } = surroundings;
  const platform = await openMachinePlatform({
    machine,
    database: { url, signal: opened.signal },
    secrets,
    lanes: lanesPerProcess,
    sandbox: settings.sandbox,
    record: settings.record,
    notification: settings.notification,
    onFailure: failureLog(log.about('gateway'), machine.timers),
    metrics,
  });
  opened.foundation('the database', () => platform.close());
  opened.entrance('notifications', () => platform.notifier.stop());
  // By default the port's own address, which is known once it listens and not before.
  let { publicUrl = '' } = settings;
  let address = '';
  const demoPage = settings.sandbox ? (await import('#sandbox')).demoPage : undefined;
  const common = { settings, demoPage, publicUrl: () => publicUrl };
  const worlds = openWorlds?.({ platform, ...common, address: () => address });
  const around = worlds && ((own: Gateway) => worlds.plain(own));
  const { shelf } = openFiles(platform, { url, dataFolder: settings.dataFolder }, opened);
  const app = await publicApp(platform, { ...common, shelf, log, metrics, around });
  worlds?.addTo(app, 'public');
  opened.entrance('the public port', () => closeHttpPort(app, platform.timers));
  const port = await listenNear(
    settings.port,
    (wanted) => openHttpPort(app, host, wanted),
    log.warn,
  );
  publicUrl ||= `http://${publicHost}:${port}`;
  address = `http://${reachable(host)}:${port}`;
  return { port, platform, worlds };
}
