import type { ConfirmRefusal } from '#acquiring';

/** What a buyer is answered when a payment cannot be confirmed. */
export const describeRefusal: Readonly<Record<ConfirmRefusal, string>> = {
  'trade-unknown': 'This wallet has no such trade',
  'trade-closed': 'The trade is closed',
  'trade-paid': 'The trade is paid already',
  'partner-suspended': 'The partner may not take payments now',
  'wallet-frozen': 'The wallet is frozen',
  'wallet-kind-not-accepted': 'The partner does not accept this kind of wallet',
  'partner-payment-limit-exceeded': 'The amount is above what the shop may take at once',
  'partner-day-limit-exceeded': 'The shop may not take so much more today',
  'partner-month-limit-exceeded': 'The shop may not take so much more this month',
  'payment-limit-exceeded': 'The amount is above the limit of a payment',
  'day-limit-exceeded': 'The amount is above what is left for today',
  'month-limit-exceeded': 'The amount is above what is left for this month',
  'balance-not-enough': 'The balance is not enough',
};
