import type { Clock, Duration, IdSource, Random, Timers } from '@sampan/primitives';
import type { FrontPageOptions } from '#front-page';
import { httpTransport, type NotificationChoices, sandboxSettings } from '#notification';
import type { Metrics, Platform } from '#platform';
import { type PublicAppSettings, publicApp } from '#public-app';
import type { Opened } from '#shutdown';
import { Worlds, type WorldsOptions } from './worlds.ts';

/** What a server has before it opens its ports. */
export interface ServerParts
  extends Pick<
    WorldsOptions,
    'database' | 'secrets' | 'dataFolder' | 'record' | 'sftpLegacy' | 'log'
  > {
  readonly machine: {
    readonly clock: Clock;
    readonly timers: Timers;
    readonly random: Random;
    readonly ids: IdSource;
    readonly businessClock: WorldsOptions['businessClock'];
  };
  readonly notification: Partial<NotificationChoices>;
  readonly retention: { readonly worlds: Duration | undefined };
  readonly opened: Opened;
  readonly metrics: Pick<Metrics, 'onConnection'>;
}

/** World `main`, and the addresses of its public port. */
export interface MainWorld extends Pick<WorldsOptions, 'publicUrl' | 'address'> {
  readonly platform: Platform;
  readonly settings: PublicAppSettings;
  readonly demoPage: FrontPageOptions['demoPage'];
}

/** Opens the worlds beside `main`, once its platform is open; `opened` closes them. */
export const worldsOpener =
  ({ machine, opened, metrics, ...server }: ServerParts) =>
  ({ platform, settings, demoPage, ...main }: MainWorld): Worlds => {
    const { keys, directory } = platform;
    const worlds = new Worlds({
      ...{ ...machine, ...server, ...main, keys },
      isOfMain: async (id) => (await directory.find(id)) !== undefined,
      publicApp: (of, publicUrl, around) =>
        publicApp(of, { settings, demoPage, publicUrl, around, log: server.log }),
      keepFor: server.retention.worlds,
      transport: httpTransport(),
      notification: { ...sandboxSettings, ...server.notification },
      onConnection: metrics.onConnection,
      signal: opened.signal,
    });
    opened.foundation('worlds', () => worlds.close());
    opened.entrance('live streams of worlds', () => worlds.endStreams());
    return worlds;
  };
