import { inTransaction } from '#database';
import { changeWallet, type Wallet } from '#wallet';
import type { OperationsDependencies } from './dependencies.ts';
import { definedOnly, Fields } from './fields.ts';
import { unknown } from './problem.ts';

type World = Pick<OperationsDependencies, 'clock' | 'openConnection'>;

const names = ['status', 'passwordFreeLimit', 'paymentLimit', 'dayLimit', 'monthLimit'] as const;

/** Freezes a wallet, releases it, or changes its limits; a payment that follows is held to them. */
export async function changeWalletTerms(
  { clock, openConnection }: World,
  { id, balance: { currency } }: Wallet,
  body: unknown,
): Promise<Wallet> {
  const fields = new Fields(body, names);
  fields.requireAny();
  const change = definedOnly({
    status: fields.choice('status', ['active', 'frozen']),
    passwordFreeLimit: fields.amountOrNone('passwordFreeLimit', currency),
    paymentLimit: fields.limit('paymentLimit', currency),
    dayLimit: fields.limit('dayLimit', currency),
    monthLimit: fields.limit('monthLimit', currency),
  });
  const connection = await openConnection();
  try {
    const changed = await inTransaction(connection, () =>
      changeWallet(connection, id, change, clock.now()),
    );
    if (!changed) throw unknown('wallet', id);
    return changed;
  } finally {
    await connection.close();
  }
}
