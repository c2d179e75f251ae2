import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print, table } from '../output.ts';
import { walletLines } from './wallet-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const params = { id: input.argument('WALLET') };
  const wallet = await call('GET /admin/wallets/:id', { params });
  const { trades } = wallet;
  print(input, wallet, () => [
    ...walletLines(wallet),
    '',
    ...(trades.length === 0 ? ['No trades yet.'] : ['Last trades, newest first:']),
    ...table(
      trades.map(({ charge, chargeCurrency, ...trade }) => [
        trade.createdAt,
        trade.tradeId,
        trade.status,
        charge ?? trade.amount,
        chargeCurrency ?? trade.currency,
        trade.subject,
      ]),
      [3],
    ),
  ]);
}
