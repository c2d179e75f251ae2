import {
  type Instant,
  type PartnerId,
  type Random,
  required,
  type Secret,
  secret,
} from '@sampan/primitives';

/** A key by which a partner is known. */
export interface PartnerKey<Value> {
  /** Counts a partner's keys of one kind from 1. */
  readonly number: number;
  readonly value: Value;
  readonly madeAt: Instant;
  /** Of a key that was replaced: until when it still verifies. Undefined for the current one. */
  readonly validUntil: Instant | undefined;
}

/** The keys with which a partner signs, newest first; the first of each kind is the current one. */
export interface PartnerKeys {
  /** Shared with the partner. */
  readonly md5: readonly PartnerKey<Secret<string>>[];
  /** The partner's own RSA public keys, PEM. */
  readonly rsa: readonly PartnerKey<string>[];
}

/** What an operator gives of a new partner's keys. */
export interface GivenKeys {
  readonly md5Key?: string;
  readonly publicKey?: string | undefined;
}

/** The protocol's keys have 32 characters; shorter ones can be guessed from one signed request. */
export const md5KeyLengthMin = 32;

/** Drawn with the chance of 36 to the power of 32. */
export const drawMd5Key = (random: Random): Secret<string> =>
  secret(random.letters(md5KeyLengthMin));

/** The first keys of a new partner; the MD5 key is drawn unless one is given. */
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

/** The key that is shared with the partner now. */
export const currentMd5Key = (id: PartnerId, { md5 }: PartnerKeys): Secret<string> =>
  required(md5[0], `partner ${id} has an MD5 key`).value;
