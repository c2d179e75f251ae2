import { connectTo, type Database } from '#database';
import {
  httpTransport,
  type NotificationChoices,
  productionSettings,
  sandboxSettings,
} from '#notification';
import { type Metrics, openPlatform, type Platform } from '#platform';
import type { SecretBox } from '#secrets';
import type { Machine } from './machine.ts';

export interface MachinePlatformOptions {
  readonly machine: Machine;
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly lanes: number;
  readonly sandbox: boolean;
  readonly record: boolean;
  /** What the operator has decided; the rest is as the mode has it. */
  readonly notification: Partial<NotificationChoices>;
  readonly onFailure: (error: unknown) => void;
  /** Counts what the platform does. */
  readonly metrics: Metrics;
}

/** Opens the platform with this machine's time, timers and chance, over real connections. */
export async function openMachinePlatform(options: MachinePlatformOptions): Promise<Platform> {
  const { machine, database, secrets, lanes, sandbox, notification, onFailure, metrics } = options;
  const { onConnection, observer } = metrics;
  const platform = await openPlatform({
    connect: connectTo({ ...database, onConnection }),
    clock: machine.businessClock(),
    timers: machine.timers,
    random: machine.random,
    ids: machine.ids,
    transport: httpTransport(),
    pretends: sandbox,
    notification: { ...(sandbox ? sandboxSettings : productionSettings), ...notification },
    recordsExchanges: options.record,
    ...{ secrets, lanes, onFailure, observer },
  });
  metrics.watch(platform);
  return platform;
}
