/** What made the signature of a notification wrong. A module of its own, to be loaded when one is. */
import { createPublicKey } from 'node:crypto';
import { secret } from '@sampan/primitives';
import { type Charset, decodeForm, parseCharset } from '@sampan/protocol';
import { explainSignature, type OtherKey, type SignatureCase } from '@sampan/protocol/explain';
import type { Account } from '../partner-account.ts';
import type { RawBody } from './body.ts';

/** A sentence with the cause, if it is known, and the names of the mistakes. */
export interface WrongSignature {
  readonly message: string;
  readonly causes: readonly string[];
}

export interface Search {
  /** MD5 keys of other partners. */
  readonly otherKeys: readonly { readonly name: string; readonly key: string }[];
  /** Whether there is time left. */
  readonly mayContinue: () => boolean;
}

/** The most parameters that are examined; a notification has 30. */
const parametersMax = 100;

/** Undefined when the search was not finished. */
export function explainWrongSignature(
  { bytes, contentType }: RawBody,
  account: Account,
  { otherKeys, mayContinue }: Search,
): WrongSignature | undefined {
  const form = bytes.toString('latin1');
  const { verifyingKeys: keys } = account;
  const allKeys = [...ownKey(account), ...partnerKeys(otherKeys)];
  let isTextLost = false;
  for (const charset of charsetsOf(contentType)) {
    const read = decodeForm(form, charset);
    if (!read.ok) continue;
    if (read.value.length > parametersMax) return undefined;
    isTextLost ||= read.value.some(([, value]) => value.includes('\ufffd'));
    const parameters = read.value;
    const message: SignatureCase = { parameters, charset, form, keys, otherKeys: allKeys };
    const { verdict, causes, isComplete } = explainSignature(message, { mayContinue });
    if (!isComplete) return undefined;
    if (verdict !== 'explained') continue;
    const told = causes.map(({ means, fix }) => `${means}: ${fix}`).join('; ');
    return {
      message: `The signature is wrong, because ${told}.`,
      causes: causes.map(({ cause }) => cause),
    };
  }
  if (isTextLost) {
    const message = 'The signature is wrong, because characters were lost in a wrong charset.';
    return { message, causes: ['string-in-other-charset'] };
  }
  const message =
    'The signature is wrong, and none of the usual mistakes explains it: it is forged, damaged, or ' +
    'signed with another key.';
  return { message, causes: [] };
}

function charsetsOf(contentType: string | undefined): ReadonlySet<Charset> {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? '';
  return new Set([parseCharset(named) ?? 'UTF-8', 'UTF-8', 'GBK']);
}

/** One's own public key, which is often taken for the gateway's. */
function ownKey({ signingKeys: { privateKey } }: Account): readonly OtherKey[] {
  if (!privateKey) return [];
  return [{ kind: 'own', name: 'your own key', keys: { publicKey: createPublicKey(privateKey) } }];
}

const partnerKeys = (
  given: readonly { readonly name: string; readonly key: string }[],
): readonly OtherKey[] =>
  given.map(({ name, key }) => ({ kind: 'partner', name, keys: { md5Key: secret(key) } }));
