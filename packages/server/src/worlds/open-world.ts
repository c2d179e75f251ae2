/** One world, opened: a whole system over its own database, with the apps that serve it. */
import { join } from 'node:path';
import { after, days, elapsed, type Instant, instant, type PartnerId } from '@sampan/primitives';
import type { FileShelf } from '@sampan/sftp-server';
import type { FastifyInstance } from 'fastify';
import { connectTo, migrate } from '#database';
import type { Gateway } from '#gateway';
import { type DatabaseUrls, serverRoleOf } from '#installation';
import { failureLog } from '#log';
import { readBacklog } from '#notification';
import { openPlatform, type Platform } from '#platform';
import { LogIn } from '#sftp';
import { createFileWriter } from '#statement';
import { databaseOf } from './databases.postgres.ts';
import { worldApps } from './world-apps.ts';
import type { WorldsParts } from './worlds-parts.ts';

/** How its log lines name it, and where its database is. */
export interface WorldPlace {
  readonly name: string;
  readonly urls: DatabaseUrls;
}

export interface WorldToOpen extends WorldPlace {
  /** It was made by an older program. */
  readonly isOld: boolean;
  readonly onPartner: (id: PartnerId) => Promise<void>;
}

export interface OpenedWorld {
  readonly platform: Platform;
  readonly logIn: LogIn;
  readonly shelf: FileShelf<PartnerId>;
  /** The apps of its two ports, made when they are first needed. */
  app(): Promise<FastifyInstance>;
  operations(): Promise<FastifyInstance>;
  readonly gateway: Gateway;
  /** When it has work to do next, by the machine's clock. */
  nextWork(): Promise<Instant | undefined>;
  /** Ends live streams and refuses new requests; `close` does the rest. */
  endStreams(): Promise<void>;
  close(): Promise<void>;
}

/** Nothing is removed from a world by its age: it goes as a whole. */
const forever = { codes: undefined, deliveries: undefined, orders: undefined, files: undefined };

/** A wake-up later than this is looked for again by then. */
const lookAhead = days(2);

/** Where a world keeps the files of its partners. */
export const folderOf = (dataFolder: string, database: string): string =>
  join(dataFolder, 'worlds', database);

const purpose = 'sampan world';

/** The system of a world, without jobs and without ports. */
function openWorldPlatform(parts: WorldsParts, { name, urls }: WorldPlace) {
  const { timers, random, ids, secrets, keys, signal, transport, notification } = parts;
  const onFailure = failureLog(parts.log.about(`world ${name}`), timers);
  const onConnection = (_name: string, change: 1 | -1) => parts.onConnection(purpose, change);
  return openPlatform({
    connect: connectTo({ url: urls.url, signal, onConnection }),
    clock: parts.businessClock(),
    ...{ timers, random, ids, secrets, keys, transport, notification, onFailure },
    lanes: 1,
    alone: true,
    recordsExchanges: parts.record,
    pretends: true,
  });
}

/** As the owner of a world's database. */
export const connectWorldOwner = ({ signal, onConnection }: WorldsParts, { urls }: WorldPlace) =>
  connectTo({
    url: urls.ownerUrl,
    signal,
    onConnection: (_name, change) => onConnection(purpose, change),
  });

export async function openWorld(parts: WorldsParts, world: WorldToOpen): Promise<OpenedWorld> {
  const { name, urls, isOld } = world;
  const { clock, timers, signal, sftpLegacy: legacy } = parts;
  const log = parts.log.about(`world ${name}`);
  const onFailure = failureLog(log, timers);
  if (isOld) await migrate(urls.ownerUrl, serverRoleOf(urls), signal);
  const platform = await openWorldPlatform(parts, world);
  const { reader } = platform;
  const files = platform.files({
    folder: folderOf(parts.dataFolder, databaseOf(urls)),
    writer: (folder) =>
      createFileWriter({ connection: { url: urls.url, name: 'sampan files', signal }, folder }),
  });
  const connectOwner = connectWorldOwner(parts, world);
  const jobs = platform.jobs(files, { retention: forever, connectOwner });
  const stopJobs = platform.startJobs(jobs, { isWorker: true, log: log.warn, onFailure });
  const apps = worldApps(parts, world, { platform, jobs, files, onFailure });
  return {
    ...apps,
    platform,
    logIn: new LogIn({ reader, timers, openToAll: true, legacy }),
    shelf: files.shared,
    async nextWork() {
      const { result, now } = await reader.read((connection) =>
        readBacklog(connection, platform.clock.now()),
      );
      const dated = await jobs.nextDue(after(now, lookAhead));
      const due = [result.plannedAt, dated].filter((at) => at !== undefined);
      if (due.length === 0) return undefined;
      return after(clock.now(), elapsed(now, instant(Math.min(...due))));
    },
    async close() {
      await stopJobs().catch(onFailure);
      await apps.endStreams().catch(onFailure);
      await platform.close();
    },
  };
}
