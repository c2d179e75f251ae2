import { createHash } from 'node:crypto';
import type { Clock, Instant, Random, Secret } from '@sampan/primitives';
import { hashSecret, isHashOf, nobodysSecret } from '@sampan/primitives/node';
import type { Writer } from '#database';
import { delayOfSource, FairQueue, type KnownDevice, KnownDevices, StrangerLimits } from '#sign-in';
import { type Member, type MemberId, type Realm, usualStaffLogin } from './member.ts';
import { StaffSignInStore } from './sign-in-store.ts';

export interface StaffSignInOptions {
  readonly writer: Pick<Writer, 'write'>;
  /** The machine's time. */
  readonly clock: Clock;
  readonly random: Random;
  /** Shared by all processes; device tokens are derived from it. */
  readonly secret: Secret<string>;
  /** Compares a password with its hash, which takes a core for 40 ms. */
  readonly isHashOf?: typeof isHashOf | undefined;
}

export interface PasswordGiven {
  readonly realm: Realm;
  readonly login: string;
  readonly password: Secret<string>;
  /** Token from an earlier sign-in of this device. */
  readonly device?: Secret<string> | undefined;
  /** As counted: an IPv4 address or an IPv6 /64. */
  readonly address: string;
}

export type Refused =
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly until: Instant; readonly now: Instant }
  | { readonly outcome: 'address-spent'; readonly until: Instant; readonly now: Instant }
  | { readonly outcome: 'busy' };

export type PasswordChecked =
  | Refused
  | {
      readonly outcome: 'right';
      readonly member: Member;
      /** The device, if it is a known one. */
      readonly device: KnownDevice | undefined;
    };

/** Of a signed-in person who gives the password once more. */
export type OwnPasswordChecked =
  | { readonly outcome: 'right' }
  | {
      readonly outcome: 'wrong';
      readonly triesLeft: number;
      readonly lockedUntil: Instant | undefined;
    }
  | Exclude<Refused, { readonly outcome: 'wrong' | 'address-spent' }>;

const waitingMax = { waitingMax: 128, waitingPerLaneMax: 8 } as const;

/**
 * Checks passwords. An address over its limit is refused from memory. Then the try is counted, then the
 * password is compared, in a queue that is fair between addresses. Unknown devices share their tries at a login;
 * a known device has its own, so strangers cannot lock a person out. A login without a person behaves the same.
 */
export class StaffSignIn {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #store: StaffSignInStore;
  readonly #isHashOf: typeof isHashOf;
  readonly #devices: KnownDevices;
  readonly #strangers = new StrangerLimits();
  readonly #queue = new FairQueue({ atOnce: 1, ...waitingMax });

  constructor(options: StaffSignInOptions) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#store = new StaffSignInStore(options);
    this.#isHashOf = options.isHashOf ?? isHashOf;
    this.#devices = new KnownDevices(options.secret, options.random);
  }

  /** Who has this login and this password. */
  async check(given: PasswordGiven): Promise<PasswordChecked> {
    const now = this.#clock.now();
    const digest = digestOf(given.realm, given.login);
    const device = given.device && this.#devices.read(given.device, digest, now);
    const refused = device ? undefined : this.#strangers.refusal(given.address, digest, now);
    if (refused) return { ...refused, now };
    const leave = await this.#queue.enter(device ? `device/${digest}` : given.address);
    if (!leave) return { outcome: 'busy' };
    try {
      return await this.#check(given, digest, device);
    } finally {
      leave();
    }
  }

  /** Whether a signed-in person has given the own password. */
  async checkOwn(memberId: MemberId, password: Secret<string>): Promise<OwnPasswordChecked> {
    const leave = await this.#queue.enter(`member/${memberId}`);
    if (!leave) return { outcome: 'busy' };
    try {
      const subject = `staff/${memberId}`;
      const now = this.#clock.now();
      const counted = await this.#store.countOwn(subject);
      if (counted.outcome === 'locked') return { ...counted, now };
      if (await this.#fits(password, await this.#store.readPassword(memberId))) {
        await this.#store.forgiveOwn(subject);
        return { outcome: 'right' };
      }
      const { tries, lockedUntil } = counted;
      const triesLeft = Math.max(0, delayOfSource.triesMax - tries);
      return { outcome: 'wrong', triesLeft, lockedUntil };
    } finally {
      leave();
    }
  }

  /** The hash of a new password; undefined when too many wait. */
  async hash(password: Secret<string>, lane: string): Promise<string | undefined> {
    const leave = await this.#queue.enter(lane);
    if (!leave) return undefined;
    try {
      return await hashSecret(password, this.#random);
    } finally {
      leave();
    }
  }

  /** Stores a new password; devices that were known before are unknown then. */
  async changePassword(member: Pick<Member, 'id'>, hashed: string): Promise<Instant> {
    return this.#store.changePassword(member, hashed);
  }

  /** A token by which this device is known at its next sign-in. */
  deviceToken(realm: Realm, login: string, now = this.#clock.now()): Secret<string> {
    return this.#devices.issue(digestOf(realm, login), now);
  }

  async #check(
    given: PasswordGiven,
    digest: string,
    device: KnownDevice | undefined,
  ): Promise<PasswordChecked> {
    const { realm, login, address } = given;
    const now = this.#clock.now();
    // Others from that address, or at this login, may have failed meanwhile.
    const refused = device ? undefined : this.#strangers.refusal(address, digest, now);
    if (refused) return { ...refused, now };
    const undo = device ? () => undefined : this.#strangers.add(address, digest, now);
    const tried = this.#store.tryToSignIn(realm, usualStaffLogin(login), { digest, device });
    const { claimed, lockedUntil } = await tried.catch((error: unknown) => {
      // The database failed, not the person.
      undo();
      throw error;
    });
    const { passwordSetAt } = claimed?.member ?? {};
    if (device && (passwordSetAt === undefined || device.madeAt < passwordSetAt)) {
      // A new password makes all devices unknown again.
      return this.#check(given, digest, undefined);
    }
    if (lockedUntil !== undefined) {
      undo();
      return { outcome: 'locked', until: lockedUntil, now };
    }
    const fits = await this.#fits(given.password, claimed?.password);
    if (!claimed || !fits) return { outcome: 'wrong' };
    await this.#store.forgive({ digest, device });
    if (!device) this.#strangers.forgive(address, digest);
    return { outcome: 'right', member: claimed.member, device };
  }

  /** Takes equally long without a stored hash. */
  async #fits(password: Secret<string>, stored: string | undefined): Promise<boolean> {
    const fits = await this.#isHashOf(password, stored ?? nobodysSecret);
    return fits && stored !== undefined;
  }
}

/**
 * No login of a wallet has this digest. As digest, because people may type a password here by mistake, which must not be
 * stored.
 */
const digestOf = (realm: Realm, login: string): string =>
  createHash('sha256')
    .update(`staff\0${realm}\0${usualStaffLogin(login)}`, 'utf8')
    .digest('base64url');
