import {
  type Duration,
  type IdSource,
  idSource,
  type Random,
  systemRandom,
  systemTimers,
} from '@sampan/primitives';
import { type Acquiring, createAcquiring } from '#acquiring';
import { WalletHints } from '#app-api';
import {
  type BusinessClock,
  type ConnectionOptions,
  connect,
  connectLane,
  type Reader,
  type SilenceLimit,
  usualHeartbeat,
} from '#database';
import {
  createNotifier,
  type NotificationChoices,
  type Notifier,
  productionSettings,
  sandboxSettings,
} from '#notification';
import { PartnerDirectory, type PlatformKeys, platformKeys } from '#partner';
import type { SecretBox } from '#secrets';
import { machineClock } from './machine-clock.ts';
import { openReaders, type Readers } from './readers.ts';

/** What every role of the system stands on, over one database. */
export interface Platform {
  readonly clock: BusinessClock;
  readonly ids: IdSource;
  readonly random: Random;
  /** Who reads over which connections. */
  readonly readers: Readers;
  /** `readers.operations`, for operators and jobs. */
  readonly reader: Reader;
  readonly directory: PartnerDirectory;
  readonly acquiring: Acquiring;
  readonly keys: PlatformKeys;
  readonly secrets: SecretBox;
  /** Says which wallets may look different, to every process. */
  readonly changes: WalletHints;
  readonly notifier: Notifier;
  /** For a connection of one's own: audits, scheduled jobs. */
  readonly connection: ConnectionOptions;
  close(): Promise<void>;
}

export interface PlatformOptions {
  /** Opens what is sealed in the database. */
  readonly secrets: SecretBox;
  readonly url: string;
  /** How many lanes this process has; each finds itself a number that no other living lane has. */
  readonly lanes: number;
  readonly sandbox: boolean;
  /** What the operator has decided; the rest is as the mode has it. */
  readonly notification?: Partial<NotificationChoices>;
  readonly clock?: BusinessClock;
  readonly onFailure?: (error: unknown) => void;
  /** Breaks all connections. */
  readonly signal?: AbortSignal;
  /** When the database counts as lost; by default after 8 seconds. */
  readonly silence?: SilenceLimit;
  readonly heartbeat?: Duration;
}

const lockTimeoutMs = 2_000;

/** Opens the connections and the lanes; the schema must be up to date. */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { url, lanes, sandbox, notification, secrets, onFailure = () => undefined } = options;
  const { signal, silence, heartbeat } = options;
  const clock = options.clock ?? machineClock();
  const ids = idSource(systemRandom);
  const connection = {
    url,
    name: 'sampan',
    ...(signal && { signal }),
    ...(silence && { silence }),
  };
  const prompt = { ...connection, heartbeat: heartbeat ?? usualHeartbeat };
  const readers = openReaders(prompt, clock);
  const directory = new PartnerDirectory(readers.gateway, systemTimers, secrets);
  const timers = systemTimers;
  const changes = new WalletHints({ connection: prompt, timers, onError: onFailure });
  const acquiring = createAcquiring({
    connect: () =>
      connectLane({ ...prompt, name: 'sampan lane', lockTimeoutMs, byIndexOnly: true }),
    lanes: Array.from({ length: lanes }, (_, index) => index),
    clock,
    ids,
    timers,
    random: systemRandom,
    onWalletChange: changes.tell,
    onFacts: () => notifier.wake(),
    onFailure,
  });
  const { result: keys } = await readers.gateway.read((own) => platformKeys(own, secrets));
  const notifier = createNotifier({
    connect: () => connect({ ...prompt, name: 'sampan notifier', byIndexOnly: true }),
    reader: readers.gateway,
    lists: readers.lists,
    clock,
    directory,
    keys,
    timers,
    settings: { ...(sandbox ? sandboxSettings : productionSettings), ...notification },
    onFailure,
  });
  await acquiring.open();
  await changes.open();
  return {
    clock,
    ids,
    random: systemRandom,
    readers,
    reader: readers.operations,
    directory,
    acquiring,
    keys,
    secrets,
    changes,
    notifier,
    connection,
    async close() {
      try {
        await notifier.stop();
      } finally {
        await acquiring.close();
        await changes.close();
        await readers.close();
      }
    },
  };
}
