import type { Input } from '../command.ts';

/** The limits of a wallet that the options name. */
export const limitsGiven = (input: Input) => ({
  passwordFreeLimit: input.option('password-free-limit'),
  paymentLimit: input.option('payment-limit'),
  dayLimit: input.option('day-limit'),
  monthLimit: input.option('month-limit'),
});
