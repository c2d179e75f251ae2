import { type Input, UsageError } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { print } from './output.ts';
import { walletLines } from './wallet-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const change = input.fields();
  if (Object.keys(change).length === 0) throw new UsageError('No option says what to change');
  const operations = await findOperations(input);
  const path = `/admin/wallets/${encodeURIComponent(input.argument('WALLET'))}`;
  const wallet = await operations.patch(path, change);
  print(input, wallet, () => walletLines(wallet));
}
