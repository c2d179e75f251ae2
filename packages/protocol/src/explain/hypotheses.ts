import { secret } from '@sampan/primitives';
import { decodeForm, encodeForm, type Parameter } from '../form.ts';
import { documented, type Recipe, type SignatureCase } from './recipe.ts';

/** A mistake that makes a signature wrong, and what to do about it. */
export interface Hypothesis {
  readonly cause: string;
  /** Two mistakes of one aspect exclude each other. */
  readonly aspect: keyof Recipe;
  /** What was done instead of what the documents say. */
  readonly means: string;
  readonly fix: string;
  readonly change: Partial<Recipe>;
}

/**
 * The mistakes that people make, the usual ones first. Both sides of a message can make them: a
 * program that signs, and one that changes what it received before it verifies.
 */
export const hypotheses = [
  {
    cause: 'sign-type-included',
    aspect: 'keeps',
    means: 'sign_type is in the signed string',
    fix: 'leave sign_type out of the string, and send it',
    change: { keeps: (name, value) => value !== '' && name !== 'sign' },
  },
  {
    cause: 'empty-values-included',
    aspect: 'keeps',
    means: 'parameters without a value are in the signed string',
    fix: 'leave out each parameter whose value is empty',
    change: { keeps: (name) => name !== 'sign' && name !== 'sign_type' },
  },
  {
    cause: 'charset-left-out',
    aspect: 'keeps',
    means: '_input_charset is missing in the signed string',
    fix: 'sign _input_charset like every other parameter, also when it is sent in the URL',
    change: {
      keeps: (name, value) => documented.keeps(name, value) && name !== '_input_charset',
    },
  },
  {
    cause: 'decoded-before',
    aspect: 'read',
    means: 'the form was decoded before it was read',
    fix: 'give the raw body, as it arrived, before any middleware decodes it',
    change: { read: readUndecoded },
  },
  {
    cause: 'plus-not-blank',
    aspect: 'read',
    means: 'the form was decoded and written again, and a plus sign was not escaped',
    fix: 'give the raw body, as it arrived, before any middleware decodes it',
    change: { read: readPlusAsPlus },
  },
  {
    cause: 'read-as-latin1',
    aspect: 'bytes',
    means: 'the bytes were taken for Latin-1',
    fix: 'read the body as bytes, and decode them in the charset of the message',
    change: { bytes: latin1 },
  },
  {
    cause: 'url-encoded',
    aspect: 'value',
    means: 'the values in the signed string are URL-encoded',
    fix: 'sign the raw values, and encode them afterwards',
    change: { value: (text) => encodeForm([['', text]], 'UTF-8').slice(1) },
  },
  {
    cause: 'percent-encoded',
    aspect: 'value',
    means: 'the values in the signed string are percent-encoded',
    fix: 'sign the raw values, and encode them afterwards',
    change: { value: encodeURIComponent },
  },
  {
    cause: 'decoded-twice',
    aspect: 'value',
    means: 'the values in the signed string were decoded once too often',
    fix: 'decode a form once',
    change: { value: decoded },
  },
  {
    cause: 'plus-became-blank',
    aspect: 'value',
    means: 'a plus sign became a blank',
    fix: 'escape a plus sign as %2B in a form',
    change: { value: (text) => (isTime(text) ? text : text.replaceAll(' ', '+')) },
  },
  {
    cause: 'blank-became-plus',
    aspect: 'value',
    means: 'blanks are plus signs in the signed string',
    fix: 'sign the raw values',
    change: { value: (text) => text.replaceAll('+', ' ') },
  },
  {
    cause: 'trimmed',
    aspect: 'value',
    means: 'white space around values is missing in the signed string',
    fix: 'sign each value as it is sent',
    change: { value: (text) => text.trim() },
  },
  {
    cause: 'json-rewritten',
    aspect: 'value',
    means: 'a JSON value was parsed and written again',
    fix: 'keep the text of a JSON value for the signature',
    change: { value: rewritten },
  },
  {
    cause: 'not-sorted',
    aspect: 'inOrder',
    means: 'the parameters are not sorted',
    fix: 'sort the parameters by name, ascending by byte',
    change: { inOrder: () => 0 },
  },
  {
    cause: 'sorted-ignoring-case',
    aspect: 'inOrder',
    means: 'the parameters are sorted without regard to case or by a language’s rules',
    fix: 'sort the parameters by name, ascending by byte: _ comes before small letters',
    change: {
      inOrder: ([left], [right]) => {
        const [one, other] = [left.replaceAll('_', ''), right.replaceAll('_', '')];
        return one.toLowerCase() < other.toLowerCase() ? -1 : 1;
      },
    },
  },
  {
    cause: 'signed-as-utf-8',
    aspect: 'bytes',
    means: 'the string is signed as UTF-8, not in the charset of the message',
    fix: 'sign the bytes of the charset that _input_charset names',
    change: { bytes: (text) => Buffer.from(text, 'utf8') },
  },
  {
    cause: 'signed-as-gbk',
    aspect: 'bytes',
    means: 'the string is signed as GBK, not in the charset of the message',
    fix: 'sign the bytes of the charset that _input_charset names',
    change: { bytes: (text) => documented.bytes(text, 'GBK') },
  },
  {
    cause: 'key-with-line-end',
    aspect: 'keys',
    means: 'the key ends with a line end',
    fix: 'trim the key when it is read from a file',
    change: { keys: withKey((key) => `${key}\n`) },
  },
  {
    cause: 'key-with-blank',
    aspect: 'keys',
    means: 'the key ends with a blank',
    fix: 'trim the key where it is read',
    change: { keys: withKey((key) => `${key} `) },
  },
  {
    cause: 'ampersand-before-key',
    aspect: 'keyed',
    means: 'there is an & between string and key',
    fix: 'append the key directly to the string',
    change: { keyed: (text, key) => [text, '&', key] },
  },
  {
    cause: 'key-as-parameter',
    aspect: 'keyed',
    means: 'the key is appended as &key=',
    fix: 'append the key directly to the string',
    change: { keyed: (text, key) => [text, '&key=', key] },
  },
  {
    cause: 'key-in-front',
    aspect: 'keyed',
    means: 'the key stands before the string',
    fix: 'append the key directly to the string',
    change: { keyed: (text, key) => [key, text] },
  },
  {
    cause: 'no-key',
    aspect: 'keyed',
    means: 'the key is missing',
    fix: 'append the key directly to the string',
    change: { keyed: (text) => [text] },
  },
  {
    cause: 'upper-case-digest',
    aspect: 'signature',
    means: 'the digest is in capital letters',
    fix: 'write the digest in small letters',
    change: { signature: (text) => text.toLowerCase() },
  },
  {
    cause: 'base64-changed',
    aspect: 'signature',
    means: 'the Base64 text was changed: blanks for plus signs, or the alphabet of URLs',
    fix: 'send Base64 of the usual alphabet, with + escaped as %2B',
    change: {
      signature: (text) => text.replaceAll(' ', '+').replaceAll('-', '+').replaceAll('_', '/'),
    },
  },
  {
    cause: 'other-digest',
    aspect: 'digest',
    means: 'SHA-256 is used for RSA, or SHA-1 for RSA2',
    fix: 'RSA is SHA-1 with RSA, RSA2 is SHA-256 with RSA',
    change: { digest: { RSA: 'sha256', RSA2: 'sha1' } },
  },
] as const satisfies readonly Hypothesis[];

