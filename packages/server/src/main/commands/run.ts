import type { JobName } from '#app-api';
import { UsageError } from '../commands.ts';
import type { Input } from '../parse.ts';
import { findOperations } from './operations-client.ts';
import { given, pairs, print } from './output.ts';

const jobs = [
  'close-day',
  'settle',
  'files',
  'refund-batch',
  'notifications',
] as const satisfies readonly JobName[];

export async function run(input: Input): Promise<undefined> {
  const asked = input.argument('JOB');
  const job = jobs.find((known) => known === asked);
  if (!job) throw new UsageError(`There is no job "${asked}"; there are ${jobs.join(', ')}`);
  const operations = await findOperations(input);
  const done = await operations.post(`/admin/jobs/${job}`, given(input, { date: 'date' }));
  print(input, done, () => pairs(Object.entries(done)));
}
