import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print, table } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('GET /admin/worlds');
  print(input, answer, () => {
    if (answer.worlds.length === 0) return ['No worlds yet; there is main.'];
    const rows = answer.worlds.map(({ world, calledAt, partners, gateway }) => [
      ...[world, calledAt, partners.join(' '), gateway],
    ]);
    return table([['world', 'last call', 'partners', 'gateway'], ...rows]);
  });
}
