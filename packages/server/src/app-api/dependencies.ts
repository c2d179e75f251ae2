import type { IdSource, PartnerId, Random, Secret, Timers } from '@sampan/primitives';
import type { Acquiring } from '#acquiring';
import type { BusinessClock, Connection, Reader, Writer } from '#database';
import type { ExchangeRecord } from '#exchanges';
import type { Notifier } from '#notification';
import type { PlatformKeys } from '#partner';
import type { Scenarios } from '#scenarios';
import type { SecretBox } from '#secrets';
import type { FileMaker, Shelf } from '#statement';
import type { Jobs } from './jobs.ts';
import type { WorldsOfApi } from './worlds.ts';

/** What the operations API stands on. */
export interface OperationsDependencies {
  readonly clock: BusinessClock;
  readonly ids: IdSource;
  readonly random: Random;
  readonly timers: Timers;
  /** Looks things up by their keys. */
  readonly reader: Reader;
  /** Writes single statements outside the money path. */
  readonly writer: Writer;
  /** For lists, which may be slow: they delay only each other. */
  readonly lists: Reader;
  readonly acquiring: Acquiring;
  readonly keys: PlatformKeys;
  /** Seals and opens partners' MD5 keys. */
  readonly secrets: SecretBox;
  readonly notifier: Pick<Notifier, 'readDeliveries' | 'resend' | 'runDue'>;
  /** The record of exchanges; none in production. */
  readonly record: ExchangeRecord | undefined;
  readonly jobs: Jobs;
  /** Of a sandbox. */
  readonly scenarios?: Scenarios | undefined;
  /** The files of all partners, and what can make them once more. */
  readonly files: {
    readonly shelf: Pick<Shelf, 'find' | 'open'>;
    readonly maker: Pick<FileMaker, 'sum'>;
  };
  /** A connection of one's own, for work that holds a transaction open. */
  readonly openConnection: () => Promise<Connection>;
  readonly access: Access;
  /** The figures of this installation in Prometheus' text format. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Those of a sandbox, or why there are none. */
  readonly worlds?: WorldsOfApi | string | undefined;
  /** Called with each new partner before the caller is answered. */
  readonly onPartner?: (id: PartnerId) => Promise<void>;
  /** Where partners reach the gateway, as soon as it is known. */
  readonly gatewayUrl: () => string;
  /** Called for internal errors, for the log; the caller learns only that there was one. */
  readonly onError: (error: unknown) => void;
}

/**
 * Access control. A sandbox needs no log-in, but must refuse requests that a web page makes a
 * browser send; otherwise the operator's token is required.
 */
export type Access =
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'token'; readonly token: Secret<string> };
