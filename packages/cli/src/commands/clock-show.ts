import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const clock = await call('GET /admin/clock');
  print(input, clock, () => [clock.now]);
}
