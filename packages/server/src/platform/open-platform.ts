import {
  type IdSource,
  type PartnerId,
  type Random,
  seconds,
  settlesWithin,
  type Timers,
} from '@sampan/primitives';
import type { FileShelf } from '@sampan/sftp-server';
import {
  type Acquiring,
  acquiringWorkload,
  createAcquiring,
  readTrades,
  type Trade,
  type TradeKey,
} from '#acquiring';
import { WalletHints } from '#app-api';
import {
  asLane,
  type BusinessClock,
  type Connect,
  type Connection,
  Lookup,
  Pipeline,
  type PipelineObserver,
  type Reader,
  sharedConnections,
  usualHeartbeat,
  type Writer,
} from '#database';
import { ExchangeRecord, watchedShelf } from '#exchanges';
import { type OnPartnerRefusal, RefusalTally } from '#gateway';
import {
  createNotifier,
  type NotificationSettings,
  type Notifier,
  type Transport,
} from '#notification';
import { PartnerDirectory, type PlatformKeys, platformKeys } from '#partner';
import { Scenarios } from '#scenarios';
import type { SecretBox } from '#secrets';
import { type Settling, settlingBatchMax, settlingWorkload } from '#settlement';
import { createFiles, type FileFolder, type Files, type FileWriter } from '#statement';
import { createJobs, type JobList, type JobOptions } from './jobs.ts';
import { follower, leaderOf, onlyOne } from './leader.postgres.ts';
import { lookupsAtOnce, openReaders, openWriters, type Readers, type Writers } from './readers.ts';
import { type SchedulerOptions, startScheduler } from './scheduler.ts';

/** The injected parts of a system; it takes nothing else from the machine. */
export interface PlatformParts {
  /** Opens all connections of the platform: a test may use a proxy, or watch. */
  readonly connect: Connect;
  readonly clock: BusinessClock;
  readonly timers: Timers;
  readonly random: Random;
  readonly ids: IdSource;
  /** Opens sealed values of the database. */
  readonly secrets: SecretBox;
  /** By default those in the database. */
  readonly keys?: PlatformKeys;
  /** Number of lanes of this process; each claims a lane number that no other living lane has. */
  readonly lanes: number;
  /** Transport of notifications. */
  readonly transport: Transport;
  readonly notification: NotificationSettings;
  /** Keeps a record of exchanges, as a sandbox does. */
  readonly recordsExchanges?: boolean;
  /** Whether scenarios may pretend: in a sandbox. */
  readonly pretends?: boolean;
  readonly onFailure?: (error: unknown) => void;
  /** Called for the lanes' events, for metrics. */
  readonly observer?: PipelineObserver;
  /**
   * No other process serves this database: nothing is heard from others, no leader is elected, and readers
   * share a connection, so that the system holds few.
   */
  readonly alone?: boolean;
}

/** The parts that every role uses, over one database. */
export interface Platform
  extends Pick<PlatformParts, 'connect' | 'clock' | 'timers' | 'random' | 'ids' | 'secrets'> {
  readonly keys: PlatformKeys;
  /** Read connections by purpose. */
  readonly readers: Readers;
  /** `readers.operations`, for operators and jobs. */
  readonly reader: Reader;
  /** Connections for writes outside the money path, by purpose. */
  readonly writers: Writers;
  /** `writers.operations`. */
  readonly writer: Writer;
  readonly directory: PartnerDirectory;
  readonly acquiring: Acquiring;
  /** Partners' queries. */
  readonly trades: Lookup<TradeKey, Trade | undefined>;
  /** Announces possibly changed wallets to every process. */
  readonly changes: WalletHints;
  readonly notifier: Notifier;
  /** The record of exchanges; none in production. */
  readonly record: ExchangeRecord | undefined;
  /** Counts refused requests, for their partner. */
  readonly onPartnerRefusal: OnPartnerRefusal;
  /** What a sandbox pretends. */
  readonly scenarios: Scenarios | undefined;
  /** A dedicated connection whose statements may be slow: for an operator's work, an audit. */
  openConnection(): Promise<Connection>;
  /** Partners' files, in a folder of this host. */
  files(options: FilesParts): SharedFiles;
  /** The jobs of this process. They open connections when they run. */
  jobs(files: JobFiles, options: JobOptions): JobList;
  /** Runs the jobs when they are due, until the returned function is called. */
  startJobs(jobs: JobList, options: StartOptions): () => Promise<void>;
  /** A pipeline for one settlement run, with one lane over that connection. */
  openSettling(connectLane: () => Promise<Connection>): Settling;
  close(): Promise<void>;
}

export interface FilesParts {
  /** A folder with nothing else in it. */
  readonly folder: string;
  /** In this process, or in a separate one. */
  readonly writer: (folder: FileFolder) => FileWriter;
}

export interface SharedFiles extends Files {
  /** The shelf from which partners fetch: a sandbox records what they do. */
  readonly shared: FileShelf<PartnerId>;
}

