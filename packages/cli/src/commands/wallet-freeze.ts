import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { walletLines } from './wallet-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const wallet = await call('PATCH /admin/wallets/:id', {
    params: { id: input.argument('WALLET') },
    body: { status: input.flag('off') ? 'active' : 'frozen' },
  });
  print(input, wallet, () => walletLines(wallet));
}
