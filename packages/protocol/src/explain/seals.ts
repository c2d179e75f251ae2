/**
 * What a signature says about itself: by its form which digest it may be, and for RSA, opened with a
 * public key, which digest it is. Each possibility is a seal: a set of mistakes, and a test of bytes.
 */
import { constants, createHash, createHmac, type KeyObject, publicDecrypt } from 'node:crypto';
import { parseSignType } from '../signature.ts';
import type { CauseName } from './causes.ts';
import type { OtherKey, SignatureCase } from './recipe.ts';

export interface SealMistake {
  readonly cause: CauseName;
  readonly detail?: string;
}

export interface Seal {
  readonly mistakes: readonly SealMistake[];
  readonly matches: (bytes: Buffer) => boolean;
  /** What was computed, without the key: `md5(string & key)`. */
  readonly formula: string;
  /** The signature shows by itself that these mistakes were made, whatever the string is. */
  readonly isCertain?: true;
}

type Algorithm = 'md5' | 'sha1' | 'sha256';

/** The seals of that signature, those with fewest mistakes first. */
export function sealsOf(message: SignatureCase): readonly Seal[] {
  const given = new Map(message.parameters);
  const sign = given.get('sign') ?? '';
  const signType = parseSignType(given.get('sign_type') ?? '') ?? 'MD5';
  const digests = digestForms(sign);
  const wrongType: readonly SealMistake[] = [{ cause: 'other-sign-type' }];
  if (signType === 'MD5') {
    if (digests.length > 0) return inOrder(digests.flatMap((form) => digestSeals(form, message)));
    return inOrder(
      rsaSeals(sign, message).map((seal) => ({
        ...seal,
        mistakes: [...wrongType, ...seal.mistakes],
      })),
    );
  }
  const hashed = signType === 'RSA' ? 'sha1' : 'sha256';
  const seals = rsaSeals(sign, message).map((seal) => ({
    ...seal,
    mistakes: [...seal.mistakes, ...rsaDigestMistakes(seal.algorithm, hashed)],
  }));
  const plain = /^[0-9a-f]{32}$/i.test(sign) ? digests : [];
  const others = plain.flatMap((form) =>
    digestSeals({ ...form, mistakes: [...wrongType, ...form.mistakes] }, message),
  );
  return inOrder([...seals, ...others]);
}

const inOrder = (seals: readonly Seal[]): readonly Seal[] =>
  seals.toSorted((left, right) => left.mistakes.length - right.mistakes.length);

function rsaDigestMistakes(found: Algorithm, expected: Algorithm): readonly SealMistake[] {
  if (found === expected) return [];
  if (found === 'md5') return [{ cause: 'other-digest', detail: 'MD5 with RSA' }];
  return [{ cause: found === 'sha256' ? 'sha256-as-rsa' : 'sha1-as-rsa2' }];
}

interface DigestForm {
  readonly digest: Buffer;
  readonly algorithm: Algorithm;
  readonly mistakes: readonly SealMistake[];
}

const algorithms: ReadonlyMap<number, Algorithm> = new Map([
  [16, 'md5'],
  [20, 'sha1'],
  [32, 'sha256'],
]);

/** The digests that a text may be: hexadecimal, or Base64. */
function digestForms(sign: string): readonly DigestForm[] {
  const text = sign.trim();
  const spaced: readonly SealMistake[] =
    text === sign ? [] : [{ cause: 'changed-after-signing', detail: 'white space around sign' }];
  if (/^[0-9a-fA-F]+$/.test(text)) {
    const digest = Buffer.from(text, 'hex');
    const algorithm = text.length % 2 === 0 ? algorithms.get(digest.length) : undefined;
    const isSmall = text === text.toLowerCase();
    if (!algorithm) return [];
    const capital: readonly SealMistake[] = isSmall ? [] : [{ cause: 'upper-case-digest' }];
    return [{ digest, algorithm, mistakes: [...spaced, ...capital] }];
  }
  const digest = base64(text);
  const algorithm = digest && algorithms.get(digest.length);
  if (!digest || !algorithm) return [];
  return [{ digest, algorithm, mistakes: [...spaced, { cause: 'digest-in-base64' }] }];
}

interface KeyText {
  readonly key: string;
  readonly mistakes: readonly SealMistake[];
}

interface Keyed {
  readonly mistakes: readonly SealMistake[];
  readonly formula: string;
  readonly digest: (bytes: Buffer, key: string, algorithm: Algorithm) => Buffer;
}

const hashed =
  (parts: (bytes: Buffer, key: string) => readonly (Buffer | string)[]): Keyed['digest'] =>
  (bytes, key, algorithm) => {
    const hash = createHash(algorithm);
    for (const part of parts(bytes, key)) hash.update(part);
    return hash.digest();
  };

const appended: Keyed = {
  mistakes: [],
  formula: 'string + key',
  digest: hashed((bytes, key) => [bytes, key]),
};

