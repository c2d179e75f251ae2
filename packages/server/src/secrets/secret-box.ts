import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Random, type Secret, secret } from '@sampan/primitives';
import type { SecretsKey } from './secrets-key.ts';

/** Where a sealed value lies: table, column, and the row's key. It opens nowhere else. */
export type SealedPlace = readonly string[];

export interface SecretBoxOptions {
  /**
   * The keys that can open; the first is the one to seal under. Asked again when a value is met
   * that is sealed under a key not known yet: a rotation may have happened meanwhile.
   */
  readonly keys: () => readonly SecretsKey[];
  readonly random: Random;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1';

/** A sealed value names its key: `v1.KEYID.` and nonce, ciphertext and tag in Base64 of URLs. */
const sealedForm = /^v1\.([0-9a-f]{16})\.([A-Za-z0-9_-]+)$/;

export const isSealed = (text: string): boolean => sealedForm.test(text);

/** The id of the key under which a value is sealed. */
export const keyIdOf = (sealed: string): string | undefined => sealedForm.exec(sealed)?.[1];

/**
 * Seals secrets for the database, and opens them (AES-256-GCM). The place is authenticated with the
 * value, so a sealed value that was copied to another row does not open there.
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

  /** The id of the key to seal under, when the database has not named another. */
  get preferred(): string {
    const [first] = this.#keys;
    if (!first) throw new Error('There is no key to seal secrets under');
    return first.id;
  }

  /** Ids of all keys that are known. */
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

  /** Throws when the key is not known, and when the value is damaged or from another place. */
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
      // The library's words say less, and nothing of what it has decrypted may leave.
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

/** Unambiguous, whatever is in the parts. */
const placeBytes = (place: SealedPlace): Buffer => Buffer.from(JSON.stringify(place));

const shown = (place: SealedPlace): string => place.join('/');

const damaged = (place: SealedPlace): Error =>
  new Error(`The sealed secret in ${shown(place)} is damaged, or was put there from elsewhere`);
