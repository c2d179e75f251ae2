import type { Input } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { choice, pairs, print } from './output.ts';

export async function run(input: Input): Promise<undefined> {
  const digits = Number(choice(input, 'digits', ['18', '24']) ?? 18);
  const operations = await findOperations(input);
  const wallet = encodeURIComponent(input.argument('WALLET'));
  const code = await operations.post(`/admin/wallets/${wallet}/codes`, { digits });
  print(input, code, () =>
    pairs([
      ['code', code['code']],
      ['expires', code['expiresAt']],
    ]),
  );
}