const wronglyKeyed: readonly Keyed[] = [
  {
    mistakes: [{ cause: 'ampersand-before-key' }],
    formula: 'string + "&" + key',
    digest: hashed((bytes, key) => [bytes, '&', key]),
  },
  {
    mistakes: [{ cause: 'key-as-parameter' }],
    formula: 'string + "&key=" + key',
    digest: hashed((bytes, key) => [bytes, '&key=', key]),
  },
  {
    mistakes: [{ cause: 'key-in-front' }],
    formula: 'key + string',
    digest: hashed((bytes, key) => [key, bytes]),
  },
  {
    mistakes: [{ cause: 'key-in-front', detail: 'with an & behind it' }],
    formula: 'key + "&" + string',
    digest: hashed((bytes, key) => [key, '&', bytes]),
  },
  {
    mistakes: [{ cause: 'key-in-front', detail: 'and at the end once more' }],
    formula: 'key + string + key',
    digest: hashed((bytes, key) => [key, bytes, key]),
  },
  { mistakes: [{ cause: 'no-key' }], formula: 'string', digest: hashed((bytes) => [bytes]) },
];

const hmac: Keyed = {
  mistakes: [{ cause: 'hmac' }],
  formula: 'hmac(key, string)',
  digest: (bytes, key, algorithm) => createHmac(algorithm, key).update(bytes).digest(),
};

function digestSeals(form: DigestForm, message: SignatureCase): readonly Seal[] {
  const { digest, algorithm, mistakes } = form;
  const otherDigest: readonly SealMistake[] =
    algorithm === 'md5' ? [] : [{ cause: 'other-digest', detail: algorithm.toUpperCase() }];
  return [appended, hmac, ...wronglyKeyed].flatMap((keyed) =>
    keyTexts(message).map(
      ({ key, mistakes: ofKey }): Seal => ({
        mistakes: [
          ...mistakes,
          ...(keyed === hmac ? [] : otherDigest),
          ...keyed.mistakes,
          ...(keyed.formula === 'string' ? [] : ofKey),
        ],
        formula:
          keyed === hmac ? `hmac-${algorithm}(key, string)` : `${algorithm}(${keyed.formula})`,
        matches: (bytes) => keyed.digest(bytes, key, algorithm).equals(digest),
      }),
    ),
  );
}

/** The keys that may have been appended. */
function keyTexts({ keys, otherKeys = [] }: SignatureCase): readonly KeyText[] {
  const right = keys.md5Key?.reveal();
  const ofOthers = otherKeys.flatMap((other): readonly KeyText[] => {
    const mistakes = [mistakeOf(other)];
    const key = other.keys.md5Key?.reveal();
    const texts = other.keys.publicKey ? textsOf(other.keys.publicKey) : [];
    return [...(key === undefined ? [] : [key]), ...texts].map((text) => ({ key: text, mistakes }));
  });
  const ownTexts = keys.publicKey ? textsOf(keys.publicKey) : [];
  const own = ownTexts.map((key) => ({ key, mistakes: [{ cause: 'own-key' as const }] }));
  return [...(right === undefined ? [] : variantsOf(right)), ...ofOthers, ...own];
}

function variantsOf(key: string): readonly KeyText[] {
  const whitespace = (text: string, detail: string): KeyText => ({
    key: text,
    mistakes: [{ cause: 'key-whitespace', detail }],
  });
  const cased = [key.toLowerCase(), key.toUpperCase()].filter((text) => text !== key);
  return [
    { key, mistakes: [] },
    whitespace(`${key}\n`, 'a line end behind it'),
    whitespace(`${key}\r\n`, 'a line end of Windows behind it'),
    whitespace(`${key}\r`, 'a carriage return behind it'),
    whitespace(`${key} `, 'a blank behind it'),
    whitespace(` ${key}`, 'a blank in front of it'),
    whitespace(`${key}\t`, 'a tab behind it'),
    whitespace(`\ufeff${key}`, 'a byte order mark in front of it'),
    whitespace(`"${key}"`, 'quotes around it'),
    ...cased.map((text): KeyText => ({ key: text, mistakes: [{ cause: 'key-case' }] })),
  ];
}

const kinds = {
  partner: 'other-partner-key',
  ours: 'our-key',
  own: 'own-key',
  replaced: 'replaced-key',
} as const satisfies Readonly<Record<OtherKey['kind'], CauseName>>;

const mistakeOf = ({ kind, name }: OtherKey): SealMistake => ({ cause: kinds[kind], detail: name });

// The export of a key costs more than all digests that are made with its text.
const texts = new WeakMap<KeyObject, readonly string[]>();

/** An RSA key's text, taken for an MD5 key. */
function textsOf(key: KeyObject): readonly string[] {
  const known = texts.get(key);
  if (known) return known;
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  const body = pem.replace(/-----[A-Z ]+-----/g, '').replaceAll('\n', '');
  const made = [pem, pem.trimEnd(), body];
  texts.set(key, made);
  return made;
}

interface RsaSeal extends Seal {
  readonly algorithm: Algorithm;
}

/** The digests inside an RSA signature, by each key and each way to repair the Base64. */
function rsaSeals(sign: string, message: SignatureCase): readonly RsaSeal[] {
  const { keys, otherKeys = [] } = message;
  const candidates = [
    { publicKey: keys.publicKey, mistakes: [] as readonly SealMistake[] },
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
            matches: (text: Buffer) => createHash(algorithm).update(text).digest().equals(digest),
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

function base64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}

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
