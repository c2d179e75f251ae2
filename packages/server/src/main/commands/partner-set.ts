import { type Input, UsageError } from '../command.ts';
import { findOperations } from './operations-client.ts';
import { print } from './output.ts';
import { partnerLines } from './partner-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const change = input.fields();
  if (Object.keys(change).length === 0) throw new UsageError('No option says what to change');
  const operations = await findOperations(input);
  const path = `/admin/partners/${encodeURIComponent(input.argument('PID'))}`;
  const partner = await operations.patch(path, change);
  print(input, partner, () => partnerLines(partner));
}
