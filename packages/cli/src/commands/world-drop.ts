import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('DELETE /admin/worlds/:world', {
    params: { world: input.argument('WORLD') },
  });
  print(input, answer, () => [`World ${answer.world} is dropped.`]);
}
