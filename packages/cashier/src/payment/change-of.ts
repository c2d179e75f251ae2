import { type Currency, exceeds, formatAmount, type Money, subtract } from '@sampan/primitives';
import { parseAmount } from '@sampan/sdk';
import { Refusal, refuseUnless } from '../refusal.ts';

/** What the customer gave in cash, and gets back. */
export function changeOf(amount: Money, text: string, currency: Currency) {
  const given = parseAmount(text, currency);
  if (!given) throw new Refusal('invalid-field', `given must be an amount in ${currency}`, 'given');
  refuseUnless(
    !exceeds(amount, given),
    'given-too-little',
    `${formatAmount(amount)} is to be paid`,
  );
  return { given: formatAmount(given), change: formatAmount(subtract(given, amount)) };
}
