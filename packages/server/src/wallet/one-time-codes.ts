import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { after, type Instant, type Random, type Secret, secret } from '@sampan/primitives';
import type { Writer } from '#database';
import { AddressBucket } from '#sign-in';
import { usualLogin } from './login-forms.ts';
import { storeCode, tryCode, useCode } from './one-time-code.postgres.ts';
import { codeDigits, codesOfAddress, codeValidity } from './one-time-code-limits.ts';

export interface OneTimeCodesOptions {
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: { now(): Instant };
  readonly random: Random;
  /** Shared by all processes; stored codes are authenticated with a key derived from it. */
  readonly secret: Secret<string>;
}

export type CodeSent =
  | { readonly outcome: 'made'; readonly code: Secret<string>; readonly expiresAt: Instant }
  /** This number has been sent one just now, or many today. */
  | { readonly outcome: 'too-soon'; readonly until: Instant; readonly now: Instant }
  | { readonly outcome: 'address-spent'; readonly until: Instant; readonly now: Instant };

/**
 * One-time codes, which prove that a person has a phone number. Whether the number has a wallet is not looked at,
 * so nothing can be learnt from asking for a code.
 */
export class OneTimeCodes {
  readonly #options: OneTimeCodesOptions;
  readonly #key: Buffer;
  readonly #addresses = new AddressBucket(codesOfAddress);

  constructor(options: OneTimeCodesOptions) {
    this.#options = options;
    const shared = options.secret.reveal();
    this.#key = Buffer.from(hkdfSync('sha256', shared, '', 'sampan one-time codes', 32));
  }

  /** Makes the next code of a number; the earlier one is dead. */
  async make(login: string, address: string): Promise<CodeSent> {
    const { writer, clock, random } = this.#options;
    const now = clock.now();
    const spentUntil = this.#addresses.take(address, now);
    if (spentUntil !== undefined) return { outcome: 'address-spent', until: spentUntil, now };
    const code = secret(random.digits(codeDigits));
    const subject = subjectOf(login);
    const { result: until } = await writer.write((connection) =>
      storeCode(connection, { subject, code: this.#digest(subject, code), now }),
    );
    if (until !== undefined) return { outcome: 'too-soon', until, now };
    return { outcome: 'made', code, expiresAt: after(now, codeValidity) };
  }

  /** Whether it is the number's code. A code counts once, and has a few tries. */
  async take(login: string, code: Secret<string>): Promise<boolean> {
    const { writer, clock } = this.#options;
    const subject = subjectOf(login);
    const given = this.#digest(subject, code);
    const { result } = await writer.write(async (connection) => {
      const known = await tryCode(connection, subject, clock.now());
      return known !== undefined && isSame(known, given) && useCode(connection, subject, known);
    });
    return result;
  }

  #digest(subject: string, code: Secret<string>): string {
    const text = `${subject} ${code.reveal()}`;
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** As digest: what people type here by mistake must not be stored. */
const subjectOf = (login: string): string =>
  createHash('sha256').update(usualLogin(login), 'utf8').digest('base64url');
