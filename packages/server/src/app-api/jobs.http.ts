import { type JobName, type JobView, jobNames, type WaitingForView } from '@sampan/api';
import { type BusinessDate, businessDate, offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { readNow } from '#database';
import type { JobDone, WaitsFor } from '#settlement';
import type { OperationsDependencies } from './dependencies.ts';
import type { JobStatus } from './jobs.ts';
import { once } from './once.http.ts';
import { conflict, unknown } from './problem.ts';
import { readDay } from './read-day.ts';
import { serve } from './serve.http.ts';

/** What the scheduled jobs do, and running one by hand. */
export function jobRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, jobs } = world;

  serve(app, world, 'GET /admin/jobs', async () => ({
    jobs: (await jobs.status()).map(statusView),
  }));

  serve(app, world, 'POST /admin/jobs/:name', async ({ params, body }, request, reply) => {
    const name = jobNames.find((known) => known === params.name);
    if (!name) throw unknown('job', params.name);
    const date = body.date === undefined ? undefined : readDay(body.date);
    const now = await readNow(reader);
    refuseDate(name, date, businessDate(now));
    return once(request, reply, { ...world, caller: 'operations' }, async () =>
      doneView(await jobs.run(name, date)),
    );
  });
}

/** What is due is done whatever its day; only a day that is not over yet has nothing due. */
function refuseDate(name: JobName, date: BusinessDate | undefined, today: BusinessDate): void {
  if (date === undefined) return;
  if (date > today) {
    throw conflict('date-to-come', `It is ${today}; ${date} is still to come`, 'date');
  }
  if (name === 'close-day' && date === today) {
    throw conflict('day-not-over', `It is ${today}; a day is closed when it is over`, 'date');
  }
}

const doneView = ({ counts, waitsFor }: JobDone) => ({
  ...counts,
  ...(waitsFor.length > 0 && { waitingFor: waitsFor.map(waitsForView) }),
});

const statusView = ({
  name,
  dependsOn,
  outcome,
  counts,
  waitsFor,
  ...status
}: JobStatus): JobView => ({
  name,
  dependsOn,
  ...(status.nextDue !== undefined && { nextDue: offsetTime(status.nextDue) }),
  ...(status.startedAt !== undefined && { startedAt: offsetTime(status.startedAt) }),
  ...(status.endedAt !== undefined && { endedAt: offsetTime(status.endedAt) }),
  outcome,
  counts,
  ...(status.failure !== undefined && { failure: status.failure }),
  waitingFor: waitsFor.map(waitsForView),
});

function waitsForView(waits: WaitsFor): WaitingForView {
  if (waits.kind === 'job') {
    const { job, day, partnerId } = waits;
    return { job, day, ...(partnerId !== undefined && { partnerId }) };
  }
  const { since, ...session } = waits.session;
  return { ...session, ...(since !== undefined && { since: offsetTime(since) }) };
}
