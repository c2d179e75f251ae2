import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { choice, print } from '../output.ts';
import { limitsGiven } from './wallet-limits.ts';
import { walletLines } from './wallet-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const inst = choice(input, 'inst', ['ALIPAYHK', 'ALIPAYCN']);
  if (!inst) throw new UsageError('--inst is missing: ALIPAYHK or ALIPAYCN');
  const { callOnce } = await findOperations(input);
  const wallet = await callOnce('POST /admin/wallets', {
    body: {
      inst,
      balance: input.option('balance'),
      phone: input.option('phone'),
      pin: input.option('pin'),
      ...limitsGiven(input),
    },
  });
  print(input, wallet, () => walletLines(wallet));
}
