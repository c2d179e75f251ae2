import { type EmvCode, isSchemeAccount } from './emv-code.ts';
import { problem, type Result } from './problem.ts';
import { isEmvText, readEmvCode } from './read-code.ts';
import { writeEmvCode } from './write-code.ts';

/** A shop's code and what a sign says of the shop. */
export interface ShopSign {
  /** The text of the shop's code: `https://pay.example/q/k3v9m2ab`. */
  readonly url: string;
  readonly name: string;
  readonly city: string;
  /** `HK` unless said otherwise. */
  readonly country?: string;
  /** ISO 4217, three digits. */
  readonly currency: string;
  /** The merchant category code; `0000` unless said otherwise. */
  readonly category?: string;
  /** The name in Chinese or another language. */
  readonly otherLanguage?: EmvCode['otherLanguage'];
}

/**
 * A sign with the shop's code in a template of its own, whose identifier is the reversed domain of
 * the code's address: `example.pay`. Other schemes ignore it, and their own templates may stand beside it.
 */
export function writeShopSign(sign: ShopSign): Result<string> {
  const { url, name, city, country = 'HK', currency, category = '0000', otherLanguage } = sign;
  return writeInto(
    {
      uses: 'many',
      accounts: [],
      category,
      currency,
      country,
      name,
      city,
      ...(otherLanguage && { otherLanguage }),
    },
    url,
  );
}

/**
 * The sign of another scheme, as a bank gives it to the shop, with the shop's code beside it: one sign for both.
 * Everything else of it stays.
 */
export function joinShopSign(text: string, url: string): Result<string> {
  const read = readEmvCode(text);
  return read.ok ? writeInto(read.value, url) : read;
}

function writeInto(code: EmvCode, url: string): Result<string> {
  const guid = guidOf(url);
  if (guid === undefined) return problem('value', '26.01', 0, 'an address that begins with http');
  const others = code.accounts.filter((each) => !isSchemeAccount(each) || each.guid !== guid);
  const taken = new Set(others.map(({ id }) => id));
  const id = templates.find((each) => !taken.has(each));
  if (id === undefined) return problem('too-long', '51', 0, 'all templates are taken');
  const own = { id, guid, fields: [{ id: '01', value: url }] };
  return writeEmvCode({ ...code, accounts: [...others, own] });
}

/** 26 is left to the Hong Kong system, whose apps look there first. */
const templates = Array.from({ length: 25 }, (_, index) => String(27 + index));

/**
 * The address of a shop's code inside a sign; undefined when there is none. A template is such a one when its
 * identifier is the reversed domain of the address in it.
 */
export function urlInSign(text: string): string | undefined {
  const trimmed = text.trim();
  if (!isEmvText(trimmed)) return undefined;
  const read = readEmvCode(trimmed);
  if (!read.ok) return undefined;
  for (const account of read.value.accounts) {
    if (!isSchemeAccount(account)) continue;
    const url = account.fields.find(({ id }) => id === '01')?.value;
    if (url !== undefined && guidOf(url) === account.guid) return url;
  }
  return undefined;
}

/** `https://pay.example/q/1` is `example.pay`. */
function guidOf(url: string): string | undefined {
  const [, host] = /^https?:\/\/([\w.-]+)(?::\d+)?\//i.exec(url) ?? [];
  return host?.toLowerCase().split('.').reverse().join('.');
}
