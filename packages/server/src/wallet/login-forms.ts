/**
 * The logins that a typed text may mean, likeliest first. Wallets store a Hong Kong number as
 * `852-98765432` and a mainland one as `13912345678`; people omit the country code, or add blanks,
 * dashes and a plus.
 */
export function loginForms(text: string): readonly string[] {
  const typed = text.trim();
  const usual = usualLogin(typed);
  return [...new Set(typed.includes('@') ? [typed, usual] : [typed, usual, digitsOf(typed)])];
}

/** The canonical login: the same for all forms of one number. */
export function usualLogin(text: string): string {
  const typed = text.trim();
  if (typed.includes('@')) return typed.toLowerCase();
  const digits = digitsOf(typed);
  if (/^(852)?[0-9]{8}$/.test(digits)) return `852-${digits.slice(-8)}`;
  return /^(86)?1[0-9]{10}$/.test(digits) ? digits.slice(-11) : digits;
}

const digitsOf = (typed: string): string => typed.replace(/^\+/, '').replaceAll(/[ -]/g, '');
