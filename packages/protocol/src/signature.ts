import type { KeyObject } from 'node:crypto';
import { hash, sign as signBytes, timingSafeEqual, verify as verifyBytes } from 'node:crypto';
import { assert, type Secret } from '@sampan/primitives';
import { type Charset, encodeText, isAsciiText } from './charset.ts';

/** How a text is signed (01 §5). RSA is SHA-1 with RSA, RSA2 is SHA-256 with RSA, PKCS#1 v1.5. */
export type SignType = 'MD5' | 'RSA' | 'RSA2';

/** The kind with that name, upper case only; undefined when unsupported. */
export const parseSignType = (text: string): SignType | undefined =>
  text === 'MD5' || text === 'RSA' || text === 'RSA2' ? text : undefined;

/** The signing key: the shared key, or our own private key. */
export interface SigningKeys {
  readonly md5Key?: Secret<string> | undefined;
  readonly privateKey?: KeyObject | undefined;
}

/** The verification key: the shared key, or the other side's public key. */
export interface VerifyingKeys {
  readonly md5Key?: Secret<string> | undefined;
  readonly publicKey?: KeyObject | undefined;
}

/** MD5 of the text followed directly by the key, 32 lower-case hexadecimal digits. */
export function md5Sign(text: string, key: string, charset: Charset): string {
  // A string is hashed as UTF-8, which for ASCII equals every supported charset.
  if (charset === 'UTF-8' || isAsciiText(text)) return hash('md5', text + key);
  return hash('md5', Buffer.concat([encodeText(text, charset), Buffer.from(key)]));
}

/** Signs a text. MD5 is synchronous; RSA takes 250 µs of a core, so the thread pool does it. */
export function sign(
  signType: SignType,
  text: string,
  charset: Charset,
  keys: SigningKeys,
): string | Promise<string> {
  if (signType === 'MD5') {
    assert(keys.md5Key, 'an MD5 signature needs the shared key');
    return md5Sign(text, keys.md5Key.reveal(), charset);
  }
  const { privateKey } = keys;
  assert(privateKey, `an ${signType} signature needs a private key`);
  return new Promise((resolve, reject) => {
    signBytes(digests[signType], encodeText(text, charset), privateKey, (error, signature) =>
      error ? reject(error) : resolve(signature.toString('base64')),
    );
  });
}

/**
 * Whether the signature matches the text. False without a key of its kind. Verifying with a public key takes
 * 43 µs, about as much as handing it to the thread pool would cost.
 */
export function verify(
  signType: SignType,
  text: string,
  charset: Charset,
  signature: string,
  keys: VerifyingKeys,
): boolean {
  if (signType === 'MD5') {
    return (
      keys.md5Key !== undefined && sameText(signature, md5Sign(text, keys.md5Key.reveal(), charset))
    );
  }
  const { publicKey } = keys;
  const bytes = base64Bytes(signature);
  if (!publicKey || !bytes) return false;
  return verifyBytes(digests[signType], encodeText(text, charset), publicKey, bytes);
}

const digests = { RSA: 'sha1', RSA2: 'sha256' } as const;

/** Constant-time comparison. */
function sameText(received: string, computed: string): boolean {
  const left = Buffer.from(received, 'latin1');
  const right = Buffer.from(computed, 'latin1');
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * The bytes of a Base64 signature. A form decoder may have turned plus signs into blanks (01 §5),
 * and an old encoder may have inserted line breaks. Undefined when it is not Base64.
 */
function base64Bytes(received: string): Buffer | undefined {
  const text = received.replaceAll('\r', '').replaceAll('\n', '').replaceAll(' ', '+');
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
