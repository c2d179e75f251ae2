import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { choice } from '../output.ts';
import { pageAsked, printPage } from '../page.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const page = await call('GET /admin/trades', {
    query: {
      partner: input.option('partner'),
      wallet: input.option('wallet'),
      status: choice(input, 'status', ['waiting', 'paid', 'closed', 'finished']),
      date: input.option('date'),
      ...pageAsked(input),
    },
  });
  printPage(input, page, {
    none: 'No such trades.',
    columns: [
      ['created', ({ createdAt }) => createdAt],
      ['trade', ({ tradeId }) => tradeId],
      ['status', ({ status }) => status],
      ['amount', ({ amount }) => amount],
      ['', ({ currency }) => currency],
      ['partner', ({ partnerId }) => partnerId],
      ["partner's id", ({ partnerTransId }) => partnerTransId],
      ['subject', ({ subject }) => subject],
    ],
    right: [3],
  });
}
