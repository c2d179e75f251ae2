import { createHash } from 'node:crypto';
import {
  assert,
  type Instant,
  type Random,
  required,
  type Secret,
  type WalletId,
} from '@sampan/primitives';
import { hashSecret, isHashOf, nobodysSecret } from '@sampan/primitives/node';
import { delayOfSource, FairQueue, KnownDevices, RecentSubjects, StrangerLimits } from '#sign-in';
import { usualLogin } from './login-forms.ts';
import type { NewSession, SessionHash } from './session.postgres.ts';
import {
  type CountedSignIn,
  SignInStore,
  type SignInStoreOptions,
  type TriedBy,
} from './sign-in-store.ts';
import type { Wallet } from './wallet.ts';
import type { WalletEventKind } from './wallet-events.ts';

export type PinOutcome =
  | { readonly outcome: 'right' }
  | {
      readonly outcome: 'wrong';
      readonly triesLeft: number;
      /** Set when this wrong try reached the limit. */
      readonly lockedUntil: Instant | undefined;
    }
  | { readonly outcome: 'locked'; readonly until: Instant; readonly now: Instant }
  /** The queue of PIN checks is full; nothing was counted. */
  | { readonly outcome: 'busy' };

export interface SignedIn {
  readonly outcome: 'signed-in';
  readonly wallet: Wallet;
  readonly session: NewSession;
  /** Token that identifies the device at its next sign-in. */
  readonly device: Secret<string>;
}

export type SignInOutcome =
  | SignedIn
  | { readonly outcome: 'wrong' }
  /** Of this number from this source, or of this number by all unknown devices. */
  | { readonly outcome: 'locked'; readonly until: Instant; readonly now: Instant }
  /** Too many wrong tries from this address, over all numbers. */
  | { readonly outcome: 'address-spent'; readonly until: Instant; readonly now: Instant }
  | { readonly outcome: 'busy' };

/** The buyer who changes the PIN, on a device that is signed in. */
export interface Changing {
  readonly walletId: WalletId;
  readonly login: string;
  readonly session: SessionHash;
}

export type PinChange =
  | Exclude<PinOutcome, { readonly outcome: 'right' }>
  | {
      readonly outcome: 'changed';
      /** Token that identifies the device at its next sign-in. */
      readonly device: Secret<string>;
    };

export interface SignInRequest {
  readonly login: string;
  readonly pin: Secret<string>;
  /** As counted: an IPv4 address or an IPv6 /64. */
  readonly address: string;
  /** Token from an earlier sign-in of this device. */
  readonly device?: Secret<string> | undefined;
  /** The device in a few words, for the list of sessions. */
  readonly deviceName?: string;
}

export interface SignInOptions extends SignInStoreOptions {
  /** Shared by all processes; device tokens are derived from it. */
  readonly secret: Secret<string>;
  /** Concurrent PIN checks for sign-in, and as many for payments. */
  readonly checksAtOnce?: number;
  /** Compares a PIN with its hash, which takes a core for 40 ms. */
  readonly isHashOf?: typeof isHashOf | undefined;
}

/** At 25 checks per second the last one waits about five seconds, and 0.3 s behind its own lane. */
const waitingMax = { waitingMax: 128, waitingPerLaneMax: 8 } as const;

const lockedMax = 50_000;

/** The state of one sign-in attempt. */
interface Entry extends TriedBy {
  readonly request: SignInRequest;
}

/**
 * Signs buyers in, and checks the PIN when it is required. Cheap checks come first: an address over
 * its limit is refused from memory, without a database read or a hash. Then the try is counted,
 * then the PIN is checked, in a queue that is fair between addresses.
 * Unknown devices have a few tries at a number, per address and over all addresses; known devices
 * and paying wallets have their own counts, which others cannot use up. A number without a wallet
 * behaves the same in every way, so that its absence is not revealed.
 */
export class SignIn {
  readonly #clock: SignInOptions['clock'];
  readonly #store: SignInStore;
  readonly #random: Random;
  readonly #isHashOf: typeof isHashOf;
  readonly #devices: KnownDevices;
  readonly #strangers = new StrangerLimits();
  /** When unknown devices may try a number again; cached to avoid database reads. */
  readonly #locked = new RecentSubjects<Instant>(lockedMax);
  readonly #door: FairQueue;
  readonly #till: FairQueue;

  constructor(options: SignInOptions) {
    this.#clock = options.clock;
    this.#store = new SignInStore(options);
    this.#random = options.random;
    this.#isHashOf = options.isHashOf ?? isHashOf;
    this.#devices = new KnownDevices(options.secret, options.random);
    const atOnce = options.checksAtOnce ?? 1;
    this.#door = new FairQueue({ atOnce, ...waitingMax });
    this.#till = new FairQueue({ atOnce, ...waitingMax });
  }

  /** Opens a session for the login's wallet if the PIN is right. */
  async signIn(request: SignInRequest): Promise<SignInOutcome> {
    const now = this.#clock.now();
    const number = digestOf(request.login);
    const device = request.device && this.#devices.read(request.device, number, now);
    const entry = { request, number, device };
    const refused = this.#refusalOf(entry, now);
    if (refused) return refused;
    // By number: an attacker with one number could otherwise register many devices, one per
    // sign-in.
    const leave = await this.#door.enter(device ? `device/${number}` : request.address);
    if (!leave) return { outcome: 'busy' };
    try {
      return await this.#enter(entry);
    } finally {
      leave();
    }
  }

