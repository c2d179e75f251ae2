import { isPartnerId, type PartnerId, type Secret, type Timers } from '@sampan/primitives';
import { countedAddress, isHashOf, isListed, nobodysSecret } from '@sampan/primitives/node';
import {
  type Claim,
  findKey,
  isSigned,
  type KeyProof,
  type LogInRules,
  type OfferedKey,
} from '@sampan/sftp-server';
import type { Reader } from '#database';
import { readPartners } from '#partner';
import { FailedTries } from './failed-tries.ts';
import type { SftpUser } from './sftp-user.ts';
import { readSftpUser } from './users.postgres.ts';

export interface LogInOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly timers: Timers;
  /** Whether a partner without an address list may connect from anywhere: only in a sandbox. */
  readonly openToAll: boolean;
  /** Accepts RSA signatures with SHA-1, for old clients. */
  readonly legacy?: boolean;
}

/** One wrong password per half minute, after twenty at once; twice as many per address. */
const triesOfUser = { max: 20, forgetMs: 30_000, subjectsMax: 10_000 } as const;
const triesOfAddress = { max: 40, forgetMs: 15_000, subjectsMax: 10_000 } as const;

/** An id without a partner. */
const nobody = '' as PartnerId;

/**
 * Authentication rules for fetching files. An unknown or suspended partner, one without a log-in,
 * or one at another address gets the same answer after the same time as a wrong password.
 * Failed tries count for the source address, and for the partner only from its allowed addresses,
 * so that others cannot lock a partner out.
 */
export class LogIn implements LogInRules<PartnerId> {
  readonly #options: LogInOptions;
  readonly #byUser: FailedTries;
  readonly #byAddress: FailedTries;
  /**
   * A password check occupies a core, so they run one at a time and leave the others to payments.
   */
  #trying: Promise<unknown> = Promise.resolve();

  constructor(options: LogInOptions) {
    this.#options = options;
    const { timers } = options;
    this.#byUser = new FailedTries({ ...triesOfUser, timers });
    this.#byAddress = new FailedTries({ ...triesOfAddress, timers });
  }

  /** The partner with this password. Rejects when the database fails. */
  async withPassword(claim: Claim, password: Secret<string>): Promise<PartnerId | undefined> {
    return this.#try(claim, async (user) => {
      const stored = user?.password ?? nobodysSecret;
      const tried = this.#trying.then(() => isHashOf(password, stored));
      this.#trying = tried.catch(() => undefined);
      return (await tried) && user?.password !== undefined;
    });
  }

  /** The partner that signed with one of its keys. */
  async withKey(claim: Claim, proof: KeyProof): Promise<PartnerId | undefined> {
    return this.#try(claim, async (user) => {
      const line = findKey(user?.keys ?? [], proof, this.#options.legacy);
      return line !== undefined && isSigned(line, proof);
    });
  }

  async knowsKey(claim: Claim, offered: OfferedKey): Promise<boolean> {
    if (this.#byAddress.isSpent(countedAddress(claim.address))) return false;
    const user = await this.#find(claim);
    return findKey(user?.keys ?? [], offered, this.#options.legacy) !== undefined;
  }

  /** Neither suspended nor locked out since. */
  async mayStay(claim: Claim): Promise<boolean> {
    return (await this.#find(claim)) !== undefined;
  }

  async #try(
    claim: Claim,
    fits: (user: SftpUser | undefined) => Promise<boolean>,
  ): Promise<PartnerId | undefined> {
    const address = countedAddress(claim.address);
    if (this.#byAddress.isSpent(address)) return undefined;
    this.#byAddress.add(address);
    const user = await this.#find(claim).catch((error: unknown) => {
      // The database failed, not the client.
      this.#byAddress.takeBack(address);
      throw error;
    });
    const isSpent = user !== undefined && this.#byUser.isSpent(user.partnerId);
    if (user) this.#byUser.add(user.partnerId);
    const isRight = await fits(isSpent ? undefined : user);
    if (!isRight || !user || isSpent) return undefined;
    this.#byAddress.takeBack(address);
    this.#byUser.forget(user.partnerId);
    return user.partnerId;
  }

  /** The log-in of a partner that may connect from that address; otherwise undefined. */
  async #find({ name, address }: Claim): Promise<SftpUser | undefined> {
    // Read in any case, so that an invalid name takes as long.
    const id = isPartnerId(name) ? name : nobody;
    const { result } = await this.#options.reader.read(async (connection) => {
      const [partners, user] = await Promise.all([
        readPartners(connection, [id]),
        readSftpUser(connection, id),
      ]);
      return { partner: partners[0], user };
    });
    const { partner, user } = result;
    if (!partner || !user || partner.status !== 'active') return undefined;
    const isOpen = user.addresses.length === 0 && this.#options.openToAll;
    return isOpen || isListed(address, user.addresses) ? user : undefined;
  }
}
