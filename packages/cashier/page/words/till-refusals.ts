/** What the till's server refuses, one sentence each. */
export const tillRefusals = [
  'not-signed-in',
  'no-shift',
  'amount-zero',
  'amount-above-limit',
  'more-than-due',
  'payment-open',
  'order-over',
  'order-has-payment',
  'order-unknown',
  'item-unknown',
  'discount-too-large',
  'code-just-used',
  'given-too-little',
  'pin-wrong',
  'pin-locked',
  'supervisor-needed',
  'second-person-needed',
  'approval-needed',
  'more-than-left',
  'payment-not-paid',
  'history-locked',
  'shift-open',
  'shift-over',
  'code-refused',
  'gateway-silent',
  'no-desk-code',
  'no-sftp',
  'file-not-there',
  'file-unreadable',
  'other-day',
  'last-supervisor',
] as const;
export type TillRefusal = (typeof tillRefusals)[number];

export const asTillRefusal = (code: string): TillRefusal | undefined =>
  tillRefusals.find((each) => each === code);
