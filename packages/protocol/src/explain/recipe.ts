import { createHash, timingSafeEqual, verify as verifyBytes } from 'node:crypto';
import { byName } from '../canonical.ts';
import { type Charset, canEncode, encodeText } from '../charset.ts';
import type { Parameter } from '../form.ts';
import { parseSignType, type SignType, type VerifyingKeys } from '../signature.ts';

/** A signed message whose signature does not fit. */
export interface SignatureCase {
  /** As they were read, in the order in which they arrived, with `sign` and `sign_type`. */
  readonly parameters: readonly Parameter[];
  readonly charset: Charset;
  /** The form as it arrived, one character per byte; more can be found out with it. */
  readonly form?: string;
  /** The keys that should fit. */
  readonly keys: VerifyingKeys;
  /** Keys that may have been taken instead, with a name for each. */
  readonly otherKeys?: readonly { readonly name: string; readonly keys: VerifyingKeys }[];
}

/** The steps from a message to the check of its signature. A mistake changes one of them. */
export interface Recipe {
  /** The parameters; undefined when the message cannot be read like this. */
  readonly read: (message: SignatureCase) => readonly Parameter[] | undefined;
  readonly keeps: (name: string, value: string) => boolean;
  readonly value: (text: string) => string;
  readonly inOrder: (left: Parameter, right: Parameter) => number;
  /** The bytes that are signed; undefined when the text has none like this. */
  readonly bytes: (text: string, charset: Charset) => Buffer | undefined;
  readonly keys: (message: SignatureCase) => VerifyingKeys | undefined;
  /** The parts of an MD5 digest, in their order. */
  readonly keyed: (text: Buffer, key: string) => readonly (Buffer | string)[];
  readonly digest: Readonly<Record<'RSA' | 'RSA2', 'sha1' | 'sha256'>>;
  readonly signature: (text: string) => string;
}

/** As the documents say (01 §4, §5). */
export const documented: Recipe = {
  read: ({ parameters }) => parameters,
  keeps: (name, value) => value !== '' && name !== 'sign' && name !== 'sign_type',
  value: (text) => text,
  inOrder: byName,
  bytes: (text, charset) => (canEncode(text, charset) ? encodeText(text, charset) : undefined),
  keys: ({ keys }) => keys,
  keyed: (text, key) => [text, key],
  digest: { RSA: 'sha1', RSA2: 'sha256' },
  signature: (text) => text,
};

/** The string to be signed by that recipe. */
export function signedText(recipe: Recipe, message: SignatureCase): string | undefined {
  return recipe
    .read(message)
    ?.filter(([name, value]) => recipe.keeps(name, value))
    .toSorted(recipe.inOrder)
    .map(([name, value]) => `${name}=${recipe.value(value)}`)
    .join('&');
}

/** Whether the signature fits that recipe. */
export function fits(recipe: Recipe, message: SignatureCase): boolean {
  const given = new Map(recipe.read(message));
  const signature = given.get('sign');
  const signType = parseSignType(given.get('sign_type') ?? '');
  const text = signedText(recipe, message);
  const keys = recipe.keys(message);
  if (!signature || !signType || text === undefined || !keys) return false;
  const bytes = recipe.bytes(text, message.charset);
  return bytes !== undefined && isSigned(recipe, { signType, signature, bytes, keys });
}

interface Signed {
  readonly signType: SignType;
  readonly signature: string;
  readonly bytes: Buffer;
  readonly keys: VerifyingKeys;
}

function isSigned(recipe: Recipe, { signType, signature, bytes, keys }: Signed): boolean {
  const received = recipe.signature(signature);
  if (signType === 'MD5') {
    if (!keys.md5Key) return false;
    const digest = createHash('md5');
    for (const part of recipe.keyed(bytes, keys.md5Key.reveal())) digest.update(part);
    const [left, right] = [Buffer.from(received, 'latin1'), Buffer.from(digest.digest('hex'))];
    return left.length === right.length && timingSafeEqual(left, right);
  }
  const { publicKey } = keys;
  if (!publicKey) return false;
  return verifyBytes(recipe.digest[signType], bytes, publicKey, Buffer.from(received, 'base64'));
}
