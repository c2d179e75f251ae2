import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { list, print } from '../output.ts';
import { rateLines } from './rate-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const answer = await operations.get('/admin/rates');
  print(input, answer, () =>
    list(answer, 'rates').length === 0
      ? ['No rates yet; sampan rates import FILE brings some.']
      : ['Rates in effect:', ...rateLines(answer)],
  );
}
