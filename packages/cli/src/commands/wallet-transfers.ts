import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pageAsked, printPage } from '../page.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const page = await call('GET /admin/bank-transfers', { query: pageAsked(input) });
  printPage(input, page, {
    none: 'No top-up or withdrawal waits.',
    columns: [
      ['transfer', ({ transferId }) => transferId],
      ['wallet', ({ walletId }) => walletId],
      ['kind', ({ kind }) => kind],
      ['amount', ({ amount }) => amount],
      ['', ({ currency }) => currency],
      ['requested', ({ requestedAt }) => requestedAt],
    ],
    right: [3],
  });
}
