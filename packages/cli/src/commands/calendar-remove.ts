import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('DELETE /admin/calendar/:calendar/:day', {
    params: { calendar: input.argument('CALENDAR'), day: input.argument('DAY') },
  });
  print(input, answer, () => pairs(Object.entries(answer)));
}
