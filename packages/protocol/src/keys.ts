import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ok, problem, type Result } from '@sampan/primitives';

export type KeyProblem = 'not-a-key' | 'not-rsa' | 'shorter-than-1024-bits';

/**
 * Reads an RSA public key in any dress that portals hand out: SubjectPublicKeyInfo or PKCS#1, as
 * PEM or as bare Base64, with or without line breaks. Read a key once and keep the object: signing
 * from text is several times dearer.
 */
export const parsePublicKey = (text: string): Result<KeyObject, KeyProblem> =>
  parseKey(text, (key) =>
    (['spki', 'pkcs1'] as const).map((type) => () => createPublicKey({ key, type, format: 'der' })),
  );

/** Reads an RSA private key: PKCS#8 or PKCS#1, as PEM or as bare Base64. */
export const parsePrivateKey = (text: string): Result<KeyObject, KeyProblem> =>
  parseKey(text, (key) =>
    (['pkcs8', 'pkcs1'] as const).map(
      (type) => () => createPrivateKey({ key, type, format: 'der' }),
    ),
  );

function parseKey(
  text: string,
  readings: (der: Buffer) => readonly (() => KeyObject)[],
): Result<KeyObject, KeyProblem> {
  const body = text.replace(/-----(BEGIN|END) [A-Z ]+-----/g, '').replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return problem('not-a-key');
  for (const read of readings(Buffer.from(body, 'base64'))) {
    const key = attempt(read);
    if (!key) continue;
    if (key.asymmetricKeyType !== 'rsa') return problem('not-rsa');
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 1_024) {
      return problem('shorter-than-1024-bits');
    }
    return ok(key);
  }
  return problem('not-a-key');
}

function attempt(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
