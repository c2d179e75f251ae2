import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import {
  before,
  days,
  type Instant,
  instant,
  type Random,
  type Secret,
  secret,
} from '@sampan/primitives';

/** A device that has signed in with this number before. */
export interface KnownDevice {
  readonly id: string;
  readonly madeAt: Instant;
}

const livesFor = days(400);
const idLetters = 20;

/**
 * Tokens that devices get at sign-in and present at the next one. They do not authenticate: a known
 * device only has its own count of tries, which others cannot use up. A token is bound to one
 * number and carries an HMAC, so invented tokens cost no database read.
 */
export class KnownDevices {
  readonly #key: Buffer;
  readonly #random: Random;

  /** Derived from a secret that all processes share. */
  constructor(shared: Secret<string>, random: Random) {
    this.#key = Buffer.from(hkdfSync('sha256', shared.reveal(), '', 'sampan known devices', 32));
    this.#random = random;
  }

  /** Creates the token of a new device for a number, given as digest. */
  issue(number: string, now: Instant): Secret<string> {
    const id = this.#random.letters(idLetters);
    const madeAt = now.toString(36);
    return secret(`${madeAt}.${id}.${this.#code(number, madeAt, id).toString('base64url')}`);
  }

  /**
   * The device of the token; undefined when it belongs to another number, is expired, or forged.
   */
  read(token: Secret<string>, number: string, now: Instant): KnownDevice | undefined {
    const [, madeAt = '', id = '', code = ''] =
      /^([0-9a-z]{1,10})\.([0-9a-z]{20})\.([\w-]{43})$/.exec(token.reveal()) ?? [];
    if (code === '') return undefined;
    const expected = this.#code(number, madeAt, id);
    const given = Buffer.from(code, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const made = instant(Number.parseInt(madeAt, 36));
    return made > before(now, livesFor) ? { id, madeAt: made } : undefined;
  }

  #code(number: string, madeAt: string, id: string): Buffer {
    return createHmac('sha256', this.#key).update(`${number} ${madeAt} ${id}`).digest();
  }
}
