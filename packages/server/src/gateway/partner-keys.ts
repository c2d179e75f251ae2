import type { KeyObject } from 'node:crypto';
import type { Instant, Secret } from '@sampan/primitives';
import {
  type Parameters,
  parsePublicKey,
  type SignType,
  verifyRequest,
  type WireRequest,
} from '@sampan/protocol';
import { type PartnerKey, type PartnerKeys, validKeys } from '#partner';

/** A request whose signature verified with one of the partner's keys. */
export interface Verified {
  /** The signed parameters. */
  readonly signed: Parameters;
  /** The shared key of an MD5 signature; it also signs the reply. */
  readonly md5Key: Secret<string> | undefined;
}

/** Whether the partner has a key for this kind of signature; every partner has an MD5 key. */
export const hasKeyFor = (signType: SignType, { rsa }: PartnerKeys, now: Instant): boolean =>
  signType === 'MD5' || publicKeys(rsa, now).length > 0;

/**
 * Verifies a request with the partner's keys. A replaced key verifies until its overlap ends, so
 * that a partner's tills can change one by one.
 */
export function verifiedBy(
  request: WireRequest,
  signType: SignType,
  { md5, rsa }: PartnerKeys,
  now: Instant,
): Verified | undefined {
  if (signType === 'MD5') {
    for (const { value: md5Key } of validKeys(md5, now)) {
      const signed = verifyRequest(request, { md5Key });
      if (signed) return { signed, md5Key };
    }
    return undefined;
  }
  for (const publicKey of publicKeys(rsa, now)) {
    const signed = verifyRequest(request, { publicKey });
    if (signed) return { signed, md5Key: undefined };
  }
  return undefined;
}

// Parsing a key costs more than verifying with it. The directory returns the same keys for a
// second, so a busy partner's key is parsed once per second.
const parsed = new WeakMap<PartnerKey<string>, KeyObject | 'none'>();

/** The valid public keys; an invalid one counts as none. */
export function publicKeys(keys: PartnerKeys['rsa'], now: Instant): readonly KeyObject[] {
  return validKeys(keys, now).flatMap((key) => {
    const known = parsed.get(key) ?? parse(key);
    return known === 'none' ? [] : [known];
  });
}

function parse(key: PartnerKey<string>): KeyObject | 'none' {
  const read = parsePublicKey(key.value);
  const known = read.ok ? read.value : 'none';
  parsed.set(key, known);
  return known;
}
