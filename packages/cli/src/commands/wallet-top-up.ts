import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { inCurrency, pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { callOnce } = await findOperations(input);
  const wallet = await callOnce('POST /admin/wallets/:id/top-ups', {
    params: { id: input.argument('WALLET') },
    body: { amount: input.argument('AMOUNT') },
  });
  print(input, wallet, () =>
    pairs([
      ['wallet', wallet.walletId],
      ['balance', inCurrency(wallet.balance, wallet.currency)],
      ['entry', wallet.entryId],
    ]),
  );
}
