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
 * Tokens that devices get when they sign in, and show when they do so again. They let nobody in: a
 * device that is known has tries of its own, which strangers cannot use up. A token holds for one number
 * and proves itself by its code (HMAC), so a flood of invented ones costs no look into the database.
 */
export class KnownDevices {
  readonly #key: Buffer;
  readonly #random: Random;

  /** From a secret that all processes share. */
  constructor(shared: Secret<string>, random: Random) {
    this.#key = Buffer.from(hkdfSync('sha256', shared.reveal(), '', 'sampan known devices', 32));
    this.#random = random;
  }

  /** Makes the token of a new device of a number, which is given by its digest. */
  issue(number: string, now: Instant): Secret<string> {
    const id = this.#random.letters(idLetters);
    const madeAt = now.toString(36);
    return secret(`${madeAt}.${id}.${this.#code(number, madeAt, id).toString('base64url')}`);
  }

  /** The device whose token this is; undefined when it is another number's, too old, or invented. */
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
