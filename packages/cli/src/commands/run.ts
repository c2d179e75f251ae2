import type { WaitingForView } from '@sampan/api';
import { jobNames } from '@sampan/api/client';
import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';

export async function run(input: Input): Promise<undefined> {
  const asked = input.argument('JOB');
  const name = jobNames.find((known) => known === asked);
  if (!name) throw new UsageError(`There is no job "${asked}"; there are ${jobNames.join(', ')}`);
  const { callOnce } = await findOperations(input);
  const done = await callOnce('POST /admin/jobs/:name', {
    params: { name },
    body: { date: input.option('date') },
  });
  const counts = Object.entries(done).filter(([, value]) => typeof value === 'number');
  const waiting = Object.values(done).flatMap((value) => (typeof value === 'number' ? [] : value));
  print(input, done, () => [...pairs(counts), ...waiting.map(waitingLine)]);
}

/** What keeps the job from doing all that is due. */
function waitingLine(waiting: WaitingForView): string {
  if ('job' in waiting) {
    const { job, day, partnerId } = waiting;
    return `waits for ${job} of ${day}${partnerId === undefined ? '' : `, partner ${partnerId}`}`;
  }
  const { pid, application, user, since } = waiting;
  const begun = since === undefined ? '' : `, in a transaction since ${since}`;
  return `waits for process ${pid} ("${application}", user ${user}${begun})`;
}
