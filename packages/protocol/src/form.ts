import { assert, ok, problem, type Result } from '@sampan/primitives';
import { type Charset, decodeBytes, encodeText, isAsciiText } from './charset.ts';

export type Parameter = readonly [name: string, value: string];

/** Form text before its charset is known: ASCII is decoded, the rest still bytes. */
export type RawText = string | Buffer;
export type RawParameter = readonly [name: RawText, value: RawText];

export type FormProblem = 'malformed-escape' | 'not-in-charset';

/**
 * Splits a query string or form body (`latin1`: one character per byte) into parameters and undoes
 * the percent-encoding, but not the charset: one of the parameters declares it, and escaped GBK
 * bytes arrive under a header that says UTF-8 (09 §1).
 */
export function splitForm(latin1: string): Result<readonly RawParameter[], FormProblem> {
  const parameters: RawParameter[] = [];
  for (let start = 0; start < latin1.length; ) {
    let end = latin1.indexOf('&', start);
    if (end < 0) end = latin1.length;
    if (end > start) {
      const sign = latin1.indexOf('=', start);
      const nameEnd = sign < 0 || sign > end ? end : sign;
      const name = unescapeText(latin1, start, nameEnd);
      const value = nameEnd === end ? '' : unescapeText(latin1, nameEnd + 1, end);
      if (name === undefined || value === undefined) return problem('malformed-escape');
      parameters.push([name, value]);
    }
    start = end + 1;
  }
  return ok(parameters);
}

/** The decoded text in the now known charset; undefined when the bytes are malformed. */
export const decodeRaw = (raw: RawText, charset: Charset): string | undefined =>
  typeof raw === 'string' ? raw : decodeBytes(raw, charset);

/** Reads a form whose charset is known, such as a notification's. The inverse of `encodeForm`. */
export function decodeForm(
  body: Buffer | string,
  charset: Charset,
): Result<readonly Parameter[], FormProblem> {
  const split = splitForm(typeof body === 'string' ? body : body.toString('latin1'));
  if (!split.ok) return split;
  const parameters: Parameter[] = [];
  for (const [rawName, rawValue] of split.value) {
    const name = decodeRaw(rawName, charset);
    const value = decodeRaw(rawValue, charset);
    if (name === undefined || value === undefined) return problem('not-in-charset');
    parameters.push([name, value]);
  }
  return ok(parameters);
}

/**
 * Writes parameters as a form or query string, percent-encoding the charset's bytes:
 * `encodeForm([['trans_name', '測試 a']], 'GBK')` is `trans_name=%9C%79%D4%87+a`. Every byte of a
 * non-ASCII character is encoded, even if it equals a letter: `java.net.URLDecoder` decodes each
 * run of `%xx` separately, and half a GBK character is malformed.
 */
export function encodeForm(parameters: Iterable<Parameter>, charset: Charset): string {
  let form = '';
  for (const [name, value] of parameters) {
    if (form !== '') form += '&';
    form += `${escapeText(name, charset)}=${escapeText(value, charset)}`;
  }
  return form;
}

// Decoding is synchronous, one text at a time, so one shared buffer suffices.
let scratch = Buffer.allocUnsafe(4_096);

/** Characters from `start` to `end` with `+` and `%xx` decoded; undefined for a broken escape. */
function unescapeText(source: string, start: number, end: number): RawText | undefined {
  let clean = start;
  while (clean < end) {
    const code = source.charCodeAt(clean);
    if (code === percent || code === plus || code > 0x7f) break;
    clean++;
  }
  if (clean === end) return source.slice(start, end);

  if (scratch.length < end - start) scratch = Buffer.allocUnsafe(end - start);
  let length = 0;
  let high = 0;
  for (let index = start; index < end; index++) {
    let code = source.charCodeAt(index);
    if (code === plus) code = blank;
    else if (code === percent) {
      const left = index + 1 < end ? digitOf(source.charCodeAt(index + 1)) : 0xff;
      const right = index + 2 < end ? digitOf(source.charCodeAt(index + 2)) : 0xff;
      if (left === 0xff || right === 0xff) return undefined;
      code = (left << 4) | right;
      index += 2;
    }
    assert(code <= 0xff, 'a form is read byte for byte');
    high |= code;
    scratch[length++] = code;
  }
  if (high < 0x80) return scratch.toString('latin1', 0, length);
  return Buffer.from(scratch.subarray(0, length));
}

const percent = 0x25;
const plus = 0x2b;
const blank = 0x20;

const digits = new Uint8Array(0x80).fill(0xff);
for (const [index, digit] of [...'0123456789abcdef'].entries()) {
  digits[digit.charCodeAt(0)] = index;
  digits[digit.toUpperCase().charCodeAt(0)] = index;
}
const digitOf = (code: number): number => digits[code] ?? 0xff;

const percentEncoded = (byte: number): string =>
  `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** What stays as it is, as in every HTML form; nearly all names and most values are such. */
const plain = /^[A-Za-z0-9\-._*]*$/;

/** The encoding of each ASCII character. */
const escapes: readonly string[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (plain.test(character)) return character;
  return code === blank ? '+' : percentEncoded(code);
});

function escapeText(text: string, charset: Charset): string {
  if (plain.test(text)) return text;
  if (isAsciiText(text)) return escapeAscii(text);
  let escaped = '';
  let start = 0;
  for (const { 0: run, index } of text.matchAll(outsideAscii)) {
    escaped += escapeAscii(text.slice(start, index));
    for (const byte of encodeText(run, charset)) escaped += percentEncoded(byte);
    start = index + run.length;
  }
  return escaped + escapeAscii(text.slice(start));
}

const outsideAscii = /[^\0-\x7f]+/g;

function escapeAscii(text: string): string {
  let escaped = '';
  for (let index = 0; index < text.length; index++) escaped += escapes[text.charCodeAt(index)];
  return escaped;
}
