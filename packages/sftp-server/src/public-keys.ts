import { createHash, createPublicKey } from 'node:crypto';
import { ok, problem, type Result } from '@sampan/primitives';
import ssh2 from 'ssh2';

/** A public key with which a user may authenticate. */
export interface PublicKey {
  /** Such as `ssh-ed25519`. */
  readonly type: string;
  /** Type and Base64, as in a line of `authorized_keys`. */
  readonly line: string;
  /** `SHA256:…`, as `ssh-keygen -l` shows it. */
  readonly fingerprint: string;
}

const types: ReadonlySet<string> = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
]);

const keysMax = 20;
const rsaBits = { min: 2_048, max: 8_192 } as const;

/**
 * Reads the lines of an `authorized_keys` file. Skips blank lines and comments; refuses options
 * before a key, because they would not be enforced. Otherwise returns what is wrong.
 */
export function parseAuthorizedKeys(text: string): Result<readonly PublicKey[], string> {
  if (/PRIVATE KEY|PuTTY-User-Key-File/.test(text)) {
    return problem('a private key; it is no longer private, make another');
  }
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const keys = new Map<string, PublicKey>();
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const key = parseLine(line);
    if (!key.ok) return key;
    keys.set(key.value.line, key.value);
  }
  if (keys.size > keysMax) return problem(`more than ${keysMax} keys`);
  return ok([...keys.values()]);
}

function parseLine(line: string): Result<PublicKey, string> {
  const [type = '', data = ''] = line.split(/\s+/);
  if (!types.has(type)) {
    return problem(`a line that does not begin with ${[...types].join(', ')}`);
  }
  const key = readKey(`${type} ${data}`);
  if (!key || key.type !== type) return problem(`a damaged ${type} key`);
  const bits = rsaBitsOf(key);
  if (bits !== undefined && (bits < rsaBits.min || bits > rsaBits.max)) {
    return problem(`an RSA key of ${bits} bits; it needs ${rsaBits.min} to ${rsaBits.max}`);
  }
  return ok(publicKeyOf(`${type} ${data}`, key));
}

/** The key of a validated line. */
export function storedKey(line: string): PublicKey | undefined {
  const key = readKey(line);
  return key && publicKeyOf(line, key);
}

const publicKeyOf = (line: string, key: ssh2.ParsedKey): PublicKey => ({
  type: key.type,
  line,
  fingerprint: fingerprintOf(key.getPublicSSH()),
});

/** `SHA256:…` of a public key in wire format, as OpenSSH shows it. */
export const fingerprintOf = (publicKey: Buffer): string =>
  `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;

function readKey(line: string): ssh2.ParsedKey | undefined {
  try {
    const key = ssh2.utils.parseKey(line);
    return key instanceof Error || key.isPrivateKey() ? undefined : key;
  } catch {
    // The library reads the bytes without checking the length.
    return undefined;
  }
}

function rsaBitsOf(key: ssh2.ParsedKey): number | undefined {
  if (key.type !== 'ssh-rsa') return undefined;
  try {
    return createPublicKey(key.getPublicPEM()).asymmetricKeyDetails?.modulusLength ?? 0;
  } catch {
    return 0;
  }
}

/** The key that a client offers. */
export interface OfferedKey {
  readonly type: string;
  /** The signature algorithm; only RSA has a choice, and none given means SHA-1. */
  readonly hash: string | undefined;
  /** In wire format. */
  readonly publicKey: Buffer;
}

/** A client's proof of possession of the private key. */
export interface KeyProof extends OfferedKey {
  readonly signed: Buffer;
  readonly signature: Buffer;
}

const rsaHashes: ReadonlySet<string | undefined> = new Set(['sha256', 'sha512']);

/** The stored line of the offered key, if it may be used this way; SHA-1 only with `legacy`. */
export function findKey(
  lines: readonly string[],
  { type, hash, publicKey }: OfferedKey,
  legacy = false,
): string | undefined {
  const isSha1 = type === 'ssh-rsa' && !rsaHashes.has(hash);
  if (isSha1 && !(legacy && hash === undefined)) return undefined;
  return lines.find((line) => {
    const [itsType, data = ''] = line.split(' ');
    return itsType === type && Buffer.from(data, 'base64').equals(publicKey);
  });
}

/** Whether the signature was made with this line's key. */
export function isSigned(line: string, { hash, signed, signature }: KeyProof): boolean {
  const key = readKey(line);
  if (!key) return false;
  try {
    // The library returns an error instead of false for a malformed signature.
    const verified: unknown = key.verify(signed, signature, hash);
    return verified === true;
  } catch {
    return false;
  }
}
