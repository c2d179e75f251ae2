/**
 * A partner's program that signs and sends with mistakes, written without the code that explains
 * them: from a draft of the message, each mistake changes one thing.
 */
import { createHash, createHmac, sign as signBytes } from 'node:crypto';
import { encodeText } from '@sampan/protocol';

export type Kind = 'MD5' | 'RSA' | 'RSA2';

interface Keys {
  readonly md5Key: string;
  readonly otherKey: string;
  /** PKCS#8, PEM. */
  readonly privateKey: string;
  readonly otherPrivateKey: string;
  readonly platformPrivateKey: string;
  readonly platformPublicKey: string;
}

export interface Draft {
  readonly kind: Kind;
  readonly keys: Keys;
  /** What is sent, in this order, and what is signed. */
  sent: [string, string][];
  signed: [string, string][];
  skips: (name: string, value: string) => boolean;
  value: (value: string) => string;
  order: 'byte' | 'as-sent' | 'capitals';
  bytes: (text: string) => Buffer;
  key: string;
  privateKey: string;
  hash: 'sha1' | 'sha256';
  digest: (text: Buffer, key: string) => string;
  finish: (signature: string) => string;
  escape: (value: string) => string;
}

const md5 = (...parts: readonly (Buffer | string)[]): string => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

export interface Mistake {
  readonly cause: string;
  readonly kinds: readonly Kind[];
  /** Two of one place exclude each other. */
  readonly place: string;
  readonly make: (draft: Draft) => void;
}

const all: readonly Kind[] = ['MD5', 'RSA', 'RSA2'];
const md5Only: readonly Kind[] = ['MD5'];

export const mistakes: readonly Mistake[] = [
  {
    cause: 'other-partner-key',
    kinds: all,
    place: 'key',
    make: (draft) => {
      draft.key = draft.keys.otherKey;
      draft.privateKey = draft.keys.otherPrivateKey;
    },
  },
  {
    cause: 'key-whitespace',
    kinds: md5Only,
    place: 'key',
    make: (draft) => {
      draft.key = `${draft.key}\n`;
    },
  },
  {
    cause: 'our-key',
    kinds: all,
    place: 'key',
    make: (draft) => {
      draft.key = draft.keys.platformPublicKey;
      draft.privateKey = draft.keys.platformPrivateKey;
    },
  },
  {
    cause: 'sign-type-signed',
    kinds: all,
    place: 'sign-type',
    make: (draft) => {
      draft.signed.push(['sign_type', draft.kind]);
    },
  },
  {
    cause: 'sign-signed',
    kinds: all,
    place: 'sign',
    make: (draft) => {
      draft.signed.push(['sign', 'null']);
    },
  },
  {
    cause: 'empty-values-signed',
    kinds: all,
    place: 'empty',
    make: (draft) => {
      draft.skips = () => false;
    },
  },
  {
    cause: 'values-url-encoded',
    kinds: all,
    place: 'value',
    make: (draft) => {
      draft.value = encodeURIComponent;
    },
  },
  {
    cause: 'values-decoded-twice',
    kinds: all,
    place: 'escape',
    make: (draft) => {
      draft.escape = (value) => encodeURIComponent(encodeURIComponent(value));
    },
  },
  {
    cause: 'plus-became-blank',
    kinds: all,
    place: 'escape',
    make: (draft) => {
      draft.escape = (value) => encodeURIComponent(value).replaceAll('%2B', '+');
    },
  },
  {
    cause: 'unsorted',
    kinds: all,
    place: 'order',
    make: (draft) => {
      draft.order = 'as-sent';
    },
  },
  {
    cause: 'sorted-ignoring-case',
    kinds: all,
    place: 'order',
    make: (draft) => {
      draft.order = 'capitals';
    },
  },
  {
    cause: 'string-in-other-charset',
    kinds: all,
    place: 'bytes',
    make: (draft) => {
      draft.bytes = (text) => encodeText(text, 'GBK');
    },
  },
  {
    cause: 'ampersand-before-key',
    kinds: md5Only,
    place: 'digest',
    make: (draft) => {
      draft.digest = (text, key) => md5(text, '&', key);
    },
  },
  {
    cause: 'key-in-front',
    kinds: md5Only,
    place: 'digest',
    make: (draft) => {
      draft.digest = (text, key) => md5(key, text);
    },
  },
  {
    cause: 'upper-case-digest',
    kinds: md5Only,
    place: 'finish',
    make: (draft) => {
      draft.finish = (signature) => signature.toUpperCase();
    },
  },
  {
    cause: 'hmac',
    kinds: md5Only,
    place: 'digest',
    make: (draft) => {
      draft.digest = (text, key) => createHmac('md5', key).update(text).digest('hex');
    },
  },
  {
    cause: 'sha256-as-rsa',
    kinds: ['RSA'],
    place: 'hash',
    make: (draft) => {
      draft.hash = 'sha256';
    },
  },
  {
    cause: 'sha1-as-rsa2',
    kinds: ['RSA2'],
    place: 'hash',
    make: (draft) => {
      draft.hash = 'sha1';
    },
  },
  {
    cause: 'base64-changed',
    kinds: ['RSA', 'RSA2'],
    place: 'finish',
    make: (draft) => {
      draft.finish = (signature) => signature.replaceAll('+', '-').replaceAll('/', '_');
    },
  },
  {
    cause: 'charset-only-in-url',
    kinds: all,
    place: 'charset',
    make: (draft) => {
      draft.signed = draft.signed.filter(([name]) => name !== '_input_charset');
    },
  },
  {
    cause: 'json-reencoded',
    kinds: all,
    place: 'json',
    make: (draft) => {
      draft.signed = draft.signed.map(([name, value]) =>
        name === 'extend_info' ? [name, JSON.stringify(JSON.parse(value))] : [name, value],
      );
    },
  },
  {
    cause: 'changed-after-signing',
    kinds: all,
    place: 'sent',
    make: (draft) => {
      draft.sent.push(['terminal', 'till-7']);
    },
  },
];

