import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pageAsked, printPage } from '../page.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const page = await call('GET /admin/wallets', { query: pageAsked(input) });
  printPage(input, page, {
    none: 'No wallets yet.',
    columns: [
      ['wallet', ({ walletId }) => walletId],
      ['login', ({ loginId }) => loginId],
      ['kind', ({ inst }) => inst],
      ['status', ({ status }) => status],
      ['balance', ({ balance }) => balance],
      ['', ({ currency }) => currency],
      ['created', ({ createdAt }) => createdAt],
    ],
    right: [4],
  });
}
