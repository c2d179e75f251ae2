import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const to = input.argument('TIME');
  const clock = await call('POST /admin/clock/set', { body: { to } });
  print(input, clock, () => [clock.now]);
}
