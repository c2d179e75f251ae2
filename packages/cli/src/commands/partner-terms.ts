import type { Input } from '../command.ts';
import { choice } from '../output.ts';

const onOff = ['on', 'off'] as const;

/** The terms of a partner that the options name. */
export const termsGiven = (input: Input) => ({
  name: input.option('name'),
  status: choice(input, 'status', ['active', 'suspended']),
  services: input.option('services'),
  feeRate: input.option('fee-rate'),
  feeFixed: input.option('fee-fixed'),
  feeMinimum: input.option('fee-minimum'),
  refundFee: choice(input, 'refund-fee', ['returned', 'kept']),
  wallets: input.option('wallets'),
  settlesAfter: input.option('settles-after'),
  settlementMinimum: input.option('settlement-minimum'),
  calendars: input.option('calendars'),
  paymentLimit: input.option('payment-limit'),
  dayLimit: input.option('day-limit'),
  monthLimit: input.option('month-limit'),
  refundPeriod: input.option('refund-period'),
  requestExpiry: choice(input, 'request-expiry', onOff),
  refundPause: choice(input, 'refund-pause', onOff),
  cancelRestriction: choice(input, 'cancel-restriction', onOff),
  notifyUrl: input.option('notify-url'),
});
