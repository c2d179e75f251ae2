import { isValidIBAN } from 'ibantools';

/** A bank account, as in payment messages (ISO 20022). */
export interface BankAccount {
  /** In Latin letters; see `asHolder`. */
  readonly holder: string;
  /** An IBAN without blanks, or the bank's own account number. */
  readonly account: string;
  /** The bank's BIC, if needed to find the account. */
  readonly bank: string | undefined;
}

const holderMax = 70;

/** Letters that Unicode does not decompose into letter and accent. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
  '&': '+',
  '’': "'",
  '‘': "'",
  '–': '-',
  '—': '-',
};

/** The characters that every bank can read: the Latin set of the SEPA guidelines, SWIFT's set X. */
const readable = /^[A-Za-z0-9/\-?:().,'+ ]+$/;

/**
 * A text in the characters that every bank can read: accents are dropped, `&` becomes `+`.
 * Undefined when others remain, such as Chinese ones: a wrong transliteration would misdirect
 * money.
 * ```ts
 * inLatin('Café Müller & Co') // 'Cafe Muller + Co'
 * ```
 */
export function inLatin(text: string): string | undefined {
  const plain = [...text.normalize('NFKD').replace(/\p{M}/gu, '')]
    .map((letter) => spelled[letter] ?? letter)
    .join('')
    .trim();
  return readable.test(plain) ? plain : undefined;
}

/** The account holder's name, at most 70 characters, at least one letter or digit. */
export function asHolder(text: string): string | undefined {
  const plain = inLatin(text);
  return plain !== undefined && plain.length <= holderMax && /[A-Za-z0-9]/.test(plain)
    ? plain
    : undefined;
}

/** An IBAN, valid for its country, or another number of at most 34 letters and digits. */
export function asAccount(text: string): string | undefined {
  const compact = text.replaceAll(' ', '').toUpperCase();
  if (looksLikeIban(compact)) return isIban(compact) ? compact : undefined;
  const plain = text.trim();
  return /^[0-9A-Za-z](?:[0-9A-Za-z-]{0,32}[0-9A-Za-z])?$/.test(plain) ? plain : undefined;
}

/** A BIC, 8 or 11 characters. */
export function asBic(text: string): string | undefined {
  const bic = text.trim().toUpperCase();
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic) ? bic : undefined;
}

const looksLikeIban = (text: string): boolean => /^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$/.test(text);

/**
 * Whether an account number is an IBAN, with its country's form and correct check digits (ISO
 * 13616).
 */
export const isIban = (account: string): boolean => isValidIBAN(account);
