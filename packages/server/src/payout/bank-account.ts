import { isValidIBAN } from 'ibantools';

/** An account at a bank, as a payment message names it (ISO 20022). */
export interface BankAccount {
  /** In Latin letters; see `asHolder`. */
  readonly holder: string;
  /** An IBAN without blanks, or the number that the bank has given. */
  readonly account: string;
  /** The bank's BIC, when it is needed to find the account. */
  readonly bank: string | undefined;
}

const holderMax = 70;

/** Letters that do not come apart into a letter and its accent. */
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

/** What every bank can read: the Latin set of the SEPA guidelines, which SWIFT calls X. */
const readable = /^[A-Za-z0-9/\-?:().,'+ ]+$/;

/**
 * A text in the letters that every bank can read: accents are dropped, `&` is written `+`. Undefined
 * when it has others, such as Chinese ones: guessing how a bank spells them would send money astray.
 *
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

/** The holder as the bank has it, at most 70 letters, at least one of them a letter or a digit. */
export function asHolder(text: string): string | undefined {
  const plain = inLatin(text);
  return plain !== undefined && plain.length <= holderMax && /[A-Za-z0-9]/.test(plain)
    ? plain
    : undefined;
}

/** An IBAN, which must be one of its country, or another number of at most 34 letters and digits. */
export function asAccount(text: string): string | undefined {
  const compact = text.replaceAll(' ', '').toUpperCase();
  if (looksLikeIban(compact)) return isIban(compact) ? compact : undefined;
  const plain = text.trim();
  return /^[0-9A-Za-z](?:[0-9A-Za-z-]{0,32}[0-9A-Za-z])?$/.test(plain) ? plain : undefined;
}

/** A BIC, of 8 or 11 characters. */
export function asBic(text: string): string | undefined {
  const bic = text.trim().toUpperCase();
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic) ? bic : undefined;
}

const looksLikeIban = (text: string): boolean => /^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$/.test(text);

/** Whether an account is named by its IBAN, with the form of its country and the right check digits (ISO 13616). */
export const isIban = (account: string): boolean => isValidIBAN(account);
