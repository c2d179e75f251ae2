import type { Input } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { print } from './output.ts';
import { walletLines } from './wallet-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const path = `/admin/wallets/${encodeURIComponent(input.argument('WALLET'))}`;
  const status = input.flag('off') ? 'active' : 'frozen';
  const wallet = await operations.patch(path, { status });
  print(input, wallet, () => walletLines(wallet));
}
