import { promisify } from 'node:util';
import { assert } from '@sampan/primitives';
import ssh2 from 'ssh2';

export type KeyKind = 'ed25519' | 'ecdsa' | 'rsa';

export interface KeyPair {
  /** OpenSSH's private key format. */
  readonly privateKey: string;
  /** A line of `authorized_keys`. */
  readonly publicKey: string;
}

type Generated = { readonly private: string; readonly public: string };
type Generate = (done: (error: Error | null, pair?: Generated) => void) => void;

const generators: Readonly<Record<KeyKind, Generate>> = {
  ed25519: (done) => ssh2.utils.generateKeyPair('ed25519', done),
  ecdsa: (done) => ssh2.utils.generateKeyPair('ecdsa', { bits: 256 }, done),
  rsa: (done) => ssh2.utils.generateKeyPair('rsa', { bits: 2_048 }, done),
};

const triesMax = 10;

/**
 * Makes a key pair. The library (1.17.0) cannot read about one in 300 of its own ed25519 keys, so a
 * pair is accepted only after signing with one half and verifying with the other.
 */
export async function makeKeyPair(
  kind: KeyKind,
  generate: Generate = generators[kind],
): Promise<KeyPair> {
  for (let time = 0; time < triesMax; time++) {
    const pair = await promisify(generate)();
    assert(pair, 'a key pair was made');
    if (isWhole(pair)) return { privateKey: pair.private, publicKey: pair.public };
  }
  throw new Error(`No ${kind} key was whole in ${triesMax} tries`);
}

function isWhole(pair: Generated): boolean {
  const privateKey = ssh2.utils.parseKey(pair.private);
  const publicKey = ssh2.utils.parseKey(pair.public);
  if (privateKey instanceof Error || publicKey instanceof Error) return false;
  const signed = Buffer.from('whole');
  return publicKey.verify(signed, privateKey.sign(signed)) === true;
}
