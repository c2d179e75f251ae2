import { isPaymentCode } from '@sampan/protocol';

/** The wallets whose payment codes a cashier may scan by mistake, and their form. */
const others: readonly (readonly [RegExp, string])[] = [
  [/^1[0-5][0-9]{16}$/, 'WeChat Pay'],
  [/^62[0-9]{17}$/, 'UnionPay'],
];

/**
 * Whose payment code it is, by its prefix and length: `ours` for 16 to 24 digits that begin with 25
 * to 30, the name of another wallet, or `unknown`.
 */
export function ownerOfCode(code: string): 'ours' | 'unknown' | (string & {}) {
  if (isPaymentCode(code)) return 'ours';
  return others.find(([form]) => form.test(code))?.[1] ?? 'unknown';
}
