import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { limitsGiven } from './wallet-limits.ts';
import { walletLines } from './wallet-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const body = limitsGiven(input);
  if (Object.values(body).every((limit) => limit === undefined)) {
    throw new UsageError('No option says what to change');
  }
  const { call } = await findOperations(input);
  const params = { id: input.argument('WALLET') };
  const wallet = await call('PATCH /admin/wallets/:id', { params, body });
  print(input, wallet, () => walletLines(wallet));
}
