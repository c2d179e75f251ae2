import { type Input, UsageError } from '../command.ts';
import { type Answer, findOperations } from '../operations-client.ts';
import { list, pairs, print } from '../output.ts';

const jobs = [
  'close-day',
  'settle',
  'files',
  'refund-batch',
  'finish-trades',
  'notifications',
  'retention',
  'tidy-files',
] as const;

export async function run(input: Input): Promise<undefined> {
  const asked = input.argument('JOB');
  const job = jobs.find((known) => known === asked);
  if (!job) throw new UsageError(`There is no job "${asked}"; there are ${jobs.join(', ')}`);
  const operations = await findOperations(input);
  const done = await operations.postOnce(`/admin/jobs/${job}`, input.fields(['date']));
  const counts = Object.entries(done).filter(([key]) => key !== 'waitingFor');
  print(input, done, () => [...pairs(counts), ...list(done, 'waitingFor').map(waitingLine)]);
}

/** What keeps the job from doing all that is due. */
function waitingLine({ job, day, partnerId, pid, application, user, since }: Answer): string {
  if (job !== undefined) {
    return `waits for ${job} of ${day}${partnerId === undefined ? '' : `, partner ${partnerId}`}`;
  }
  const begun = since === undefined ? '' : `, in a transaction since ${since}`;
  return `waits for process ${pid} ("${application}", user ${user}${begun})`;
}
