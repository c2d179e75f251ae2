import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { partnerLines } from './partner-lines.ts';
import { termsGiven } from './partner-terms.ts';

export async function run(input: Input): Promise<undefined> {
  const body = termsGiven(input);
  if (Object.values(body).every((term) => term === undefined)) {
    throw new UsageError('No option says what to change');
  }
  const { call } = await findOperations(input);
  const params = { id: input.argument('PID') };
  const partner = await call('PATCH /admin/partners/:id', { params, body });
  print(input, partner, () => partnerLines(partner));
}
