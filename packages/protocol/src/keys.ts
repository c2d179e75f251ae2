import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { ok, problem, type Result } from '@sampan/primitives';

/** `private`: a private key was given instead of a public one; it is now disclosed. */
export type KeyProblem = 'not-a-key' | 'not-rsa' | 'shorter-than-1024-bits' | 'private';

/** The encoding in which a key was given. */
export type KeyEncoding =
  | 'SubjectPublicKeyInfo'
  | 'PKCS#1 public key'
  | 'certificate'
  | 'PKCS#8 private key'
  | 'PKCS#1 private key'
  | 'encrypted private key'
  | 'SSH public key';

/** What a text is, if it is a key. */
export interface IdentifiedKey {
  readonly encoding: KeyEncoding | 'no key';
  /** Undefined for what cannot be read: no key, or an encrypted one. */
  readonly key?: KeyObject;
}

/**
 * Says what a text is, PEM or bare Base64: partners paste private keys, certificates and keys for
 * SSH in place of a public key.
 */
export function identifyKey(text: string): IdentifiedKey {
  const bare = text.trim();
  if (/^ssh-|^ecdsa-/.test(bare)) return { encoding: 'SSH public key' };
  if (/-----BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(bare)) {
    return { encoding: 'encrypted private key' };
  }
  const key = derOf(text);
  if (!key) return { encoding: 'no key' };
  for (const [encoding, read] of readings) {
    try {
      return { encoding, key: read(key) };
    } catch {
      // Not this encoding; try the next.
    }
  }
  return { encoding: 'no key' };
}

// Private keys first: OpenSSL would silently use the public half of a private key.
const readings: readonly (readonly [KeyEncoding, (key: Buffer) => KeyObject])[] = [
  ['PKCS#8 private key', (key) => createPrivateKey({ key, type: 'pkcs8', format: 'der' })],
  ['PKCS#1 private key', (key) => createPrivateKey({ key, type: 'pkcs1', format: 'der' })],
  ['SubjectPublicKeyInfo', (key) => createPublicKey({ key, type: 'spki', format: 'der' })],
  ['PKCS#1 public key', (key) => createPublicKey({ key, type: 'pkcs1', format: 'der' })],
  ['certificate', (key) => new X509Certificate(key).publicKey],
];

/**
 * Reads an RSA public key in any encoding that portals use: SubjectPublicKeyInfo or PKCS#1, as PEM
 * or bare Base64, with or without line breaks. Read a key once and keep the object: signing with a
 * text key is several times slower.
 */
export function parsePublicKey(text: string): Result<KeyObject, KeyProblem> {
  const { encoding, key } = identifyKey(text);
  if (encoding === 'encrypted private key' || key?.type === 'private') return problem('private');
  if (encoding === 'certificate') return problem('not-a-key');
  return strongRsa(key);
}

/** Reads an RSA private key: PKCS#8 or PKCS#1, as PEM or as bare Base64. */
export function parsePrivateKey(text: string): Result<KeyObject, KeyProblem> {
  const { key } = identifyKey(text);
  return strongRsa(key?.type === 'private' ? key : undefined);
}

/** Shorter keys are known to be broken; a new one must be longer than those of the past. */
const bitsMin = 1_024;
const newBitsMin = 2_048;

/** A key that a partner uploads, or a sentence that says what was given in its place. */
export function judgeUploadedKey(text: string, ours?: KeyObject): Result<KeyObject, string> {
  const { encoding, key } = identifyKey(text);
  if (key?.type === 'private' || encoding === 'encrypted private key') {
    return problem(
      `a public key; what was given is a private key (${encoding}), which is no longer private: make a new pair`,
    );
  }
  if (encoding === 'certificate') {
    return problem(
      'a public key; what was given is a certificate: extract its key with openssl x509 -pubkey -noout',
    );
  }
  if (encoding === 'SSH public key') {
    return problem(
      'an RSA public key in PEM or Base64; what was given is an SSH key: convert it with ssh-keygen -e -m PKCS8',
    );
  }
  if (!key) {
    return problem('an RSA public key, PEM or Base64; what was given is no key, or part of one');
  }
  if (key.asymmetricKeyType !== 'rsa') {
    return problem(`an RSA public key; what was given is a key for ${key.asymmetricKeyType}`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < newBitsMin) {
    return problem(`an RSA key of at least ${newBitsMin} bits; what was given has ${bits} bits`);
  }
  if (ours?.equals(key)) {
    return problem('the partner’s own public key; what was given is our public key');
  }
  return ok(key);
}

function derOf(text: string): Buffer | undefined {
  const body = text.replace(/-----(BEGIN|END) [A-Z ]+-----/g, '').replace(/\s/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? Buffer.from(body, 'base64') : undefined;
}

function strongRsa(key: KeyObject | undefined): Result<KeyObject, KeyProblem> {
  if (!key) return problem('not-a-key');
  if (key.asymmetricKeyType !== 'rsa') return problem('not-rsa');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < bitsMin ? problem('shorter-than-1024-bits') : ok(key);
}
