import { createHash } from 'node:crypto';
import {
  assert,
  before,
  days,
  hashSecret,
  type Instant,
  isHashOf,
  nobodysSecret,
  type Random,
  type Secret,
  type WalletId,
} from '@sampan/primitives';
import type { Connection, Reader } from '#database';
import { loginForms, usualLogin } from './login-forms.ts';
import { type NewSession, openSession } from './session.postgres.ts';
import {
  forgetNobodys,
  forgive,
  readByLogin,
  readPin,
  recordTry,
  triesMax,
  writePin,
} from './sign-in.postgres.ts';
import { Turnstile } from './turnstile.ts';
import type { Wallet } from './wallet.ts';

export type PinOutcome =
  | { readonly outcome: 'right' }
  | {
      readonly outcome: 'wrong';
      readonly triesLeft: number;
      /** Set when this was one wrong try too many. */
      readonly lockedUntil: Instant | undefined;
    }
  | { readonly outcome: 'locked'; readonly until: Instant; readonly now: Instant };

export type SignInOutcome =
  | { readonly outcome: 'signed-in'; readonly wallet: Wallet; readonly session: NewSession }
  | Exclude<PinOutcome, { readonly outcome: 'right' }>;

export interface SignInOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly random: Random;
  /** How many PINs are checked at once for those who sign in, and as many for those who pay. */
  readonly checksAtOnce?: number;
}

/** How many may wait for their PIN to be checked; at 25 checks a second, some seconds. */
const waitingMax = 100;

/**
 * Lets buyers in, and checks the PIN whenever one is asked for. Wrong PINs count in one place,
 * whether they were typed to sign in or to pay, in whichever process: after five in a row the wallet
 * takes none for 15 minutes, and twice as long after each further one. A login that nobody has is
 * treated the same in every way, so that nobody can find out which numbers have a wallet.
 *
 * Checking is made dear on purpose. Those who sign in, which anybody may try, and those who pay wait
 * in different lines, so that no flood of the first holds up the second.
 */
export class SignIn {
  readonly #reader: Pick<Reader, 'read'>;
  readonly #random: Random;
  readonly #door: Turnstile;
  readonly #till: Turnstile;

  constructor({ reader, random, checksAtOnce = 1 }: SignInOptions) {
    this.#reader = reader;
    this.#random = random;
    this.#door = new Turnstile({ atOnce: checksAtOnce, waitingMax });
    this.#till = new Turnstile({ atOnce: checksAtOnce, waitingMax });
  }

  /** Opens a session for whoever knows the login and its PIN. */
  signIn(login: string, pin: Secret<string>): Promise<SignInOutcome> {
    return this.#door.pass(async () => {
      const logins = loginForms(login);
      const { result: claimed, now } = await this.#reader.read((connection) =>
        readByLogin(connection, logins),
      );
      const { wallet } = claimed;
      const subject = wallet ? triesOf(wallet.id) : triesOfNobody(login);
      const checked = await this.#check(subject, claimed.pin, pin, now);
      if (checked.outcome !== 'right') return checked;
      assert(wallet, 'a PIN belongs to a wallet');
      const { result: session } = await this.#reader.read((connection) =>
        openSession(connection, wallet.id, now, this.#random),
      );
      return { outcome: 'signed-in', wallet, session };
    });
  }

  /** Whether a buyer who is signed in has typed the PIN of the wallet. */
  checkPin(walletId: WalletId, pin: Secret<string>): Promise<PinOutcome> {
    return this.#till.pass(async () => {
      const { result: stored, now } = await this.#reader.read((connection) =>
        readPin(connection, walletId),
      );
      return this.#check(triesOf(walletId), stored, pin, now);
    });
  }

  async #check(
    subject: string,
    stored: string | undefined,
    pin: Secret<string>,
    now: Instant,
  ): Promise<PinOutcome> {
    const { result: counted } = await this.#reader.read(async (connection) => {
      const [tried] = await Promise.all([
        recordTry(connection, subject, now),
        forgetNobodys(connection, before(now, days(2))),
      ]);
      return tried;
    });
    if (counted.outcome === 'locked') return { ...counted, now };
    const fits = await isHashOf(pin, stored ?? nobodysSecret);
    if (!fits || stored === undefined) {
      const { tries, lockedUntil } = counted;
      return { outcome: 'wrong', triesLeft: Math.max(0, triesMax - tries), lockedUntil };
    }
    await this.#reader.read((connection) => forgive(connection, subject));
    return { outcome: 'right' };
  }
}

/** Gives the wallet a PIN. Its devices are signed out: whoever has set the PIN signs in again. */
export async function setPin(
  connection: Connection,
  walletId: WalletId,
  pin: Secret<string>,
  now: Instant,
  random: Random,
): Promise<void> {
  const hashed = await hashSecret(pin, random);
  await writePin(connection, { walletId, pin: hashed, subject: triesOf(walletId), now });
}

const triesOf = (walletId: WalletId): string => `wallet/${walletId}`;

/**
 * By digest: what people type by mistake, a PIN perhaps, is not to be read in a table. Of the usual
 * form: another spelling of the same number has no tries of its own, as with a wallet.
 */
const triesOfNobody = (login: string): string =>
  `nobody/${createHash('sha256').update(usualLogin(login), 'utf8').digest('base64url')}`;
