/** What programs do to a value by mistake before it is signed: each as a function of the text. */
import { type Charset, canEncode, decodeBytes, encodeText } from '../charset.ts';
import { encodeForm } from '../form.ts';

/** The escapes of a form, of `encodeURIComponent`, and of the other languages' functions. */
export const urlEncodings: readonly ((text: string, charset: Charset) => string)[] = [
  form,
  (text, charset) => lowerHex(form(text, charset)),
  // rawurlencode of PHP, quote of Python without safe characters, EscapeDataString of C#.
  percent,
  (text, charset) => lowerHex(percent(text, charset)),
  // encodeURIComponent leaves these.
  (text, charset) => unescaped(percent(text, charset), /%(?:2[178A9])/g),
  // quote of Python leaves the slash.
  (text, charset) => unescaped(percent(text, charset), /%2F/g),
  (text) => encoded(encodeURI, text),
];

function form(text: string, charset: Charset): string {
  return encodeForm([['', text]], canEncode(text, charset) ? charset : 'UTF-8').slice(1);
}

function percent(text: string, charset: Charset): string {
  return form(text, charset).replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~');
}

const lowerHex = (text: string): string =>
  text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

const unescaped = (text: string, which: RegExp): string =>
  text.replace(which, (code) => decodeURIComponent(code));

/** An encoder of the language throws at half a surrogate pair. */
function encoded(encode: (text: string) => string, text: string): string {
  try {
    return encode(text);
  } catch {
    return text;
  }
}

/** Decodes escapes that are left in a value, in the charset of the message. */
export const decodedPercent = (text: string, charset: Charset): string => {
  if (!text.includes('%')) return text;
  const bytes: Buffer[] = [];
  for (const part of text.split(/((?:%[0-9A-Fa-f]{2})+)/)) {
    if (part.startsWith('%') && /^(?:%[0-9A-Fa-f]{2})+$/.test(part)) {
      bytes.push(Buffer.from(part.replaceAll('%', ''), 'hex'));
    } else if (canEncode(part, charset)) bytes.push(encodeText(part, charset));
    else return text;
  }
  return decodeBytes(Buffer.concat(bytes), charset) ?? text;
};

export const decodedForm = (text: string, charset: Charset): string =>
  decodedPercent(text.replaceAll('+', ' '), charset);

export const htmlEscaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A JSON value as other writers write it. */
export const jsonWriters: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  spaced,
  (value) => asciiOnly(spaced(value)),
  // PHP: escaped slashes, ASCII only; with JSON_UNESCAPED_UNICODE, and with JSON_UNESCAPED_SLASHES.
  (value) => asciiOnly(JSON.stringify(value).replaceAll('/', '\\/')),
  (value) => JSON.stringify(value).replaceAll('/', '\\/'),
  (value) => asciiOnly(JSON.stringify(value)),
  // Go, and .NET with its default encoder.
  (value) => JSON.stringify(value).replace(/[<>&]/g, escapedUnit),
  (value) => JSON.stringify(sorted(value)),
];

/** The text of a JSON object or array by that writer; another text stays. */
export function rewritten(text: string, write: (value: unknown) => string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return write(JSON.parse(text));
  } catch {
    return text;
  }
}

/** As `json.dumps` of Python writes it. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`,
  );
  return `{${members.join(', ')}}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, sorted(member)] as const);
  return Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1)));
}

const escapedUnit = (unit: string): string =>
  `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const asciiOnly = (text: string): string => text.replace(/[^\0-\x7f]/g, escapedUnit);
