/** An amount of the wire in hundredths, for comparing; 0 for a text that is none. */
export function decimalOf(text = ''): bigint {
  const [, whole = '0', part = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
}
