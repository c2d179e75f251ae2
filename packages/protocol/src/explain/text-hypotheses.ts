import { type Charset, canEncode, decodeBytes, encodeText, isAsciiText } from '../charset.ts';
import { decodeForm, type Parameter } from '../form.ts';
import type { CauseName } from './causes.ts';
import { documentedDigest, encodedIn, type SignatureCase, type TextRecipe } from './recipe.ts';
import {
  decodedForm,
  decodedPercent,
  htmlEscaped,
  jsonWriters,
  rewritten,
  urlEncodings,
} from './value-forms.ts';

/** A mistake in the string that is signed. Several hypotheses may be one mistake. */
export interface TextHypothesis {
  readonly cause: CauseName;
  /** Two mistakes in one step exclude each other. */
  readonly step: keyof TextRecipe;
  /** What exactly, or which parameter. */
  readonly detail?: string;
  readonly fix?: string;
  readonly change: Partial<TextRecipe>;
}

const rawBody = 'give the raw body, as it arrived, before any middleware decodes it';

/**
 * The mistakes that people make, the usual ones first. Both sides of a message can make them: a
 * program that signs, and one that changes what it received before it verifies.
 */
const common: readonly TextHypothesis[] = [
  { cause: 'sign-type-signed', step: 'isTypeSigned', change: { isTypeSigned: true } },
  ...['', 'null', 'None', 'undefined'].map(
    (empty): TextHypothesis => ({
      cause: 'empty-values-signed',
      step: 'empty',
      ...(empty !== '' && { detail: `written as ${empty}` }),
      change: { empty },
    }),
  ),
  ...urlEncodings.map(
    (encode): TextHypothesis => ({
      cause: 'values-url-encoded',
      step: 'encode',
      change: { encode },
    }),
  ),
  { cause: 'unsorted', step: 'inOrder', change: { inOrder: () => 0 } },
  ...[lowerCase, upperCase, byLanguage].map(
    (order): TextHypothesis => ({
      cause: 'sorted-ignoring-case',
      step: 'inOrder',
      change: { inOrder: ascending(order) },
    }),
  ),
  {
    cause: 'unsorted',
    step: 'inOrder',
    detail: 'they are sorted in descending order',
    change: { inOrder: ([left], [right]) => (left < right ? 1 : left > right ? -1 : 0) },
  },
  {
    cause: 'plus-became-blank',
    step: 'blanks',
    change: { blanks: (text) => (isTime(text) ? text : text.replaceAll(' ', '+')) },
  },
  {
    cause: 'blank-became-plus',
    step: 'blanks',
    change: { blanks: (text) => text.replaceAll('+', ' ') },
  },
  { cause: 'values-decoded-twice', step: 'decode', change: { decode: decodedForm } },
  { cause: 'values-decoded-twice', step: 'decode', change: { decode: decodedPercent } },
  ...jsonWriters.map(
    (write): TextHypothesis => ({
      cause: 'json-reencoded',
      step: 'json',
      change: { json: (text) => rewritten(text, write) },
    }),
  ),
  ...(['UTF-8', 'GBK'] as const).map(
    (charset): TextHypothesis => ({
      cause: 'string-in-other-charset',
      step: 'bytes',
      detail: `in ${charset}`,
      change: {
        bytes: (text) => encodedIn(text, charset),
      },
    }),
  ),
  {
    cause: 'string-in-other-charset',
    step: 'bytes',
    detail: 'in Latin-1 or ASCII, where other characters become ?',
    change: { bytes: (text) => Buffer.from(text.replace(/[^\0-\xff]/gu, '?'), 'latin1') },
  },
  {
    cause: 'string-in-other-charset',
    step: 'bytes',
    detail: 'in ASCII, where other characters become ?',
    change: { bytes: (text) => Buffer.from(text.replace(/[^\0-\x7f]/gu, '?'), 'latin1') },
  },
  {
    cause: 'string-in-other-charset',
    step: 'bytes',
    detail: 'in UTF-16',
    change: { bytes: (text) => Buffer.from(text, 'utf16le') },
  },
  ...(['UTF-8', 'GBK'] as const).map(
    (charset): TextHypothesis => ({
      cause: 'string-in-other-charset',
      step: 'decode',
      detail: `the values were read in another charset than ${charset}, in which they were written`,
      change: { decode: (text, read) => readAs(text, read, charset) },
    }),
  ),
  { cause: 'values-trimmed', step: 'trim', change: { trim: (text) => text.trim() } },
  {
    cause: 'changed-after-signing',
    step: 'trim',
    detail: 'line ends of a value',
    change: { trim: (text) => text.replaceAll('\r\n', '\n') },
  },
  {
    cause: 'changed-after-signing',
    step: 'trim',
    detail: 'line ends of a value',
    change: { trim: (text) => text.replace(/\r?\n/g, '\r\n') },
  },
  { cause: 'values-html-escaped', step: 'encode', change: { encode: htmlEscaped } },
];

