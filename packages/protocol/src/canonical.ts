import type { Parameter } from './form.ts';

/**
 * The string that a signature covers (01 §4): all parameters except the signature itself and those
 * without a value, sorted by name, with raw values, joined as `name=value` with `&`.
 * `canonicalString([['b', '2'], ['a', '1&1'], ['c', ''], ['sign', 'x']])` is `a=1&1&b=2`.
 */
export function canonicalString(parameters: Iterable<Parameter>): string {
  const signed: Parameter[] = [];
  for (const parameter of parameters) {
    const [name, value] = parameter;
    if (value !== '' && name !== 'sign' && name !== 'sign_type') signed.push(parameter);
  }
  signed.sort(byName);
  let text = '';
  for (const [name, value] of signed) {
    text += text === '' ? `${name}=${value}` : `&${name}=${value}`;
  }
  return text;
}

/** Ascending by code unit, which for ASCII names equals byte order. */
export const byName = (left: Parameter, right: Parameter): number =>
  left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : 0;
