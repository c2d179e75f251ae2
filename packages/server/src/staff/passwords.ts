import type { Secret } from '@sampan/primitives';

const passwordLengthMin = 12;

/** Beginnings of what is tried first; followed by digits and signs only, they are as good as nothing. */
const commonest = [
  'password',
  'passwort',
  'qwerty',
  'qwertyuiop',
  'qwertz',
  'asdfgh',
  'zxcvbn',
  '1q2w3e4r',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'iloveyou',
  'dragon',
  'monkey',
  'football',
  'sunshine',
  'princess',
  'changeme',
  'secret',
  'alipay',
  'sampan',
  'hongkong',
] as const;

/**
 * Whether a password is among those that are tried first: few different characters, a row of digits, one of the commonest
 * words with digits behind it, or something that is known of the person.
 */
export function isSimplePassword(password: Secret<string>, known: readonly string[]): boolean {
  const text = password.reveal().normalize('NFKC').toLowerCase();
  if (text.length < passwordLengthMin || new Set(text).size < 5) return true;
  if (isRow(text)) return true;
  const bare = text.replaceAll(/[^\p{L}]/gu, '');
  const isCommon = commonest.some(
    (word) => bare === onlyLetters(word) || isRepeated(text, word) || bare === twice(word),
  );
  if (isCommon) return true;
  return known
    .flatMap((each) => [each, each.split('@')[0] ?? ''])
    .map((each) => onlyLetters(each.normalize('NFKC').toLowerCase()))
    .some((each) => each.length >= 3 && (bare === each || bare === each + each));
}

const onlyLetters = (text: string): string => text.replaceAll(/[^\p{L}]/gu, '');

const twice = (word: string): string => onlyLetters(word) + onlyLetters(word);

/** `abcabcabc…` */
const isRepeated = (text: string, part: string): boolean =>
  text.length >= part.length &&
  text === part.repeat(Math.ceil(text.length / part.length)).slice(0, text.length);

/** `123456789012`, `abcdefghijkl`, and backwards. */
function isRow(text: string): boolean {
  const codes = [...text].map((each) => each.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const along = steps.filter((step) => step === 1 || step === -9).length;
  const back = steps.filter((step) => step === -1 || step === 9).length;
  return Math.max(along, back) === steps.length;
}
