import { isUtf8 } from 'node:buffer';
import { assert } from '@sampan/primitives';
import { gbkFrom, gbkHolds, gbkTo } from './gbk.ts';

/**
 * The charsets a request may declare in `_input_charset` (01 §6). GB2312 is read as GBK, of which
 * it is the older part, but a reply keeps the declared name and holds only what that name promises.
 */
export type Charset = 'UTF-8' | 'GBK' | 'GB2312';

/** Read as this when a request names no charset. */
export const defaultCharset: Charset = 'GBK';

const named: Readonly<Record<string, Charset>> = { 'UTF-8': 'UTF-8', GBK: 'GBK', GB2312: 'GB2312' };

/** The charset of that name in any letter case; undefined when it is none of ours. */
export function parseCharset(text: string): Charset | undefined {
  const name = text.toUpperCase();
  return Object.hasOwn(named, name) ? named[name] : undefined;
}

/** The text of the bytes; undefined when they are malformed in that charset. */
export function decodeBytes(bytes: Uint8Array, charset: Charset): string | undefined {
  if (charset !== 'UTF-8') return gbkTo(bytes);
  if (!isUtf8(bytes)) return undefined;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/**
 * The bytes of the text. Ask `canEncode` first where the text comes from outside: a character that
 * the charset cannot hold stops here, since nothing may ever become `?`.
 */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'UTF-8') return Buffer.from(text, 'utf8');
  if (isAsciiText(text)) return Buffer.from(text, 'latin1');
  const bytes = gbkFrom(text);
  assert(bytes, `a character that ${charset} cannot hold`);
  return bytes;
}

// Node 20 knows String.isWellFormed, the ES2023 library does not; `u` matches only unpaired halves.
const unpairedSurrogate = /\p{Surrogate}/u;

/** Whether every character of the text is well formed. */
export const isWellFormed = (text: string): boolean => !unpairedSurrogate.test(text);

/** Whether the charset holds every character of the text: `canEncode('茶餐廳', 'GBK')`. */
export function canEncode(text: string, charset: Charset): boolean {
  if (isAsciiText(text)) return true;
  return charset === 'UTF-8' ? isWellFormed(text) : gbkHolds(text, charset);
}

/** Whether all characters are below U+0080, as in almost every text: only those take one byte. */
export const isAsciiText = (text: string): boolean => Buffer.byteLength(text) === text.length;

/**
 * The text with each character that the charset cannot hold as a numeric reference, only where
 * nothing is signed (17 "Charset"): `withReferences('茶😀', 'GBK')` is `茶&#128512;`.
 */
export function withReferences(text: string, charset: Charset): string {
  if (canEncode(text, charset)) return text;
  let held = '';
  for (const character of text) {
    held += canEncode(character, charset) ? character : `&#${character.codePointAt(0)};`;
  }
  return held;
}