  /** Whether a signed-in buyer has entered the wallet's PIN. */
  async checkPin(walletId: WalletId, pin: Secret<string>): Promise<PinOutcome> {
    const leave = await this.#till.enter(walletId);
    if (!leave) return { outcome: 'busy' };
    try {
      return await this.#checkPin(walletId, pin);
    } finally {
      leave();
    }
  }

  /**
   * Changes the PIN of a signed-in buyer who knows the old one. All other devices are signed out, and all
   * become unknown; this one gets a new token.
   */
  async changePin(buyer: Changing, pin: Secret<string>, next: Secret<string>): Promise<PinChange> {
    const { walletId, login, session } = buyer;
    const leave = await this.#till.enter(walletId);
    if (!leave) return { outcome: 'busy' };
    try {
      const checked = await this.#checkPin(walletId, pin);
      if (checked.outcome !== 'right') return checked;
      const hashed = await hashSecret(next, this.#random);
      const changedAt = await this.#store.changePin(walletId, hashed, session);
      return { outcome: 'changed', device: this.#devices.issue(digestOf(login), changedAt) };
    } finally {
      leave();
    }
  }

  /** Opens a session for a buyer who has proved to own the number otherwise, as by a one-time code. */
  async letInProven(
    { id: walletId, loginId }: Wallet,
    deviceName: string,
    kind?: WalletEventKind,
  ): Promise<Omit<SignedIn, 'outcome' | 'wallet'>> {
    const now = this.#clock.now();
    const session = await this.#store.open({ walletId, deviceName, now }, kind);
    return { session, device: this.#devices.issue(digestOf(loginId), now) };
  }

  async #checkPin(walletId: WalletId, pin: Secret<string>): Promise<PinOutcome> {
    const { pin: stored, counted, now } = await this.#store.tryToPay(walletId);
    if (counted.outcome === 'locked') return { ...counted, now };
    if (await this.#fits(pin, stored)) {
      await this.#store.forgivePaying(walletId);
      return { outcome: 'right' };
    }
    const { tries, lockedUntil } = counted;
    return {
      outcome: 'wrong',
      triesLeft: Math.max(0, delayOfSource.triesMax - tries),
      lockedUntil,
    };
  }

  /**
   * Refuses an unknown device before the PIN is checked. A device token is verified first, because
   * a new PIN may have revoked it.
   */
  #refusalOf({ request, number, device }: Entry, now: Instant): SignInOutcome | undefined {
    if (device) return undefined;
    const refused = this.#strangers.refusal(request.address, number, now);
    if (refused) return { ...refused, now };
    const until = this.#locked.get(number) ?? now;
    return until > now ? { outcome: 'locked', until, now } : undefined;
  }

  async #enter(entry: Entry): Promise<SignInOutcome> {
    // Others from that address, or at this number, may have failed meanwhile.
    const refused = this.#refusalOf(entry, this.#clock.now());
    if (refused) return refused;
    const undo = this.#count(entry);
    const tried = this.#store.tryToSignIn(entry.request.login, entry);
    const read: CountedSignIn = await tried.catch((error: unknown) => {
      // The database failed, not the buyer.
      undo();
      throw error;
    });
    const { claimed, lockedUntil, now } = read;
    const { device } = entry;
    if (device && (claimed.pinSetAt === undefined || device.madeAt < claimed.pinSetAt)) {
      // A new PIN makes all devices unknown again.
      return this.#enter({ ...entry, device: undefined });
    }
    if (lockedUntil !== undefined) {
      undo();
      if (!device) this.#locked.set(entry.number, lockedUntil);
      return { outcome: 'locked', until: lockedUntil, now };
    }
    if (!(await this.#fits(entry.request.pin, claimed.pin))) return { outcome: 'wrong' };
    const { wallet } = claimed;
    assert(wallet, 'a PIN belongs to a wallet');
    return this.#letIn(entry, wallet, now);
  }

  /** Counts an unknown device in memory; a known device is counted in the database only. */
  #count({ request, number, device }: Entry): () => void {
    if (device) return () => undefined;
    return this.#strangers.add(request.address, number, this.#clock.now());
  }

  async #letIn(entry: Entry, wallet: Wallet, now: Instant): Promise<SignInOutcome> {
    const { request, number, device } = entry;
    const wanted = { walletId: wallet.id, deviceName: request.deviceName ?? '', now };
    const session = await this.#store.letIn(wanted, entry);
    if (device) {
      const token = required(request.device, 'a known device has shown its token');
      return { outcome: 'signed-in', wallet, session, device: token };
    }
    this.#strangers.forgive(request.address, number);
    return { outcome: 'signed-in', wallet, session, device: this.#devices.issue(number, now) };
  }

  /** Takes equally long without a stored hash. */
  async #fits(pin: Secret<string>, stored: string | undefined): Promise<boolean> {
    const fits = await this.#isHashOf(pin, stored ?? nobodysSecret);
    return fits && stored !== undefined;
  }
}

/**
 * Canonical form, so that other spellings of a number have no extra tries. As digest, because
 * people may type a PIN here by mistake, which must not be stored.
 */
const digestOf = (login: string): string =>
  createHash('sha256').update(usualLogin(login), 'utf8').digest('base64url');