export interface StartOptions extends Pick<SchedulerOptions, 'log' | 'onFailure'> {
  /** May lead, and delivers notifications. Other processes only run the jobs of every process. */
  readonly isWorker: boolean;
}

type JobFiles = Parameters<typeof createJobs>[1];

const lockTimeoutMs = 2_000;

/** How long closing waits for the last exchanges of the record, and for the last refusals. */
const recordMax = seconds(2);

/**
 * Opens the connections and the lanes; the schema must be up to date.
 *
 * ```ts
 * const platform = await openPlatform({ connect: connectTo({ url }), clock, timers, … });
 * await platform.acquiring.pay(payment);
 * await platform.close();
 * ```
 */
export async function openPlatform(parts: PlatformParts): Promise<Platform> {
  const { clock, timers, random, ids, secrets, alone = false } = parts;
  const { onFailure = () => undefined } = parts;
  const connect = alone ? sharedConnections(parts.connect) : parts.connect;
  const readers = openReaders(connect, clock);
  const writers = openWriters(connect, clock);
  const directory = new PartnerDirectory(readers.gateway, timers, secrets);
  const changes = new WalletHints({ connect, timers, alone, onError: onFailure });
  const prompt = { heartbeat: usualHeartbeat, byIndexOnly: true };
  const payments = acquiringWorkload({
    ...{ clock, ids },
    onWalletChange: changes.tell,
    onFacts: () => notifier.wake(),
  });
  const pipeline = new Pipeline(payments, {
    connect: () => asLane(connect({ ...prompt, name: 'sampan lane', lockTimeoutMs })),
    lanes: Array.from({ length: parts.lanes }, (_, index) => index),
    ...{ timers, random, onFailure },
    ...(parts.observer && { observer: parts.observer }),
  });
  const acquiring = createAcquiring(pipeline);
  const trades = new Lookup<TradeKey, Trade | undefined>({
    reader: readers.lookups,
    readAll: readTrades,
    underwayMax: lookupsAtOnce,
  });
  const keys = parts.keys ?? (await storedKeys(readers.gateway, secrets));
  const record = parts.recordsExchanges
    ? new ExchangeRecord({ writer: writers.exchanges, directory, timers, random, onFailure })
    : undefined;
  const scenarios = parts.pretends
    ? new Scenarios({
        reader: readers.gateway,
        writer: writers.gateway,
        ...{ clock, timers, random, trades, onFailure },
      })
    : undefined;
  const tally = new RefusalTally({ writer: writers.gateway, clock, timers, onFailure });
  const notifier = createNotifier({
    connect: () => connect({ ...prompt, name: 'sampan notifier' }),
    reader: readers.gateway,
    lists: readers.lists,
    writer: writers.operations,
    ...{ clock, directory, keys, timers, onFailure },
    transport: scenarios?.around(parts.transport) ?? parts.transport,
    settings: parts.notification,
    onSent: record?.onSent,
  });
  const close = async (): Promise<void> => {
    try {
      await notifier.stop();
    } finally {
      await pipeline.close();
      await changes.close();
      await settlesWithin(recordMax, tally.flush(), timers);
      if (record) await settlesWithin(recordMax, record.flush(), timers);
      await readers.close();
      await writers.close();
    }
  };
  const platform: Platform = {
    ...{ connect, clock, timers, random, ids, secrets, keys },
    ...{ readers, writers, directory, acquiring, trades, changes, notifier, record, scenarios },
    onPartnerRefusal: tally.onPartnerRefusal,
    reader: readers.operations,
    writer: writers.operations,
    openConnection: () => connect({ name: 'sampan operations', patience: 'long' }),
    files({ folder, writer }) {
      const files = createFiles({
        ...{ folder, writer, timers },
        reader: readers.lists,
        openConnection: () => connect({ name: 'sampan files', patience: 'long' }),
      });
      const { shelf } = files;
      const watching = record && { clock, timers, onDownload: record.onDownload };
      return { ...files, shared: watching ? watchedShelf(shelf, watching) : shelf };
    },
    jobs: (files, options) => createJobs(platform, files, options),
    startJobs: (jobs, { isWorker, ...reports }) =>
      startScheduler({
        ...{ jobs, timers, ...reports },
        leader: isWorker ? (alone ? onlyOne : leaderOf({ connect, clock })) : follower,
        notifier: isWorker ? notifier : undefined,
      }),
    openSettling: (connectLane) => settlingPipeline(parts, connectLane),
    close,
  };
  try {
    await pipeline.open();
    await changes.open();
  } catch (error) {
    await close();
    throw error;
  }
  return platform;
}

const settlingPipeline = (
  { clock, ids, timers, random }: PlatformParts,
  connect: () => Promise<Connection>,
): Settling =>
  new Pipeline(settlingWorkload({ clock, ids }), {
    ...{ connect, timers, random },
    lanes: [0],
    batchMax: settlingBatchMax,
  });

async function storedKeys(reader: Reader, secrets: SecretBox): Promise<PlatformKeys> {
  return (await reader.read((connection) => platformKeys(connection, secrets))).result;
}
