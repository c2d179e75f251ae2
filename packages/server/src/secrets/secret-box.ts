import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Random, type Secret, secret } from '@sampan/primitives';
import type { SecretsKey } from './secrets-key.ts';

/** The place of a sealed value, as authenticated data: table, column and the row's key. */
export type SealedPlace = readonly string[];

export interface SecretBoxOptions {
  /**
   * The known keys; the first one seals. Read again when a value names an unknown key, because a
   * rotation may have happened.
   */
  readonly keys: () => readonly SecretsKey[];
  readonly random: Random;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1';

/** A sealed value names its key: `v1.KEYID.`, then nonce, ciphertext and tag in Base64url. */
const sealedForm = /^v1\.([0-9a-f]{16})\.([A-Za-z0-9_-]+)$/;

export const isSealed = (text: string): boolean => sealedForm.test(text);

/** The id of the key that sealed a value. */
export const keyIdOf = (sealed: string): string | undefined => sealedForm.exec(sealed)?.[1];

/**
 * Seals and opens database secrets (AES-256-GCM). The place is authenticated data, so a value
 * copied to another row cannot be opened there.
 */
export class SecretBox {
  readonly #read: () => readonly SecretsKey[];
  readonly #random: Random;
  #keys: readonly SecretsKey[];

  constructor({ keys, random }: SecretBoxOptions) {
    this.#read = keys;
    this.#random = random;
    this.#keys = keys();
  }

  /** The id of the sealing key, if the database names no other. */
  get preferred(): string {
    const [first] = this.#keys;
    if (!first) throw new Error('There is no key to seal secrets under');
    return first.id;
  }

  /** Ids of all known keys. */
  get known(): readonly string[] {
    return this.#keys.map(({ id }) => id);
  }

  knows(keyId: string): boolean {
    return this.#find(keyId) !== undefined;
  }

  seal(value: string, place: SealedPlace, keyId = this.preferred): string {
    const nonce = Buffer.from(Array.from({ length: nonceBytes }, () => this.#random.below(256)));
    const cipher = createCipheriv(algorithm, this.#key(keyId).key, nonce, {
      authTagLength: tagBytes,
    });
    cipher.setAAD(placeBytes(place));
    const sealed = [nonce, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${version}.${keyId}.${Buffer.concat(sealed).toString('base64url')}`;
  }

  /** Throws when the key is unknown, or when the value is damaged or from another place. */
  open(sealed: string, place: SealedPlace): Secret<string> {
    const [, keyId = '', text = ''] = sealedForm.exec(sealed) ?? [];
    if (keyId === '') throw new Error(`The secret in ${shown(place)} is not sealed`);
    const { key } = this.#key(keyId);
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length < nonceBytes + tagBytes) throw damaged(place);
    const nonce = bytes.subarray(0, nonceBytes);
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(placeBytes(place));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    try {
      const opened = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
      return secret(Buffer.concat([opened, decipher.final()]).toString('utf8'));
    } catch {
      // The library's message says less, and must not expose decrypted data.
      throw damaged(place);
    }
  }

  #key(keyId: string): SecretsKey {
    const found = this.#find(keyId);
    if (found) return found;
    throw new Error(
      `A secret is sealed under the key ${keyId}, which is not given (${this.known.join(', ')} are)`,
    );
  }

  #find(keyId: string): SecretsKey | undefined {
    const known = this.#keys.find(({ id }) => id === keyId);
    if (known) return known;
    this.#keys = this.#read();
    return this.#keys.find(({ id }) => id === keyId);
  }
}

/** Unambiguous for any parts. */
const placeBytes = (place: SealedPlace): Buffer => Buffer.from(JSON.stringify(place));

const shown = (place: SealedPlace): string => place.join('/');

const damaged = (place: SealedPlace): Error =>
  new Error(`The sealed secret in ${shown(place)} is damaged, or was put there from elsewhere`);
