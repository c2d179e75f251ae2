import {
  type Instant,
  type PartnerId,
  type Random,
  required,
  type Secret,
  secret,
} from '@sampan/primitives';

/** A key of a partner. */
export interface PartnerKey<Value> {
  /** Number of the key within its partner and kind, from 1. */
  readonly number: number;
  readonly value: Value;
  readonly madeAt: Instant;
  /** For a replaced key: until when it still verifies. Undefined for the current one. */
  readonly validUntil: Instant | undefined;
}

/** The keys that a partner signs with, newest first; the first of each kind is the current one. */
export interface PartnerKeys {
  /** Shared with the partner. */
  readonly md5: readonly PartnerKey<Secret<string>>[];
  /** The partner's own RSA public keys, PEM. */
  readonly rsa: readonly PartnerKey<string>[];
}

/** An operator's data of a new partner's keys. */
export interface GivenKeys {
  readonly md5Key?: string;
  readonly publicKey?: string | undefined;
}

/**
 * The protocol's keys have 32 characters; shorter ones could be brute-forced from one signed
 * request.
 */
export const md5KeyLengthMin = 32;

/** One of 36 to the power of 32. */
export const drawMd5Key = (random: Random): Secret<string> =>
  secret(random.letters(md5KeyLengthMin));

/** The first keys of a new partner; generates the MD5 key unless one is given. */
export function newPartnerKeys(given: GivenKeys, now: Instant, random: Random): PartnerKeys {
  const first = <Value>(value: Value): PartnerKey<Value> => ({
    number: 1,
    value,
    madeAt: now,
    validUntil: undefined,
  });
  return {
    md5: [first(given.md5Key === undefined ? drawMd5Key(random) : secret(given.md5Key))],
    rsa: given.publicKey === undefined ? [] : [first(given.publicKey)],
  };
}

/** The keys of a kind that verify at `now`, the current one first. */
export const validKeys = <Value>(
  keys: readonly PartnerKey<Value>[],
  now: Instant,
): readonly PartnerKey<Value>[] =>
  keys.length < 2
    ? keys
    : keys.filter(({ validUntil }) => validUntil === undefined || now < validUntil);

/** The current shared key. */
export const currentMd5Key = (id: PartnerId, { md5 }: PartnerKeys): Secret<string> =>
  required(md5[0], `partner ${id} has an MD5 key`).value;
