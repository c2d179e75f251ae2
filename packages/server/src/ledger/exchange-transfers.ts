import { assert, equalMoney, type Money } from '@sampan/primitives';
import { type Account, fxAccount } from './account.ts';
import type { Transfer } from './entry.ts';

/** An account and the amount it gives or gets, in its own currency. */
export interface Side {
  readonly account: Account;
  readonly amount: Money;
}

/**
 * Moves money from `from` to `to`, each in its own currency: through the FX position of the pair,
 * so that each currency balances by itself, or directly if there is only one.
 */
export function exchangeTransfers(from: Side, to: Side): readonly Transfer[] {
  const given = from.amount.currency;
  const gotten = to.amount.currency;
  if (given === gotten) {
    assert(equalMoney(from.amount, to.amount), 'in one currency nothing is exchanged');
    return [{ debit: from.account, credit: to.account, amount: from.amount }];
  }
  return [
    { debit: from.account, credit: fxAccount(given, gotten), amount: from.amount },
    { debit: fxAccount(gotten, given), credit: to.account, amount: to.amount },
  ];
}
