import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { paidLines } from './paid-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const answer = input.flag('reject') ? 'reject' : 'confirm';
  const { callOnce } = await findOperations(input);
  const trade = await callOnce('POST /admin/wallets/:id/confirm', {
    params: { id: input.argument('WALLET') },
    body: { answer, tradeId: input.option('trade') },
  });
  print(input, trade, () => paidLines(trade));
}
