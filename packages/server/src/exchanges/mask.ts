/**
 * Masks what must not be stored: the partner's keys, private keys, and log-ins of buyers (e-mail
 * addresses and mobile numbers). A mask has the length of what it hides, so the rest of the bytes
 * stays in place and can still be parsed.
 *
 * Ids stay as they are: an order is found by its id, whatever its partner has chosen. Payment codes
 * stay too. They are covered by the signature, so a request without its code could neither be
 * explained nor sent again; they pay with the sandbox's own money, for minutes, and
 * `payment_codes` holds them anyway.
 */
import type { MaskedPart } from './kinds.ts';

const boundary = '(?<=%[0-9a-f]{2}|[^\\d.%]|^)';
// In a form + is a blank, and %2B the sign itself.
const email = /(?:[\w.-]|%2B){1,64}(?:@|%40)[\w-]+(?:\.[\w-]+)+/gi;
const mobileHongKong = new RegExp(`${boundary}852(?:[- ]|%20)?[4-9]\\d{7}(?!\\d)`, 'gi');
const mobileMainland = new RegExp(`${boundary}(?:86(?:[- ]|%20)?)?1[3-9]\\d{9}(?!\\d)`, 'gi');
/** With armour or without; a public key and a signature are shorter. */
const privateKey = /-----BEGIN[^&<]*PRIVATE[^&<]*|MII[\w+/%=-]{600,}/g;

/** Quick looks, each by the rarest character: most messages have none of it. */
const mayHaveHongKong = /852(?:[- ]|%20)?[4-9]\d{7}/i;
const mayHaveMainland = /1[3-9]\d{9}(?!\d)(?<=(?:\D|^|%[0-9a-f]{2}|86)\d{11})/i;
const mayHaveLogIn = (text: string): boolean =>
  text.includes('@') ||
  text.includes('%40') ||
  mayHaveHongKong.test(text) ||
  mayHaveMainland.test(text);
const mayHaveKey = (text: string): boolean => text.includes('PRIVATE') || text.includes('MII');

/** A value of a form, or of an element of a reply, behind its name. */
const values = /(^|[&?]|<(?:param name=")?)(\w+)(=|">|>)([^&<]*)/g;

/** Values that name something, and what the partner says of itself. */
const isId = (name: string): boolean =>
  /(^|_)(id|no|code)$|^(partner|sign|seller\w*|service)$/.test(name);

/** Finds keys. */
export interface Spellings {
  readonly pattern: RegExp;
  /** No shorter text has a key. */
  readonly shortest: number;
}

/**
 * Finds keys however a program has written them: in capitals too, and percent-encoded as a whole or in
 * part. Undefined without keys.
 */
export function spellingsOf(keys: readonly string[]): Spellings | undefined {
  if (keys.length === 0) return undefined;
  return {
    pattern: new RegExp(keys.map((key) => [...key].map(spellingOf).join('')).join('|'), 'i'),
    shortest: Math.min(...keys.map(({ length }) => length)),
  };
}

const none: Spellings = { pattern: /(?!)/, shortest: Number.POSITIVE_INFINITY };

function spellingOf(character: string): string {
  const codes = [character.toLowerCase(), character.toUpperCase()].map(
    (each) => `%${each.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `(?:${character.replace(/[^\w]/, '\\$&')}|${[...new Set(codes)].join('|')})`;
}

export class Mask {
  readonly #keys: Spellings | undefined;
  #found: readonly MaskedPart[] = [];

  /** `keys` as `spellingsOf` makes them. */
  constructor(keys?: Spellings) {
    this.#keys = keys;
  }

  /** What it has masked so far. */
  get found(): readonly MaskedPart[] {
    return this.#found;
  }

  bytes(bytes: Buffer): Buffer {
    const text = bytes.toString('latin1');
    const masked = this.text(text);
    return masked === text ? bytes : Buffer.from(masked, 'latin1');
  }

  text(text: string): string {
    const masked = this.withoutKeys(text);
    return mayHaveLogIn(masked) ? this.#withoutLogIns(masked) : masked;
  }

  /** For an id, which may look like a log-in. */
  withoutKeys(text: string): string {
    if (!this.#mayHaveKey(text)) return text;
    const hide = (found: string) => this.#hide('key', found);
    const masked = this.#keys ? text.replace(new RegExp(this.#keys.pattern, 'gi'), hide) : text;
    return masked.replace(privateKey, hide);
  }

  #mayHaveKey(text: string): boolean {
    const { pattern, shortest } = this.#keys ?? none;
    return (text.length >= shortest && pattern.test(text)) || mayHaveKey(text);
  }

  #withoutLogIns(text: string): string {
    const isForm = /^\w+=|^<|^https?:/.test(text);
    if (!isForm) return this.#value(text);
    return text.replace(values, (all, start, name, sign, value) =>
      isId(name) ? all : `${start}${name}${sign}${this.#value(value)}`,
    );
  }

  #value(text: string): string {
    return [email, mobileHongKong, mobileMainland].reduce(
      (masked, pattern) => masked.replace(pattern, (found) => this.#hide('log-in', found)),
      text,
    );
  }

  #hide(part: MaskedPart, found: string): string {
    if (!this.#found.includes(part)) this.#found = [...this.#found, part].sort();
    return '*'.repeat(found.length);
  }
}
