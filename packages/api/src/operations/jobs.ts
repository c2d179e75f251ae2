import { type Static, Type } from '@sinclair/typebox';
import { day, fields, oneOf, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { jobNames } from './job-names.ts';

const jobName = oneOf(jobNames);

/** What holds a job up: another job, or a session that has not ended its transaction. */
const waiting = Type.Union([
  Type.Object({
    job: oneOf(['close-day', 'settle']),
    day,
    partnerId: Type.Optional(partnerId),
  }),
  Type.Object({
    pid: Type.Integer({ description: 'Of a session of the database.' }),
    application: Type.String(),
    user: Type.String(),
    since: Type.Optional(time),
  }),
]);

export type WaitingForView = Fixed<Static<typeof waiting>>;

const job = Type.Object({
  name: jobName,
  dependsOn: Type.Array(jobName),
  nextDue: Type.Optional(time),
  startedAt: Type.Optional(time),
  endedAt: Type.Optional(time),
  outcome: oneOf(['never-run', 'running', 'done', 'waiting', 'failed']),
  counts: Type.Record(Type.String(), Type.Integer(), {
    description: 'What the newest run that has ended did, by its kind.',
  }),
  failure: Type.Optional(Type.String()),
  waitingFor: Type.Array(waiting),
});

export type JobView = Fixed<Static<typeof job>>;

export const jobRoutes = {
  'GET /admin/jobs': {
    summary: 'Lists the scheduled jobs: next due, newest run, and what holds them up.',
    reply: Type.Object({ jobs: Type.Array(job) }),
  },
  'POST /admin/jobs/:name': {
    summary: 'Runs a job by hand, all that is due.',
    params: Type.Object({ name: Type.String({ examples: ['close-day'] }) }),
    body: fields({ date: Type.Optional(day) }),
    reply: Type.Record(Type.String(), Type.Union([Type.Integer(), Type.Array(waiting)]), {
      description:
        'How much was done, by its kind; `waitingFor`, when something holds the job up, as above.',
    }),
    errors: { 'job-unknown': 404, 'date-to-come': 409, 'day-not-over': 409, 'job-waits': 503 },
  },
} as const satisfies Api;
