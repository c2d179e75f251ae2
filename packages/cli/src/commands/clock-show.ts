import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const clock = await (await findOperations(input)).get('/admin/clock');
  print(input, clock, () => [String(clock['now'])]);
}
