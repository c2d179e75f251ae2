/** An RSA signature, opened with a public key, shows which digest was signed and by which key. */
import { constants, hash, type KeyObject, publicDecrypt } from 'node:crypto';
import type { SignatureCase } from './recipe.ts';
import { type Algorithm, base64, mistakeOf, type Seal, type SealMistake } from './seal.ts';

interface Candidate {
  readonly publicKey: KeyObject | undefined;
  readonly mistakes: readonly SealMistake[];
}

interface RsaSeal extends Seal {
  readonly algorithm: Algorithm;
}

/** The digests inside an RSA signature, by each key and each way to repair the Base64. */
export function rsaSeals(sign: string, message: SignatureCase): readonly RsaSeal[] {
  const { keys, otherKeys = [] } = message;
  const candidates: readonly Candidate[] = [
    { publicKey: keys.publicKey, mistakes: [] },
    ...otherKeys.map((other) => ({
      publicKey: other.keys.publicKey,
      mistakes: [mistakeOf(other)],
    })),
  ];
  return candidates.flatMap(({ publicKey, mistakes: ofKey }) =>
    publicKey === undefined
      ? []
      : signatureForms(sign).flatMap(({ bytes, mistakes }) => {
          const opened = openRsa(bytes, publicKey);
          if (!opened) return [];
          const { algorithm, digest } = opened;
          return {
            mistakes: [...mistakes, ...ofKey],
            algorithm,
            formula: `rsa-${algorithm}(string)`,
            matches: (text: Buffer) => hash(algorithm, text, 'buffer').equals(digest),
            isCertain: true as const,
          };
        }),
  );
}

interface SignatureForm {
  readonly bytes: Buffer;
  readonly mistakes: readonly SealMistake[];
}

/** The bytes of a signature, as the gateway reads them and with what may have happened to them. */
function signatureForms(sign: string): readonly SignatureForm[] {
  const usual = sign.replace(/[\r\n]/g, '').replaceAll(' ', '+');
  const exact = base64(usual);
  if (exact) return [{ bytes: exact, mistakes: [] }];
  const changed = (text: string, detail: string): readonly SignatureForm[] => {
    const bytes = base64(padded(text));
    return bytes ? [{ bytes, mistakes: [{ cause: 'base64-changed', detail }] }] : [];
  };
  const once = usual.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const hex = /^[0-9A-Fa-f]{128,}$/.test(usual) ? Buffer.from(usual, 'hex').toString('base64') : '';
  return [
    ...changed(usual, 'its padding is missing'),
    ...changed(usual.replaceAll('-', '+').replaceAll('_', '/'), 'the alphabet of URLs'),
    ...changed(once.replaceAll(' ', '+'), 'it was percent-encoded twice'),
    ...(hex === '' ? [] : changed(hex, 'it is hexadecimal')),
    ...changed(usual.replace(/[^A-Za-z0-9+/]/g, ''), 'other characters are in it'),
  ].slice(0, 1);
}

const padded = (text: string): string => {
  const bare = text.replace(/=+$/, '');
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
};

/** What stands before the digest (RFC 8017 §9.2). */
const prefixes: readonly (readonly [Algorithm, Buffer])[] = [
  ['sha1', Buffer.from('3021300906052b0e03021a05000414', 'hex')],
  ['sha256', Buffer.from('3031300d060960864801650304020105000420', 'hex')],
  ['md5', Buffer.from('3020300c06082a864886f70d020505000410', 'hex')],
];

/** The digest that was signed; undefined when that key did not make the signature. */
function openRsa(
  signature: Buffer,
  key: KeyObject,
): { readonly algorithm: Algorithm; readonly digest: Buffer } | undefined {
  let opened: Buffer;
  try {
    opened = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
  } catch {
    return undefined;
  }
  for (const [algorithm, prefix] of prefixes) {
    if (!opened.subarray(0, prefix.length).equals(prefix)) continue;
    return { algorithm, digest: opened.subarray(prefix.length) };
  }
  return undefined;
}
