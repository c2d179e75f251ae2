import { businessDate, parseBusinessDate } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import type { OperationsDependencies } from './dependencies.ts';
import { Fields } from './fields.ts';
import { jobNames } from './jobs.ts';
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
    // What is due is done whatever its day; only a day that has not begun has nothing due.
    if (date !== undefined && date > businessDate(now)) {
      throw conflict(
        'date-to-come',
        `It is ${businessDate(now)}; ${date} is still to come`,
        'date',
      );
    }
    return jobs.run(name);
  });
}
