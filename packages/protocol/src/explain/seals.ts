/**
 * What a signature says about itself: by its form which digest it may be, and for RSA, opened with a
 * public key, which digest it is.
 */
import { createHmac, hash, type KeyObject } from 'node:crypto';
import { parseSignType } from '../signature.ts';
import type { SignatureCase } from './recipe.ts';
import { rsaSeals } from './rsa-seals.ts';
import { type Algorithm, base64, mistakeOf, type Seal, type SealMistake } from './seal.ts';

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
    const given = parts(bytes, key).map((part) =>
      typeof part === 'string' ? Buffer.from(part) : part,
    );
    return hash(algorithm, given.length === 1 ? bytes : Buffer.concat(given), 'buffer');
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
