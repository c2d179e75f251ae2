import type { Input } from '../command.ts';
import { pairs, print } from '../output.ts';
import { changeOrShow } from './bank-account.ts';

export async function run(input: Input): Promise<undefined> {
  const path = `/admin/partners/${encodeURIComponent(input.argument('PID'))}/payout`;
  const answer = await changeOrShow(input, path, (get) => get(path));
  print(input, answer, () => [
    ...pairs([
      ['partner', answer['partnerId']],
      ['holder', answer['holder']],
      ['account', answer['account'] ?? 'none yet: its batches are left out of payouts'],
      ['bank', answer['bank']],
    ]),
  ]);
}
