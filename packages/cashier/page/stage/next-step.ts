import type { RefusalText } from '@sampan/cashier/api';

/** What the cashier does next; each refusal has one button that does it. */
export type NextStep = 'scan' | 'otherwise' | 'split' | 'details' | 'newOrder' | 'check';

const steps: Readonly<Record<RefusalText, NextStep>> = {
  'code-expired': 'scan',
  'wrong-wallet': 'scan',
  'balance-not-enough': 'scan',
  'wallet-not-accepted': 'otherwise',
  'customer-limit': 'otherwise',
  'amount-above-limit': 'split',
  'gateway-refused': 'otherwise',
  'wallet-not-able': 'otherwise',
  'same-account': 'scan',
  'other-customer': 'scan',
  'already-paid': 'check',
  'order-closed': 'newOrder',
  'takings-not-enough': 'otherwise',
  'more-than-left': 'otherwise',
  'set-up-wrong': 'details',
};

export const nextStep = (text: RefusalText): NextStep => steps[text];
