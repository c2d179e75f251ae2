import { UsageError } from '../commands.ts';
import type { Input } from '../parse.ts';
import { findOperations } from './operations-client.ts';
import { choice, given, pairs, print } from './output.ts';

const fields = {
  balance: 'balance',
  phone: 'phone',
  pin: 'pin',
  'password-free-limit': 'passwordFreeLimit',
} as const;

export async function run(input: Input): Promise<undefined> {
  const inst = choice(input, 'inst', ['ALIPAYHK', 'ALIPAYCN']);
  if (!inst) throw new UsageError('--inst is missing: ALIPAYHK or ALIPAYCN');
  const operations = await findOperations(input);
  const wallet = await operations.post('/admin/wallets', { inst, ...given(input, fields) });
  print(input, wallet, () =>
    pairs([
      ['wallet', wallet['walletId']],
      ['login', wallet['loginId']],
      ['kind', wallet['inst']],
      ['balance', `${wallet['balance']} ${wallet['currency']}`],
      ['password above', wallet['passwordFreeLimit']],
    ]),
  );
}
