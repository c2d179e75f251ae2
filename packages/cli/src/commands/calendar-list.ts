import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { choice, print, table } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('GET /admin/calendar', {
    query: { year: input.count('year'), calendar: choice(input, 'calendar', ['hk', 'cn']) },
  });
  const { year, days, provisional } = answer;
  print(input, answer, () => [
    ...table(days.map(({ day, calendar, kind, name }) => [day, calendar, kind, name])),
    ...provisional.flatMap((calendar) => [
      '',
      `${calendar} ${year}: as far as we know it is not arranged yet, so these are the days of the law alone.`,
      'Say the others, and the weekend days that are worked, with sampan calendar set.',
    ]),
  ]);
}
