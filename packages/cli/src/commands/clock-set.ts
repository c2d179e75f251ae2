import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const clock = await operations.post('/admin/clock/set', { to: input.argument('TIME') });
  print(input, clock, () => [String(clock['now'])]);
}
