import { isCurrency } from '@sampan/primitives';
import { type Input, UsageError } from '../command.ts';
import { list, pairs, print } from '../output.ts';
import { changeOrShow } from './bank-account.ts';

export async function run(input: Input): Promise<undefined> {
  const currency = input.argument('CURRENCY').toUpperCase();
  if (!isCurrency(currency)) throw new UsageError(`${currency} is no currency of Sampan's`);
  const path = `/admin/payout-sources/${encodeURIComponent(currency)}`;
  const answer = await changeOrShow(input, path, async (get) => {
    const sources = list(await get('/admin/payout-sources'), 'sources');
    return sources.find((source) => source['currency'] === currency) ?? { currency };
  });
  print(input, answer, () =>
    pairs([
      ['currency', answer['currency']],
      ['holder', answer['holder']],
      ['account', answer['account'] ?? 'none yet: nothing can be paid out'],
      ['bank', answer['bank']],
    ]),
  );
}
