import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ok, problem, type Result } from '@sampan/primitives';

/** `private`: a private key was given instead of a public one; it is now disclosed. */
export type KeyProblem = 'not-a-key' | 'not-rsa' | 'shorter-than-1024-bits' | 'private';

/**
 * Reads an RSA public key in any encoding that portals use: SubjectPublicKeyInfo or PKCS#1, as PEM
 * or bare Base64, with or without line breaks. Read a key once and keep the object: signing with a
 * text key is several times slower.
 */
export function parsePublicKey(text: string): Result<KeyObject, KeyProblem> {
  const der = derOf(text);
  if (!der) return problem('not-a-key');
  // OpenSSL would silently use the public half of a private key.
  if (firstRead(privateReadings(der))) return problem('private');
  return strongRsa(firstRead(publicReadings(der)));
}

/** Reads an RSA private key: PKCS#8 or PKCS#1, as PEM or as bare Base64. */
export function parsePrivateKey(text: string): Result<KeyObject, KeyProblem> {
  const der = derOf(text);
  return strongRsa(der && firstRead(privateReadings(der)));
}

type Reading = () => KeyObject;

const publicReadings = (key: Buffer): readonly Reading[] => [
  () => createPublicKey({ key, type: 'spki', format: 'der' }),
  () => createPublicKey({ key, type: 'pkcs1', format: 'der' }),
];

const privateReadings = (key: Buffer): readonly Reading[] => [
  () => createPrivateKey({ key, type: 'pkcs8', format: 'der' }),
  () => createPrivateKey({ key, type: 'pkcs1', format: 'der' }),
];

function derOf(text: string): Buffer | undefined {
  const body = text.replace(/-----(BEGIN|END) [A-Z ]+-----/g, '').replace(/\s/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? Buffer.from(body, 'base64') : undefined;
}

function firstRead(readings: readonly Reading[]): KeyObject | undefined {
  for (const read of readings) {
    try {
      return read();
    } catch {
      // Not this encoding; try the next.
    }
  }
  return undefined;
}

function strongRsa(key: KeyObject | undefined): Result<KeyObject, KeyProblem> {
  if (!key) return problem('not-a-key');
  if (key.asymmetricKeyType !== 'rsa') return problem('not-rsa');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < 1_024 ? problem('shorter-than-1024-bits') : ok(key);
}
