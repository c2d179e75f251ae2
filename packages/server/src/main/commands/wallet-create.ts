import { type Input, UsageError } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { choice, print } from './output.ts';
import { walletLines } from './wallet-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const inst = choice(input, 'inst', ['ALIPAYHK', 'ALIPAYCN']);
  if (!inst) throw new UsageError('--inst is missing: ALIPAYHK or ALIPAYCN');
  const operations = await findOperations(input);
  const wallet = await operations.postOnce('/admin/wallets', input.fields());
  print(input, wallet, () => walletLines(wallet));
}
