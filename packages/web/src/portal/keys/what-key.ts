/**
 * What a text is that was given as a public key, found out in the page: a private key must not leave the browser.
 * Reads only the outermost fields of the DER encoding; the server judges what is sent.
 */
export type GivenKey =
  | 'public'
  | 'private'
  | 'certificate'
  | 'ssh'
  | 'request'
  | 'ours'
  | 'incomplete'
  | 'no-key';

/** `ours` is our public key, PEM, which partners upload by mistake. */
export function whatKey(given: string, ours: string): GivenKey {
  const text = given.trim();
  if (text === '') return 'no-key';
  if (/PRIVATE KEY|Proc-Type: 4,ENCRYPTED|PuTTY-User-Key-File/.test(text)) return 'private';
  if (/^\s*\{[\s\S]*"d"\s*:/.test(text)) return 'private';
  if (/^(?:ssh-|ecdsa-|sk-)|BEGIN SSH2/.test(text)) return 'ssh';
  if (/BEGIN (?:NEW )?CERTIFICATE REQUEST/.test(text)) return 'request';
  if (/BEGIN (?:TRUSTED )?CERTIFICATE/.test(text)) return 'certificate';
  const bytes = derIn(text);
  if (!bytes) return 'no-key';
  const own = derIn(ours);
  if (own && own.length === bytes.length && own.every((byte, at) => byte === bytes[at])) {
    return 'ours';
  }
  return whatDer(bytes);
}

const begins = /-----BEGIN [A-Z0-9 ]+-----/;

function derIn(text: string): Uint8Array | undefined {
  const body = text
    .replace(begins, '')
    .replace(/-----END [A-Z0-9 ]+-----[\s\S]*$/, '')
    .replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body)) return undefined;
  try {
    return Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

interface Field {
  readonly tag: number;
  /** Where its content begins, and where it would end. */
  readonly start: number;
  readonly end: number;
}

const sequence = 0x30;
const integer = 0x02;
const bitString = 0x03;

function fieldAt(bytes: Uint8Array, at: number): Field | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) return undefined;
  let length = 0;
  for (let index = 0; index < count; index++) {
    const byte = bytes[at + 2 + index];
    if (byte === undefined) return undefined;
    length = length * 256 + byte;
  }
  return { tag, start: at + 2 + count, end: at + 2 + count + length };
}

function whatDer(bytes: Uint8Array): GivenKey {
  const whole = fieldAt(bytes, 0);
  if (whole?.tag !== sequence) return 'no-key';
  const first = fieldAt(bytes, whole.start);
  if (!first) return 'no-key';
  // A version stands first only in private keys: 0 for two primes and PKCS#8, 1 for several.
  if (first.tag === integer && first.end - first.start === 1) return 'private';
  if (whole.end > bytes.length) return 'incomplete';
  const second = fieldAt(bytes, first.end);
  if (first.tag === integer) return second?.tag === integer ? 'public' : 'no-key';
  if (first.tag !== sequence) return 'no-key';
  if (second?.tag === bitString) return 'public';
  // An encrypted private key is a method and an octet string.
  if (second?.tag === 0x04) return 'private';
  return second?.tag === sequence ? 'certificate' : 'no-key';
}
