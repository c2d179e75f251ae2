/** The bank account that the options name: `partner payout`, `payout source`. */
import { type Input, UsageError } from '../command.ts';

interface GivenAccount {
  readonly holder: string;
  readonly account: string;
  readonly bank: string | undefined;
}

/** The whole account; undefined when no option says any of it. */
export function accountGiven(input: Input): GivenAccount | undefined {
  const [holder, account, bank] = ['holder', 'account', 'bank'].map(input.option);
  if (holder === undefined && account === undefined && bank === undefined) return undefined;
  if (holder === undefined) throw new UsageError('--holder is missing');
  if (account === undefined) throw new UsageError('--account is missing');
  return { holder, account, bank };
}