/** What a framework does to a form before a program reads it. */
const ofReading: readonly TextHypothesis[] = [
  {
    cause: 'values-decoded-twice',
    step: 'read',
    detail: 'the form was decoded before it was read',
    fix: rawBody,
    change: { read: readUndecoded },
  },
  { cause: 'plus-became-blank', step: 'read', fix: rawBody, change: { read: readPlusAsPlus } },
];

/** The hypotheses for that message; some depend on its parameters. */
export function textHypotheses(message: SignatureCase): readonly TextHypothesis[] {
  const names = [...new Set(message.parameters.map(([name]) => name))];
  const left = names.filter((name) => name !== 'sign' && name !== 'sign_type');
  // A notification is damaged by who reads it, a request by who signs it.
  const isRequest = message.query !== undefined;
  return [
    ...(isRequest ? [...common, ...ofReading] : [...ofReading, ...common]),
    ...signHypotheses(message),
    ...(names.includes('_input_charset') ? [charsetLeftOut(message)] : charsetsAdded),
    ...left
      .filter((name) => name !== '_input_charset')
      .slice(0, namesMax)
      .map(
        (without): TextHypothesis => ({
          cause: 'changed-after-signing',
          step: 'without',
          detail: `${without} is sent and not signed`,
          change: { without },
        }),
      ),
  ];
}

/** More parameters than any service has are no honest mistake, and would make the search slow. */
const namesMax = 40;

const charsetsAdded = ['UTF-8', 'utf-8', 'GBK', 'gbk'].map(
  (added): TextHypothesis => ({
    cause: 'charset-not-sent',
    step: 'added',
    detail: added,
    change: { added },
  }),
);

function charsetLeftOut({ form, query }: SignatureCase): TextHypothesis {
  const isIn = (text = ''): boolean => /(?:^|&)_input_charset=/.test(text);
  const isOnlyInUrl = isIn(query) || !isIn(form);
  return {
    cause: isOnlyInUrl ? 'charset-only-in-url' : 'charset-left-out',
    step: 'without',
    change: { without: '_input_charset' },
  };
}

/** A program that signs the same parameters twice, or has an empty sign among them. */
function signHypotheses(message: SignatureCase): readonly TextHypothesis[] {
  const first = documentedDigest(message);
  const values = ['', 'null', 'None', 'undefined', ...(first === undefined ? [] : [first])];
  return values.map((sign) => ({
    cause: 'sign-signed',
    step: 'sign',
    detail: sign === first ? 'the parameters were signed twice' : `as sign=${sign}`,
    change: { sign: () => sign },
  }));
}

function ascending(form: (name: string) => string): TextRecipe['inOrder'] {
  return ([left], [right]) => {
    const [one, other] = [form(left), form(right)];
    return one < other ? -1 : one > other ? 1 : 0;
  };
}

function lowerCase(name: string): string {
  return name.toLowerCase();
}

/** By capital letters, so that _ comes after every letter: OrdinalIgnoreCase of C#. */
function upperCase(name: string): string {
  return name.toUpperCase();
}

/** A language's collation passes over _ at first. */
function byLanguage(name: string): string {
  return `${name.replaceAll('_', '').toLowerCase()}\0${name}`;
}

/** The text of these bytes, had they been read in the charset in which they were written. */
function readAs(text: string, read: Charset, written: Charset): string {
  if (read === written || isAsciiText(text) || !canEncode(text, read)) return text;
  return decodeBytes(encodeText(text, read), written) ?? text;
}

const isTime = (text: string): boolean => /^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$/.test(text);

function readForm(
  form: string | undefined,
  charset: SignatureCase['charset'],
): readonly Parameter[] | undefined {
  const read = form === undefined ? undefined : decodeForm(form, charset);
  return read?.ok ? read.value : undefined;
}

/** The parameters of a form whose plus signs are plus signs; only times have blanks. */
function readPlusAsPlus(message: SignatureCase): readonly Parameter[] | undefined {
  const { form, query = '', charset } = message;
  const whole = form === undefined || query === '' ? form : `${query}&${form}`;
  return readForm(whole?.replaceAll('+', '%2B'), charset)?.map(([name, value]) => {
    const blank = value.replace('+', ' ');
    return [name, isTime(blank) ? blank : value];
  });
}

/** The parameters of a form that was decoded already, so that nothing is left to decode. */
function readUndecoded({ form, query, charset }: SignatureCase): readonly Parameter[] | undefined {
  if (form === undefined || query) return undefined;
  return readForm(form.replaceAll('%', '%25').replaceAll('+', '%2B'), charset);
}
