import { parsePublicKey, type VerifyingKeys } from '@sampan/protocol';
import type { Partner } from '#partner';

// Reading a key from its text is dearer than verifying with it. The directory hands out the same
// partner for a second, so a busy partner's key is read once in that time.
const known = new WeakMap<Partner, VerifyingKeys>();

/** What a partner's requests are verified with; a public key that is not one counts as none. */
export function verifyingKeys(partner: Partner): VerifyingKeys {
  const kept = known.get(partner);
  if (kept) return kept;
  const { md5Key, publicKey } = partner;
  const read = publicKey === undefined ? undefined : parsePublicKey(publicKey);
  const keys = { md5Key, publicKey: read?.ok ? read.value : undefined };
  known.set(partner, keys);
  return keys;
}
