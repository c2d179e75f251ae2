import { scrypt, timingSafeEqual } from 'node:crypto';
import { assert } from '../assert.ts';
import type { Random } from '../random.ts';
import type { Secret } from '../secret.ts';

/**
 * Cost of hashing a new secret: 16 MB and about 40 ms of a core. Each stored hash contains its own
 * parameters, so these can be raised.
 */
export const usualCost: HashCost = { N: 16_384, r: 8, p: 1 };

const hashBytes = 32;

/** Dummy hash for unknown accounts, so that timing reveals nothing. It matches no secret. */
export const nobodysSecret = encode(usualCost, 'nobody', Buffer.alloc(hashBytes));

/** The text that is stored for a PIN or a password: `scrypt$16384$8$1$salt$hash`. */
export async function hashSecret(
  given: Secret<string>,
  random: Random,
  cost: HashCost = usualCost,
): Promise<string> {
  const salt = random.letters(26);
  return encode(cost, salt, await derive(given, salt, cost));
}

/** Whether the stored hash was made from this secret. Takes the same time either way. */
export async function isHashOf(given: Secret<string>, stored: string): Promise<boolean> {
  const [scheme, N, r, p, salt = '', hash = ''] = stored.split('$');
  assert(scheme === 'scrypt' && hash !== '', 'a stored secret names its scheme and has a hash');
  const derived = await derive(given, salt, { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(derived, Buffer.from(hash, 'base64url'));
}

/** The parameters of scrypt, as in RFC 7914. */
export interface HashCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

function encode({ N, r, p }: HashCost, salt: string, hash: Buffer): string {
  return ['scrypt', N, r, p, salt, hash.toString('base64url')].join('$');
}

function derive(given: Secret<string>, salt: string, { N, r, p }: HashCost): Promise<Buffer> {
  // Twice what the algorithm needs; the library refuses more memory than this.
  const maxmem = 2 * 128 * N * r * p;
  return new Promise((resolve, reject) => {
    scrypt(given.reveal(), salt, hashBytes, { N, r, p, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
