import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { list, print, table } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const query = new URLSearchParams();
  for (const name of ['year', 'calendar']) {
    const value = input.option(name);
    if (value !== undefined) query.set(name, value);
  }
  const operations = await findOperations(input);
  const answer = await operations.get(`/admin/calendar?${query}`);
  const provisional = answer['provisional'] as readonly string[];
  print(input, answer, () => [
    ...table(
      list(answer, 'days').map(({ day, calendar, kind, name }) =>
        [day, calendar, kind, name].map(String),
      ),
    ),
    ...provisional.flatMap((calendar) => [
      '',
      `${calendar} ${answer['year']}: as far as we know it is not arranged yet, so these are the days of the law alone.`,
      'Say the others, and the weekend days that are worked, with sampan calendar set.',
    ]),
  ]);
}
