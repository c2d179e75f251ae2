import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { accountGiven } from './bank-account.ts';

/** Shows the account, after it was changed when an option says so. */
export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const params = { id: input.argument('PID') };
  const body = accountGiven(input);
  const answer = body
    ? await call('PUT /admin/partners/:id/payout', { params, body })
    : await call('GET /admin/partners/:id/payout', { params });
  print(input, answer, () =>
    pairs([
      ['partner', answer.partnerId],
      ['holder', answer.holder],
      ['account', answer.account ?? 'none yet: its batches are left out of payouts'],
      ['bank', answer.bank],
    ]),
  );
}
