import type { IdSource, Random, Timers } from '@sampan/primitives';
import { type Acquiring, createAcquiring } from '#acquiring';
import { WalletHints } from '#app-api';
import {
  asLane,
  type BusinessClock,
  type Connect,
  type Connection,
  type PipelineObserver,
  type Reader,
  usualHeartbeat,
  type Writer,
} from '#database';
import {
  createNotifier,
  type NotificationSettings,
  type Notifier,
  type Transport,
} from '#notification';
import { PartnerDirectory, type PlatformKeys, platformKeys } from '#partner';
import type { SecretBox } from '#secrets';
import { createFiles, type FileFolder, type Files, type FileWriter } from '#statement';
import { createJobs, type JobList, type JobOptions } from './jobs.ts';
import { openReaders, openWriters, type Readers, type Writers } from './readers.ts';

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
  readonly onFailure?: (error: unknown) => void;
  /** Called for the lanes' events, for metrics. */
  readonly observer?: PipelineObserver;
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
  /** Announces possibly changed wallets to every process. */
  readonly changes: WalletHints;
  readonly notifier: Notifier;
  /** A dedicated connection whose statements may be slow: for an operator's work, an audit. */
  openConnection(): Promise<Connection>;
  /** Partners' files, in a folder of this host. */
  files(options: FilesParts): Files;
  /** The jobs of this process. They open connections when they run. */
  jobs(files: JobFiles, options: JobOptions): JobList;
  close(): Promise<void>;
}

export interface FilesParts {
  /** A folder with nothing else in it. */
  readonly folder: string;
  /** In this process, or in a separate one. */
  readonly writer: (folder: FileFolder) => FileWriter;
}

type JobFiles = Parameters<typeof createJobs>[1];

const lockTimeoutMs = 2_000;

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
  const { connect, clock, timers, random, ids, secrets } = parts;
  const { onFailure = () => undefined } = parts;
  const readers = openReaders(connect, clock);
  const writers = openWriters(connect, clock);
  const directory = new PartnerDirectory(readers.gateway, timers, secrets);
  const changes = new WalletHints({ connect, timers, onError: onFailure });
  const prompt = { heartbeat: usualHeartbeat, byIndexOnly: true };
  const acquiring = createAcquiring({
    connect: () => asLane(connect({ ...prompt, name: 'sampan lane', lockTimeoutMs })),
    lanes: Array.from({ length: parts.lanes }, (_, index) => index),
    ...{ clock, ids, timers, random, onFailure },
    onWalletChange: changes.tell,
    onFacts: () => notifier.wake(),
    ...(parts.observer && { observer: parts.observer }),
  });
  const keys = parts.keys ?? (await storedKeys(readers.gateway, secrets));
  const notifier = createNotifier({
    connect: () => connect({ ...prompt, name: 'sampan notifier' }),
    reader: readers.gateway,
    lists: readers.lists,
    writer: writers.operations,
    ...{ clock, directory, keys, timers, onFailure },
    transport: parts.transport,
    settings: parts.notification,
  });
  const close = async (): Promise<void> => {
    try {
      await notifier.stop();
    } finally {
      await acquiring.close();
      await changes.close();
      await readers.close();
      await writers.close();
    }
  };
  const platform: Platform = {
    ...{ connect, clock, timers, random, ids, secrets, keys },
    ...{ readers, writers, directory, acquiring, changes, notifier },
    reader: readers.operations,
    writer: writers.operations,
    openConnection: () => connect({ name: 'sampan operations', patience: 'long' }),
    files: ({ folder, writer }) =>
      createFiles({
        ...{ folder, writer, timers },
        reader: readers.lists,
        openConnection: () => connect({ name: 'sampan files', patience: 'long' }),
      }),
    jobs: (files, options) => createJobs(platform, files, options),
    close,
  };
  try {
    await acquiring.open();
    await changes.open();
  } catch (error) {
    await close();
    throw error;
  }
  return platform;
}

async function storedKeys(reader: Reader, secrets: SecretBox): Promise<PlatformKeys> {
  return (await reader.read((connection) => platformKeys(connection, secrets))).result;
}
