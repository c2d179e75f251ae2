import {
  type IdSource,
  idSource,
  type Random,
  systemClock,
  systemRandom,
  systemTimers,
} from '@sampan/primitives';
import { Acquiring } from '#acquiring';
import { BusinessClock, type ConnectionOptions, connectLane, Reader } from '#database';
import { PartnerDirectory, type PlatformKeys, platformKeys } from '#partner';

/** What every role of the system stands on, over one database. */
export interface Platform {
  readonly clock: BusinessClock;
  readonly ids: IdSource;
  readonly random: Random;
  readonly reader: Reader;
  readonly directory: PartnerDirectory;
  readonly acquiring: Acquiring;
  readonly keys: PlatformKeys;
  /** For a connection of one's own: audits, scheduled jobs. */
  readonly connection: ConnectionOptions;
  close(): Promise<void>;
}

export interface PlatformOptions {
  readonly url: string;
  /** How many lanes this process has; each finds itself a number that no other living lane has. */
  readonly lanes: number;
  readonly clock?: BusinessClock;
  readonly onFailure?: (error: unknown) => void;
}

const lockTimeoutMs = 2_000;

/** Opens the connections and the lanes; the schema must be up to date. */
export async function openPlatform(options: PlatformOptions): Promise<Platform> {
  const { url, lanes, onFailure } = options;
  const clock = options.clock ?? new BusinessClock(systemClock);
  const ids = idSource(systemRandom);
  const reader = new Reader({ url, name: 'sampan reader' }, clock);
  const acquiring = new Acquiring({
    connect: () => connectLane({ url, name: 'sampan lane', lockTimeoutMs, byIndexOnly: true }),
    lanes: Array.from({ length: lanes }, (_, index) => index),
    clock,
    ids,
    timers: systemTimers,
    random: systemRandom,
    ...(onFailure && { onFailure }),
  });
  const { result: keys } = await reader.read(platformKeys);
  await acquiring.open();
  return {
    clock,
    ids,
    random: systemRandom,
    reader,
    directory: new PartnerDirectory(reader, systemTimers),
    acquiring,
    keys,
    connection: { url, name: 'sampan' },
    async close() {
      await acquiring.close();
      await reader.close();
    },
  };
}