/** One hypothesis for each key that may have been taken by mistake. */
export const otherKeyHypotheses = ({ otherKeys = [] }: SignatureCase): readonly Hypothesis[] =>
  otherKeys.map(({ name, keys }) => ({
    cause: 'other-key',
    aspect: 'keys',
    means: `it is signed with another key: ${name}`,
    fix: 'use the key of this partner and environment',
    change: { keys: () => keys },
  }));

function readForm(
  form: string | undefined,
  charset: SignatureCase['charset'],
): readonly Parameter[] | undefined {
  const read = form === undefined ? undefined : decodeForm(form, charset);
  return read?.ok ? read.value : undefined;
}

/** The parameters of a form whose plus signs are plus signs; only times have blanks. */
function readPlusAsPlus({ form, charset }: SignatureCase): readonly Parameter[] | undefined {
  return readForm(form?.replaceAll('+', '%2B'), charset)?.map(([name, value]) => {
    const blank = value.replace('+', ' ');
    return [name, isTime(blank) ? blank : value];
  });
}

const isTime = (text: string): boolean => /^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$/.test(text);

/** The parameters of a form that was decoded already, so that nothing is left to decode. */
function readUndecoded({ form, charset }: SignatureCase): readonly Parameter[] | undefined {
  if (form === undefined) return undefined;
  const text = form.replaceAll('%', '%25').replaceAll('+', '%2B');
  return readForm(text, charset);
}

function latin1(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'latin1');
  return bytes.toString('latin1') === text ? bytes : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function rewritten(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

function withKey(change: (key: string) => string): Recipe['keys'] {
  return ({ keys }) => keys.md5Key && { md5Key: secret(change(keys.md5Key.reveal())) };
}
