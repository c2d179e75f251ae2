import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const id = input.argument('ID');
  const answer =
    id === ''
      ? await call('DELETE /admin/scenarios')
      : await call('DELETE /admin/scenarios/:id', { params: { id } });
  const { cleared } = answer;
  print(input, answer, () => [
    cleared.length === 0 ? 'There were no scenarios.' : `Cleared ${cleared.join(', ')}`,
  ]);
}
