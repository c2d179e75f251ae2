import type { IdSource, Random, Secret, Timers } from '@sampan/primitives';
import type { Acquiring } from '#acquiring';
import type { BusinessClock, Reader, Writer } from '#database';
import type { PlatformKeys } from '#partner';
import type { OneTimeCodes, Passkeys, Sessions, SignIn, SignInOptions } from '#wallet';
import type { CookieSettings } from '../session-cookie.ts';
import type { LiveUpdates, WalletChanges } from './live-updates.ts';

/** How a person proves to have a phone number. */
export interface SignUpSettings {
  /** A sandbox shows each code in the reply. */
  readonly showsCodes: boolean;
  /** Hands a code to what sends messages; rejects when that has not taken it. */
  readonly send?: (phone: string, code: Secret<string>) => Promise<void>;
}

/** What the buyer's API stands on. */
export interface BuyerDependencies {
  readonly clock: BusinessClock;
  readonly ids: IdSource;
  readonly random: Random;
  readonly timers: Timers;
  /** Looks things up by their keys. */
  readonly reader: Reader;
  /** Writes single statements outside the money path. */
  readonly writer: Writer;
  /** For histories, which may be slow. */
  readonly pages: Reader;
  readonly acquiring: Acquiring;
  /** Who says that a wallet may have changed; without it, streams look every 15 seconds. */
  readonly changes?: WalletChanges;
  /** For sessions of web pages; by default at the root, and over TLS only. */
  readonly cookies?: CookieSettings;
  /** Number of PINs checked at once, for sign-in and for payments each. */
  readonly checksAtOnce?: number;
  /** Tokens of known devices are authenticated with a key derived from the private key. */
  readonly keys: Pick<PlatformKeys, 'privateKey'>;
  /** Called for each live stream that opens (1) and ends (-1), for metrics. */
  readonly onStream?: (change: 1 | -1) => void;
  /** Compares PINs; by default as they are stored. */
  readonly isHashOf?: SignInOptions['isHashOf'];
  /** Whether buyers may open wallets by themselves; absent: they may not, nor choose another PIN. */
  readonly signUp?: SignUpSettings | undefined;
  /** A sandbox settles top-ups and withdrawals itself; elsewhere an operator does. */
  readonly settlesAtOnce?: boolean;
  /** The address of the pages, for passkeys; absent in a sandbox, which is reached by several. */
  readonly webAddress?: () => string;
  /** Called for internal errors, for the log; the caller learns only that there was one. */
  readonly onError: (error: unknown) => void;
}

/** What the routes share. */
export interface BuyerWorld extends BuyerDependencies {
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly oneTimeCodes: OneTimeCodes;
  readonly passkeys: Passkeys;
  readonly live: LiveUpdates;
}
