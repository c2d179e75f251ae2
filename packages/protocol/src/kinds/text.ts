import { ok, parseRate, problem } from '@sampan/primitives';
import { type Contract, type Fault, type Kind, malformed } from '../fields.ts';
import { isXmlText } from '../xml.ts';

const same = (value: string): string => value;

/** Whether the text is longer; a character outside the BMP counts once. */
export const isLonger = (value: string, max: number): boolean =>
  value.length > max && (value.length > 2 * max || [...value].length > max);

/** Free text with a maximum length. */
export const text = (max: number): Kind<string> => ({
  type: `String(${max})`,
  read: (value) => {
    if (isLonger(value, max)) return problem(malformed(`longer than ${max} characters`));
    // JSON may write any character as a numeric escape.
    return isXmlText(value) ? ok(value) : problem(malformed('a control character'));
  },
  write: same,
});

/**
 * An order or refund id. It is written to line-based money files and XML, so it is printable ASCII
 * without blank, bar, quotation mark, `<`, `>` and `&` (17).
 */
export const orderId = (max: number): Kind<string> => ({
  type: `String(${max})`,
  read: (value) => {
    if (value.length > max) return problem(malformed(`longer than ${max} characters`));
    for (let index = 0; index < value.length; index++) {
      if (!idCharacters[value.charCodeAt(index)]) return problem(badId);
    }
    return ok(value);
  },
  write: same,
});

const idCharacters = Array.from(
  { length: 0x80 },
  (_, code) => code > 0x20 && code < 0x7f && !'|"<>&'.includes(String.fromCharCode(code)),
);
const badId = malformed('a character that ids may not have');

/** Text matching a pattern. */
export const matching = (max: number, pattern: RegExp, form: string): Kind<string> => ({
  type: `String(${max}), ${form}`,
  read: (value) => {
    if (value.length > max) return problem(malformed(`longer than ${max} characters`));
    return pattern.test(value) ? ok(value) : problem(malformed(`not ${form}`));
  },
  write: same,
});

/** The partner's own id of a sub-merchant or a store (10 §4). */
export const shopId = (max: number): Kind<string> =>
  matching(max, /^[0-9A-Za-z_-]+$/, 'letters, digits, dash, underscore');

/** A merchant category code of ISO 18245; 4121 is a taxi. */
export const industry: Kind<string> = matching(4, /^[0-9]{4}$/, 'four digits');

/** A country by its two capital letters (ISO 3166-1). */
export const country: Kind<string> = matching(2, /^[A-Z]{2}$/, 'two capital letters');

/** A kind that depends on the contract, such as a text of another length. */
export const byContract = <Value>(kinds: Readonly<Record<Contract, Kind<Value>>>): Kind<Value> => ({
  type: `HK ${kinds.hk.type}; global ${kinds.global.type}`,
  read: (value, around) => kinds[around.contract].read(value, around),
  write: kinds.hk.write,
});

/** One of a few words. */
export const oneOf = <const Word extends string>(
  words: readonly Word[],
  fault: Fault = malformed(`not one of ${words.join(', ')}`),
): Kind<Word> => {
  const known = new Map<string, Word>(words.map((word) => [word, word]));
  return {
    type: words.join(', '),
    read: (value) => {
      const word = known.get(value);
      return word === undefined ? problem(fault) : ok(word);
    },
    write: same,
  };
};

/** One of a few words in any letter case, normalised to the documents' spelling. */
export const anyCaseOf = <const Word extends string>(words: readonly Word[]): Kind<Word> => {
  const known = new Map<string, Word>(words.map((word) => [word.toLowerCase(), word]));
  return {
    type: words.join(', '),
    read: (value) => {
      const word = known.get(value.toLowerCase());
      return word === undefined ? problem(malformed(`not one of ${words.join(', ')}`)) : ok(word);
    },
    write: same,
  };
};

/**
 * `result_code`. Documents and recordings spell failure FAIL or FAILED and an open outcome UNKNOW
 * or UNKNOWN (02 §3); we write one of each and read all.
 */
export const resultCode = <const Failure extends 'FAIL' | 'FAILED'>(
  failure: Failure,
): Kind<'SUCCESS' | Failure | 'UNKNOW'> => ({
  type: `SUCCESS, ${failure}, UNKNOW`,
  read: (value) => {
    if (value === 'SUCCESS') return ok('SUCCESS');
    if (value === 'FAIL' || value === 'FAILED') return ok(failure);
    if (value === 'UNKNOW' || value === 'UNKNOWN') return ok('UNKNOW');
    return problem(malformed('not a result'));
  },
  write: same,
});

/**
 * A quantity of goods, as sent: above 0, at most nine digits before the point and eight after it,
 * because some goods are weighed. `rate` reads it exactly.
 */
export const quantity: Kind<string> = {
  type: 'Number, up to 999999999, at most 8 decimals',
  read: (text) => {
    const read = parseRate(text);
    const fits = read && read.numerator > 0n && /^[0-9]{1,9}(?:\.|$)/.test(text);
    return fits ? ok(text) : problem(malformed('not a quantity'));
  },
  write: same,
};

/**
 * The code shown by the buyer, String(32). A code that fails `isPaymentCode` is not refused here: a
 * cashier may scan any barcode, and the answer to a wrong one is that no wallet knows it (08 §2),
 * after the order has been looked up (17).
 */
export const paymentCode: Kind<string> = { ...text(32), type: 'String(32), 16–24 digits' };

/** Whether the text has the form of a payment code: 16 to 24 digits, first two 25 to 30 (02 §1). */
export const isPaymentCode = (value: string): boolean => /^(2[5-9]|30)[0-9]{14,22}$/.test(value);

/** A URL that we may call: http or https, no blanks or controls, no user name. */
export const webAddress = (max: number): Kind<string> => ({
  type: `URL(${max})`,
  read: (value) => {
    if (value.length > max) return problem(malformed(`longer than ${max} characters`));
    return isWebAddress(value) ? ok(value) : problem(malformed('not an http or https address'));
  },
  write: same,
});

/** Whether the text is an http or https address that names a host and no user. */
export function isWebAddress(value: string): boolean {
  // URL drops tabs and line ends silently, so such a text differs from its address.
  if (!/^https?:\/\/[^\s\\]+$/i.test(value) || !URL.canParse(value)) return false;
  const { username, password, hostname } = new URL(value);
  return username === '' && password === '' && hostname !== '';
}
