import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { inCurrency, pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const reason = input.option('refuse');
  const transfer = await call('POST /admin/bank-transfers/:id', {
    params: { id: input.argument('TRANSFER') },
    body: reason === undefined ? { answer: 'settle' } : { answer: 'refuse', reason },
  });
  print(input, transfer, () =>
    pairs([
      ['transfer', transfer.transferId],
      ['wallet', transfer.walletId],
      [transfer.kind, inCurrency(transfer.amount, transfer.currency)],
      ['state', transfer.state],
      ['reason', transfer.reason],
    ]),
  );
}
