import { isCurrency } from '@sampan/primitives';
import { type Input, UsageError } from '../command.ts';
import { findOperations, type Operations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { accountGiven } from './bank-account.ts';

/** Shows our account for a currency, after it was changed when an option says so. */
export async function run(input: Input): Promise<undefined> {
  const currency = input.argument('CURRENCY').toUpperCase();
  if (!isCurrency(currency)) throw new UsageError(`${currency} is no currency of Sampan's`);
  const { call } = await findOperations(input);
  const body = accountGiven(input);
  const answer: Source = body
    ? await call('PUT /admin/payout-sources/:currency', { params: { currency }, body })
    : ((await sourceOf(call, currency)) ?? { currency });
  print(input, answer, () =>
    pairs([
      ['currency', answer.currency],
      ['holder', answer.holder],
      ['account', answer.account ?? 'none yet: nothing can be paid out'],
      ['bank', answer.bank],
    ]),
  );
}

interface Source {
  readonly currency: string;
  readonly holder?: string;
  readonly account?: string;
  readonly bank?: string;
}

async function sourceOf(call: Operations['call'], currency: string): Promise<Source | undefined> {
  const { sources } = await call('GET /admin/payout-sources');
  return sources.find((source) => source.currency === currency);
}
