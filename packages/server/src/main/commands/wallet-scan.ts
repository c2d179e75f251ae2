import type { Input } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { inCurrency, pairs, print } from './output.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const wallet = encodeURIComponent(input.argument('WALLET'));
  const body = { code: input.argument('QR'), ...input.fields(['amount']) };
  const trade = await operations.postOnce(`/admin/wallets/${wallet}/scan`, body);
  print(input, trade, () =>
    pairs([
      ['trade', trade['tradeId']],
      ['status', trade['status']],
      ['buyer pays', inCurrency(trade['charge'], trade['chargeCurrency'])],
    ]),
  );
}
