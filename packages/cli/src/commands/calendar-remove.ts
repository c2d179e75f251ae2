import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const [calendar, day] = ['CALENDAR', 'DAY'].map((name) =>
    encodeURIComponent(input.argument(name)),
  );
  const operations = await findOperations(input);
  const answer = await operations.remove(`/admin/calendar/${calendar}/${day}`);
  print(input, answer, () => pairs(Object.entries(answer)));
}
