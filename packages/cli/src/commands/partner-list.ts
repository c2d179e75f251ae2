import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pageAsked, printPage } from '../page.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const page = await call('GET /admin/partners', { query: pageAsked(input) });
  printPage(input, page, {
    none: 'No partners yet.',
    columns: [
      ['partner', ({ id }) => id],
      ['status', ({ status }) => status],
      ['contract', ({ contract }) => contract],
      ['settled in', ({ currency }) => currency],
      ['created', ({ createdAt }) => createdAt],
      ['name', ({ name }) => name],
    ],
    right: [],
  });
}
