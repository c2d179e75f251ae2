import type { Input } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { list, print, table } from './output.ts';
import { walletLines } from './wallet-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const path = `/admin/wallets/${encodeURIComponent(input.argument('WALLET'))}`;
  const wallet = await operations.get(path);
  const trades = list(wallet, 'trades');
  print(input, wallet, () => [
    ...walletLines(wallet),
    '',
    ...(trades.length === 0 ? ['No trades yet.'] : ['Last trades, newest first:']),
    ...table(
      trades.map((trade) => [
        String(trade['createdAt']),
        String(trade['tradeId']),
        String(trade['status']),
        String(trade['charge'] ?? trade['amount']),
        String(trade['chargeCurrency'] ?? trade['currency']),
        String(trade['subject']),
      ]),
      [3],
    ),
  ]);
}
