import type { Input } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { pairs, print } from './output.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const id = encodeURIComponent(input.argument('WALLET'));
  const body = { amount: input.argument('AMOUNT') };
  const wallet = await operations.postOnce(`/admin/wallets/${id}/top-ups`, body);
  print(input, wallet, () =>
    pairs([
      ['wallet', wallet['walletId']],
      ['balance', `${wallet['balance']} ${wallet['currency']}`],
      ['entry', wallet['entryId']],
    ]),
  );
}
