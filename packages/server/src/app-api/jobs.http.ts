import { type BusinessDate, businessDate, parseBusinessDate } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import type { OperationsDependencies } from './dependencies.ts';
import { Fields } from './fields.ts';
import { type JobName, jobNames } from './jobs.ts';
import { conflict, unknown } from './problem.ts';

interface OfJob {
  readonly Params: { readonly name: string };
}

/** Runs a scheduled job by hand. */
export function jobRoutes(app: FastifyInstance, { reader, jobs }: OperationsDependencies): void {
  app.post<OfJob>('/admin/jobs/:name', async ({ params, body }) => {
    const name = jobNames.find((known) => known === params.name);
    if (!name) throw unknown('job', params.name);
    const fields = new Fields(body, ['date']);
    const date = fields.read('date', 'a day such as "2026-11-22"', parseBusinessDate);
    const { now } = await reader.read(async () => undefined);
    refuseDate(name, date, businessDate(now));
    return jobs.run(name, date);
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
