import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { paidLines } from './paid-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { callOnce } = await findOperations(input);
  const trade = await callOnce('POST /admin/wallets/:id/scan', {
    params: { id: input.argument('WALLET') },
    body: { code: input.argument('QR'), amount: input.option('amount') },
  });
  print(input, trade, () => paidLines(trade));
}
