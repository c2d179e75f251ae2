import type { Clock, IdSource, Random, Timers } from '@sampan/primitives';
import type { Acquiring } from '#acquiring';
import type { BusinessClock, Connection, Reader, Writer } from '#database';
import type { Notifier } from '#notification';
import type { PlatformKeys } from '#partner';
import type { SecretBox } from '#secrets';
import type {
  Approvals,
  SecondFactor,
  Staff,
  StaffLog,
  StaffSessions,
  StaffSignIn,
  StaffSignInOptions,
} from '#staff';
import type { Shelf } from '#statement';
import type { CookieSettings } from '../session-cookie.ts';

/** What the partner API stands on. */
export interface PortalDependencies {
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
  /** A connection of one's own, for a change that is one transaction. */
  readonly openConnection: () => Promise<Connection>;
  /** Seals and opens secrets. */
  readonly secrets: SecretBox;
  readonly acquiring: Acquiring;
  /** Tokens of known devices are authenticated with a key derived from the private key. */
  readonly keys: Pick<PlatformKeys, 'privateKey' | 'publicKey'>;
  readonly notifier: Pick<Notifier, 'readDeliveries' | 'resend'>;
  /** The files of partners on this host. */
  readonly shelf: Pick<Shelf, 'find' | 'open'>;
  /** Where the partner's programs reach the gateway. */
  readonly gatewayUrl: () => string;
  /** The address in codes. */
  readonly publicUrl: () => string;
  /** Whether the people may sign in without a second factor. */
  readonly sandbox: boolean;
  /** By default at the root, and over TLS only. */
  readonly cookies?: CookieSettings;
  /** Compares passwords; by default as they are stored. */
  readonly isHashOf?: StaffSignInOptions['isHashOf'];
  /** Called for internal errors, for the log; the caller learns only that there was one. */
  readonly onError: (error: unknown) => void;
}

/** What the routes share. */
export interface PortalWorld extends PortalDependencies {
  readonly machineClock: Clock;
  readonly cookies: CookieSettings;
  readonly sessions: StaffSessions;
  readonly signIn: StaffSignIn;
  readonly secondFactor: SecondFactor;
  readonly staff: Staff;
  readonly log: StaffLog;
  readonly approvals: Approvals;
}
