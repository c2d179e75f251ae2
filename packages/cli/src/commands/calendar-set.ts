import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { oneOf, pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const kind = oneOf('KIND', input.argument('KIND'), ['holiday', 'working']);
  const { call } = await findOperations(input);
  const answer = await call('PUT /admin/calendar/:calendar/:day', {
    params: { calendar: input.argument('CALENDAR'), day: input.argument('DAY') },
    body: { kind, name: input.option('name') },
  });
  print(input, answer, () => pairs(Object.entries(answer)));
}
