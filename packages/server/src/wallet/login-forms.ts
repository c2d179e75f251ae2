/**
 * The logins that a person may mean who types `text`, the likeliest first. Wallets keep a Hong Kong
 * number as `852-98765432` and a mainland one as `13912345678`; people leave the country's code out,
 * or put blanks, dashes and a plus between.
 */
export function loginForms(text: string): readonly string[] {
  const typed = text.trim();
  if (typed.includes('@')) return [...new Set([typed, typed.toLowerCase()])];
  const digits = typed.replace(/^\+/, '').replaceAll(/[ -]/g, '');
  const forms = [typed];
  if (/^[0-9]{8}$/.test(digits)) forms.push(`852-${digits}`);
  if (/^852[0-9]{8}$/.test(digits)) forms.push(`852-${digits.slice(3)}`);
  if (/^(86)?1[0-9]{10}$/.test(digits)) forms.push(digits.slice(-11));
  forms.push(digits);
  return [...new Set(forms)];
}
