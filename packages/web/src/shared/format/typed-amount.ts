import type { Key } from '../parts/key.ts';

/** An amount as it is typed, after one more key: at most nine digits and the currency's decimals. */
export function amountAfter(typed: string, key: Key, decimals: number): string {
  if (key === 'erase') return typed.slice(0, -1);
  if (key === '.') {
    if (decimals === 0 || typed.includes('.')) return typed;
    return `${typed === '' ? '0' : typed}.`;
  }
  const next = typed === '0' || typed === '' ? key.replace(/^0+(?=\d)/, '') : typed + key;
  const fits = new RegExp(`^\\d{0,9}(?:\\.\\d{0,${decimals}})?$`);
  return fits.test(next) ? next : typed;
}
