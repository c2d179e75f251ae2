import { readFile } from 'node:fs/promises';
import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { rateLines } from './rate-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const path = input.argument('FILE');
  const file = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${path} cannot be read`, { cause });
  });
  const { call } = await findOperations(input);
  const answer = await call('POST /admin/rates', { body: { file } });
  print(input, answer, () => [
    `${answer.added} new, ${answer.known} known before. Rates in effect:`,
    ...rateLines(answer.rates),
  ]);
}
