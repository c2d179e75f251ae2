import { createHash, createSecretKey, type KeyObject } from 'node:crypto';

/** A key that seals secrets. Its id is public; the key prints as hidden. */
export interface SecretsKey {
  /** 16 hexadecimal digits derived from the key. */
  readonly id: string;
  readonly key: KeyObject;
}

const keyBytes = 32;

/** Reads a key as 64 hexadecimal digits or Base64 of 32 bytes; undefined otherwise. */
export function parseSecretsKey(text: string): SecretsKey | undefined {
  const bytes = bytesOf(text.trim());
  return bytes && secretsKey(bytes);
}

export function secretsKey(bytes: Buffer): SecretsKey {
  const id = createHash('sha256').update('sampan secrets key').update(bytes).digest('hex');
  return { id: id.slice(0, 16), key: createSecretKey(bytes) };
}

function bytesOf(text: string): Buffer | undefined {
  if (/^[0-9A-Fa-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === keyBytes ? bytes : undefined;
}
