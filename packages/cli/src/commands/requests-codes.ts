import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print, table } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const query = { partner: input.option('partner'), since: input.option('since') };
  const answer = await call('GET /admin/exchange-codes', { query });
  const rows = answer.codes.map(({ code, count, lastAt, lastId, services }) => [
    ...[String(count), code, lastAt, lastId, services.join(', ')],
  ]);
  print(input, answer, () =>
    rows.length === 0
      ? ['Every exchange has succeeded.']
      : table([['count', 'code', 'last at', 'last id', 'services'], ...rows], [0]),
  );
  return undefined;
}
