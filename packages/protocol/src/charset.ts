import { assert } from '@sampan/primitives';
import { gbkFrom, gbkHolds, gbkTo } from './gbk.ts';

/**
 * The charsets that a request may declare in `_input_charset` (01 §6). GB2312 is read as GBK, its
 * superset, but a reply keeps the declared name and contains only GB2312 characters.
 */
export type Charset = 'UTF-8' | 'GBK' | 'GB2312';

/** The charset of a request that declares none. */
export const defaultCharset: Charset = 'GBK';

const named: Readonly<Record<string, Charset>> = { 'UTF-8': 'UTF-8', GBK: 'GBK', GB2312: 'GB2312' };

/** The charset with that name in any letter case; undefined when it is not supported. */
export function parseCharset(text: string): Charset | undefined {
  const name = text.toUpperCase();
  return Object.hasOwn(named, name) ? named[name] : undefined;
}

/** The decoded text; undefined when the bytes are malformed in that charset. */
export function decodeBytes(bytes: Uint8Array, charset: Charset): string | undefined {
  if (charset !== 'UTF-8') return gbkTo(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Keeps a byte order mark: it is a character of the text. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The encoded bytes. Call `canEncode` first for text from outside: a character that the charset
 * lacks throws here, because it must never become `?`.
 */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'UTF-8') return Buffer.from(text, 'utf8');
  if (isAsciiText(text)) return Buffer.from(text, 'latin1');
  const bytes = gbkFrom(text);
  assert(bytes, `a character that ${charset} cannot hold`);
  return bytes;
}

// Node 20 has String.isWellFormed, the ES2023 library types do not; with `u` a range of surrogates
// matches only lone ones.
const unpairedSurrogate = /[\ud800-\udfff]/u;

/** Whether every character of the text is well formed. */
export const isWellFormed = (text: string): boolean => !unpairedSurrogate.test(text);

/** Whether the charset holds every character of the text: `canEncode('茶餐廳', 'GBK')`. */
export function canEncode(text: string, charset: Charset): boolean {
  if (isAsciiText(text)) return true;
  return charset === 'UTF-8' ? isWellFormed(text) : gbkHolds(text, charset);
}

/** Whether all characters are below U+0080, as in almost every text: these take one byte each. */
export const isAsciiText = (text: string): boolean => Buffer.byteLength(text) === text.length;

/**
 * Replaces each character that the charset lacks by a numeric reference; only for unsigned text (17
 * "Charset"): `withReferences('茶😀', 'GBK')` is `茶&#128512;`.
 */
export function withReferences(text: string, charset: Charset): string {
  if (canEncode(text, charset)) return text;
  let held = '';
  for (const character of text) {
    held += canEncode(character, charset) ? character : `&#${character.codePointAt(0)};`;
  }
  return held;
}
