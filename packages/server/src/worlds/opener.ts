import type { Clock, Duration, IdSource, Random, Timers } from '@sampan/primitives';
import { connectTo } from '#database';
import type { FrontPageOptions } from '#front-page';
import { httpTransport, type NotificationChoices, sandboxSettings } from '#notification';
import type { Metrics, Platform } from '#platform';
import { type PublicAppSettings, publicApp } from '#public-app';
import type { Opened } from '#shutdown';
import { OwnerDesk } from './owner-desk.ts';
import { cloneNew } from './spares.ts';
import { copyMain, namePrefix } from './template.ts';
import { Worlds, type WorldsOptions } from './worlds.ts';

/** What a server has before it opens its ports. */
export interface ServerParts
  extends Pick<WorldsOptions, 'database' | 'dataFolder' | 'record' | 'sftpLegacy' | 'log'> {
  readonly machine: {
    readonly clock: Clock;
    readonly timers: Timers;
    readonly random: Random;
    readonly ids: IdSource;
    readonly businessClock: WorldsOptions['businessClock'];
  };
  readonly notification: Partial<NotificationChoices>;
  /** Given at the first start on a new database. */
  readonly firstKeys?: unknown;
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

/**
 * Opens the worlds beside `main`, once its platform is open; `opened` closes them. A first start has to call it
 * before: it copies the database of `main`, which is all that a world begins with, before anybody uses it.
 */
export async function worldsOpener({ machine, opened, metrics, ...server }: ServerParts) {
  const { signal } = opened;
  const { onConnection } = metrics;
  const connect = connectTo({ url: server.database.ownerUrl, signal, onConnection });
  const desk = new OwnerDesk(
    () => connect({ name: 'sampan worlds', patience: 'long' }),
    machine.timers,
  );
  const isNew = server.firstKeys !== undefined;
  const { database } = server;
  // Without it one is made when the first world is wanted, or shows the failure again.
  const template = isNew
    ? await copyMain({ ...machine, database, desk }).catch(() => undefined)
    : undefined;
  const cloned =
    template === undefined
      ? undefined
      : cloneNew({ ...machine, desk, prefix: namePrefix(database) }, template);
  cloned?.catch(() => undefined);
  opened.foundation('the first spare', async () => cloned?.catch(() => undefined));

  return ({ platform, settings, demoPage, ...main }: MainWorld): Worlds => {
    const { keys, directory, secrets } = platform;
    const worlds = new Worlds({
      ...{ ...machine, ...server, ...main, keys, secrets, desk, cloned, onConnection, signal },
      isOfMain: async (id) => (await directory.find(id)) !== undefined,
      publicApp: (of, own) => publicApp(of, { settings, demoPage, ...own, log: server.log }),
      keepFor: server.retention.worlds,
      transport: httpTransport(),
      notification: { ...sandboxSettings, ...server.notification },
    });
    opened.foundation('worlds', () => worlds.close());
    opened.entrance('live streams of worlds', () => worlds.endStreams());
    return worlds;
  };
}
