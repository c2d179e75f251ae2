import { oneOf } from '@sampan/api';

/** Why money was not taken or not given back, one sentence of the page for each. */
export const refusalTexts = [
  'code-expired',
  'wrong-wallet',
  'balance-not-enough',
  'wallet-not-accepted',
  'customer-limit',
  'amount-above-limit',
  'gateway-refused',
  'wallet-not-able',
  'same-account',
  'other-customer',
  'already-paid',
  'order-closed',
  'takings-not-enough',
  'more-than-left',
  'set-up-wrong',
] as const;
export type RefusalText = (typeof refusalTexts)[number];

export const refusalText = oneOf(refusalTexts);
