import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const [calendar, day] = ['CALENDAR', 'DAY'].map((name) =>
    encodeURIComponent(input.argument(name)),
  );
  const operations = await findOperations(input);
  const said = { kind: input.argument('KIND'), ...input.fields(['name']) };
  const answer = await operations.put(`/admin/calendar/${calendar}/${day}`, said);
  print(input, answer, () => pairs(Object.entries(answer)));
}
