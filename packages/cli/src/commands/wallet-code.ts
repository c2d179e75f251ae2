import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { choice, pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const digits = choice(input, 'digits', ['18', '24']) === '24' ? 24 : 18;
  const { call } = await findOperations(input);
  const params = { id: input.argument('WALLET') };
  const code = await call('POST /admin/wallets/:id/codes', { params, body: { digits } });
  print(input, code, () =>
    pairs([
      ['code', code.code],
      ['expires', code.expiresAt],
    ]),
  );
}
