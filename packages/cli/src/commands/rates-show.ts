import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { rateLines } from './rate-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('GET /admin/rates');
  const { rates } = answer;
  print(input, answer, () =>
    rates.length === 0
      ? ['No rates yet; sampan rates import FILE brings some.']
      : ['Rates in effect:', ...rateLines(rates)],
  );
}
