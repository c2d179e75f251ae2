import type { Input } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { inCurrency, pairs, print } from './output.ts';

export async function run(input: Input): Promise<undefined> {
  const answer = input.flag('reject') ? 'reject' : 'confirm';
  const operations = await findOperations(input);
  const wallet = encodeURIComponent(input.argument('WALLET'));
  const body = { answer, ...input.fields(['trade']) };
  const trade = await operations.postOnce(`/admin/wallets/${wallet}/confirm`, body);
  print(input, trade, () =>
    pairs([
      ['trade', trade['tradeId']],
      ['status', trade['status']],
      ['buyer pays', inCurrency(trade['charge'], trade['chargeCurrency'])],
    ]),
  );
}
