import { byName } from '../canonical.ts';
import { type Charset, canEncode, encodeText } from '../charset.ts';
import type { Parameter } from '../form.ts';
import { md5Sign, type VerifyingKeys } from '../signature.ts';

/** A key that may have been taken by mistake, with a name for people. */
export interface OtherKey {
  /** `ours`: the gateway's. `own`: the caller's own. `replaced`: an earlier one of the partner. */
  readonly kind: 'partner' | 'ours' | 'own' | 'replaced';
  readonly name: string;
  readonly keys: VerifyingKeys;
}

/** A signed message whose signature does not fit. */
export interface SignatureCase {
  /** As they were read, in the order in which they arrived, with `sign` and `sign_type`. */
  readonly parameters: readonly Parameter[];
  readonly charset: Charset;
  /** The form as it arrived, one character per byte; more can be found out with it. */
  readonly form?: string;
  /** The query string of a request, to tell what was only there. */
  readonly query?: string;
  /** The keys that should fit. */
  readonly keys: VerifyingKeys;
  readonly otherKeys?: readonly OtherKey[];
}

/** The steps from a message to the bytes that are signed. A mistake changes one of them. */
export interface TextRecipe {
  /** The parameters; undefined when the message cannot be read like this. */
  readonly read: (message: SignatureCase) => readonly Parameter[] | undefined;
  /** The value of `sign` in the string; undefined leaves it out. */
  readonly sign: (message: SignatureCase) => string | undefined;
  readonly isTypeSigned: boolean;
  /** How an empty value is written; undefined leaves the parameter out. */
  readonly empty: string | undefined;
  readonly without: string | undefined;
  /** An `_input_charset` that is signed and not sent. */
  readonly added: string | undefined;
  readonly decode: (text: string, charset: Charset) => string;
  readonly json: (text: string) => string;
  readonly blanks: (text: string) => string;
  readonly trim: (text: string) => string;
  readonly encode: (text: string, charset: Charset) => string;
  readonly inOrder: (left: Parameter, right: Parameter) => number;
  /** The bytes that are signed; undefined when the text has none like this. */
  readonly bytes: (text: string, charset: Charset) => Buffer | undefined;
}

const same = (text: string): string => text;

/** As the documents say (01 §4, §5). */
export const documented: TextRecipe = {
  read: ({ parameters }) => parameters,
  sign: () => undefined,
  isTypeSigned: false,
  empty: undefined,
  without: undefined,
  added: undefined,
  decode: same,
  json: same,
  blanks: same,
  trim: same,
  encode: same,
  inOrder: byName,
  bytes: (text, charset) => encodedIn(text, charset),
};

/** The bytes of a text; undefined when the charset lacks a character. */
export const encodedIn = (text: string, charset: Charset): Buffer | undefined =>
  charset === 'UTF-8' || canEncode(text, charset) ? encodeText(text, charset) : undefined;

/** What a search computes once: it makes a few thousand strings from the same values. */
export class Kept {
  readonly #lists = new Map<unknown, readonly Parameter[] | undefined>();
  readonly #values = new Map<unknown, Map<string, string>>();

  list(recipe: TextRecipe, message: SignatureCase): readonly Parameter[] | undefined {
    const { read, inOrder } = recipe;
    const isUsual = read === documented.read;
    const key = isUsual ? inOrder : read;
    if (!this.#lists.has(key) || (!isUsual && inOrder !== documented.inOrder)) {
      const list = read(message)?.toSorted(inOrder);
      if (!isUsual && inOrder !== documented.inOrder) return list;
      this.#lists.set(key, list);
    }
    return this.#lists.get(key);
  }

  changed(
    step: (text: string, charset: Charset) => string,
    text: string,
    charset: Charset,
  ): string {
    if (step === same) return text;
    const known = this.#values.get(step) ?? new Map<string, string>();
    this.#values.set(step, known);
    const kept = known.get(text);
    if (kept !== undefined) return kept;
    const made = step(text, charset);
    known.set(text, made);
    return made;
  }
}

/** The string to be signed by that recipe. */
export function textOf(
  recipe: TextRecipe,
  message: SignatureCase,
  kept = new Kept(),
): string | undefined {
  let list = kept.list(recipe, message);
  if (!list) return undefined;
  const extra: Parameter[] = [];
  const sign = recipe.sign(message);
  if (sign !== undefined) extra.push([signPlaceholder, sign]);
  if (recipe.added !== undefined) extra.push(['_input_charset', recipe.added]);
  if (extra.length > 0) {
    const order = recipe.inOrder;
    const named = ([name]: Parameter): Parameter => [name === signPlaceholder ? 'sign' : name, ''];
    list = [...list, ...extra].sort((left, right) => order(named(left), named(right)));
  }
  const { charset } = message;
  let text = '';
  for (const [name, value] of list) {
    if (name === 'sign' || name === recipe.without) continue;
    if (name === 'sign_type' && !recipe.isTypeSigned) continue;
    const isExtra = name === signPlaceholder;
    if (value === '' && !isExtra && recipe.empty === undefined) continue;
    const written =
      isExtra || value === ''
        ? value || (isExtra ? '' : recipe.empty)
        : changed(recipe, value, charset, kept);
    text += `${text === '' ? '' : '&'}${isExtra ? 'sign' : name}=${written}`;
  }
  return text;
}

/** The received `sign` is never in the string; one that a program signs stands under this name. */
const signPlaceholder = '\0sign';

function changed(recipe: TextRecipe, value: string, charset: Charset, kept: Kept): string {
  let text = kept.changed(recipe.decode, value, charset);
  text = kept.changed(recipe.json, text, charset);
  text = kept.changed(recipe.blanks, text, charset);
  text = kept.changed(recipe.trim, text, charset);
  return kept.changed(recipe.encode, text, charset);
}

/** The text by that recipe, and its bytes. */
export interface Signed {
  readonly text: string;
  readonly bytes: Buffer;
}

export function signedBy(
  recipe: TextRecipe,
  message: SignatureCase,
  kept?: Kept,
): Signed | undefined {
  const text = textOf(recipe, message, kept);
  const bytes = text === undefined ? undefined : recipe.bytes(text, message.charset);
  return text === undefined || bytes === undefined ? undefined : { text, bytes };
}

/** The right MD5 signature, for a program that signs it once more. */
export function documentedDigest(message: SignatureCase): string | undefined {
  const { md5Key } = message.keys;
  const text = textOf(documented, message);
  if (!md5Key || text === undefined || !canEncode(text, message.charset)) return undefined;
  return md5Sign(text, md5Key.reveal(), message.charset);
}
