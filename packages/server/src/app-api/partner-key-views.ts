/** Keys of partners as both APIs show and change them. */
import { createHash, createPublicKey } from 'node:crypto';
import type { PartnerKeyView } from '@sampan/api';
import {
  after,
  type Duration,
  days,
  type Instant,
  offsetTime,
  type PartnerId,
} from '@sampan/primitives';
import { type BusinessClock, type Connection, inTransaction } from '#database';
import { type PartnerKey, type PartnerKeys, replacePartnerKey, validKeys } from '#partner';
import type { SecretBox } from '#secrets';
import { conflict } from './problem.ts';

/** Long enough for a partner to change every till. */
const overlapUsual = days(7);

interface ChangingWorld {
  readonly clock: BusinessClock;
  readonly secrets: SecretBox;
  readonly openConnection: () => Promise<Connection>;
}

interface NewKey {
  readonly partnerId: PartnerId;
  readonly kind: 'md5' | 'rsa';
  readonly value: string;
  /** How long the key before it counts too. */
  readonly overlap: Duration | undefined;
}

/** Makes a key the current one; `beside` is done in the same transaction. */
export async function replaceKey(
  { clock, secrets, openConnection }: ChangingWorld,
  { partnerId, kind, value, overlap = overlapUsual }: NewKey,
  beside: (connection: Connection) => Promise<void> = async () => undefined,
): Promise<void> {
  const now = clock.now();
  const overlapUntil = after(now, overlap);
  const connection = await openConnection();
  try {
    await inTransaction(connection, async () => {
      await replacePartnerKey(connection, { partnerId, kind, value, now, overlapUntil }, secrets);
      await beside(connection);
    });
  } finally {
    await connection.close();
  }
}

export const currentOf = <Value>(
  keys: readonly PartnerKey<Value>[],
): PartnerKey<Value> | undefined => keys.find(({ validUntil }) => validUntil === undefined);

export const isCurrent = (field: string) =>
  conflict('key-unchanged', 'This is the current key already', field);

/** By fingerprint, the newest of each kind first. */
export const allKeyViews = ({ md5, rsa }: PartnerKeys, now: Instant): PartnerKeyView[] => [
  ...keyViews('md5', md5, now, (key) => md5Fingerprint(key.reveal())),
  ...keyViews('rsa', rsa, now, publicFingerprint),
];

function keyViews<Value>(
  kind: keyof PartnerKeys,
  keys: readonly PartnerKey<Value>[],
  now: Instant,
  fingerprint: (value: Value) => string,
): readonly PartnerKeyView[] {
  const valid = new Set(validKeys(keys, now));
  return keys.map((key) => ({
    kind,
    number: key.number,
    fingerprint: fingerprint(key.value),
    madeAt: offsetTime(key.madeAt),
    ...(key.validUntil !== undefined && { validUntil: offsetTime(key.validUntil) }),
    state: key.validUntil === undefined ? 'current' : valid.has(key) ? 'overlapping' : 'ended',
  }));
}

/** The first 64 bits of SHA-256: enough to tell keys apart, too little to confirm a guess cheaply. */
const md5Fingerprint = (key: string): string =>
  `SHA256:${createHash('sha256').update('sampan md5 key').update(key).digest('hex').slice(0, 16)}`;

/** SHA-256 of the SubjectPublicKeyInfo, as `openssl pkey -pubin -outform der | sha256sum` shows it. */
export function publicFingerprint(pem: string): string {
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return `SHA256:${createHash('sha256').update(der).digest('hex')}`;
}
