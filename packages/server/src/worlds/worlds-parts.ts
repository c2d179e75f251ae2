import type { Clock, IdSource, Random, Timers } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import type { BusinessClock } from '#database';
import type { DatabaseUrls } from '#installation';
import type { Log } from '#log';
import type { NotificationSettings, Transport } from '#notification';
import type { PlatformKeys } from '#partner';
import type { Platform } from '#platform';
import type { PublicParts } from '#public-app';
import type { SecretBox } from '#secrets';

/** What all worlds of a server share. */
export interface WorldsParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly ids: IdSource;
  /** Another one for each world. */
  readonly businessClock: () => BusinessClock;
  /** Those of world `main`, which is the database that they are found by. */
  readonly database: DatabaseUrls;
  readonly secrets: SecretBox;
  readonly keys: PlatformKeys;
  readonly dataFolder: string;
  readonly transport: Transport;
  readonly notification: NotificationSettings;
  /** Keeps the record of exchanges. */
  readonly record: boolean;
  /** Accepts SFTP programs that know nothing newer than SHA-1. */
  readonly sftpLegacy: boolean;
  /** Of the public port, as codes and as programs on this machine have it. */
  readonly publicUrl: () => string;
  readonly address: () => string;
  /** The app of a public port over a platform; `around` is given its gateway. */
  readonly publicApp: (
    platform: Platform,
    own: Required<Pick<PublicParts, 'publicUrl' | 'shelf' | 'around'>>,
  ) => Promise<FastifyInstance>;
  readonly onConnection: (name: string, change: 1 | -1) => void;
  readonly log: Log;
  /** Breaks every connection. */
  readonly signal: AbortSignal;
}