/** A query string and a body, signed and sent with these mistakes. */
export function sentWith(
  parameters: readonly (readonly [string, string])[],
  kind: Kind,
  keys: Keys,
  made: readonly Mistake[],
): { readonly query: string; readonly body: string } {
  const list = (): [string, string][] => parameters.map(([name, value]) => [name, value]);
  const draft: Draft = {
    kind,
    keys,
    sent: list(),
    signed: [['_input_charset', 'UTF-8'], ...list()],
    skips: (_, value) => value === '',
    value: (value) => value,
    order: 'byte',
    bytes: (text) => Buffer.from(text),
    key: keys.md5Key,
    privateKey: keys.privateKey,
    hash: kind === 'RSA' ? 'sha1' : 'sha256',
    digest: (text, key) => md5(text, key),
    finish: (signature) => signature,
    escape: encodeURIComponent,
  };
  for (const mistake of made) mistake.make(draft);
  const kept = draft.signed.filter(([name, value]) => !draft.skips(name, value));
  if (draft.order === 'byte') kept.sort(([left], [right]) => (left < right ? -1 : 1));
  if (draft.order === 'capitals') {
    kept.sort(([left], [right]) => (left.toUpperCase() < right.toUpperCase() ? -1 : 1));
  }
  const text = kept.map(([name, value]) => `${name}=${draft.value(value)}`).join('&');
  const bytes = draft.bytes(text);
  const signature = draft.finish(
    kind === 'MD5'
      ? draft.digest(bytes, draft.key)
      : signBytes(draft.hash, bytes, draft.privateKey).toString('base64'),
  );
  const fields = draft.sent.map(([name, value]) => `${name}=${draft.escape(value)}`);
  const tail = `sign=${encodeURIComponent(signature)}&sign_type=${kind}`;
  return { query: '_input_charset=UTF-8', body: [...fields, tail].join('&') };
}
