import type { JobView, PartnerDayView } from '@sampan/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  Banner,
  Button,
  dayText,
  Failed,
  fullTime,
  Loading,
  type State,
  StateDot,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../language.ts';
import { Deed, useDeed } from '../parts/deed.tsx';
import { Health } from '../parts/health.tsx';
import { Page } from '../parts/page.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { Wide } from '../parts/wide.tsx';
import { useJobs, useReady } from '../queries.ts';
import { useSay } from '../words/use-say.ts';

/** What is wrong, the jobs with their runs, and what became of the last days. */
export default function JobsPage() {
  const { say } = useSay();
  const jobs = useJobs();
  const failed = jobs.data?.filter(({ outcome }) => outcome === 'failed') ?? [];
  return (
    <Page title={say('jobs.title')} note={say('app.zone')}>
      <Wrongs failed={failed} />
      <Health />
      {jobs.isPending && <Loading what={say('jobs.jobs')} rows={6} />}
      {jobs.isError && <Failed onRetry={() => void jobs.refetch()} />}
      {jobs.data && <Jobs jobs={jobs.data} />}
      <Days />
    </Page>
  );
}

/** One banner for all that is wrong; when all is well there is none. */
function Wrongs({ failed }: { readonly failed: readonly JobView[] }) {
  const { say } = useSay();
  const sentence = useSentence();
  const ready = useReady();
  if (ready.isError) {
    return (
      <Banner tone="unknown" title={say('health.databaseGone')}>
        {sentence(ready.error)}
      </Banner>
    );
  }
  if (failed.length === 0) return null;
  return (
    <Banner tone="refused" title={say('jobs.failedTitle', { count: failed.length })}>
      {failed.map(({ name }) => say(`job.${name}`)).join(', ')}
    </Banner>
  );
}

const states: Readonly<Record<JobView['outcome'], State>> = {
  'never-run': 'next',
  running: 'waiting',
  done: 'done',
  waiting: 'waiting',
  failed: 'refused',
};

function Jobs({ jobs }: { readonly jobs: readonly JobView[] }) {
  const { say } = useSay();
  const deed = useDeed<JobView>();
  const queries = useQueryClient();
  const name = deed.about?.name;
  return (
    <section className="card" aria-labelledby="jobs">
      <header className="card-head">
        <h2 id="jobs">{say('jobs.jobs')}</h2>
      </header>
      <Wide>
        <table className="tbl jobs">
          <thead>
            <tr>
              <th scope="col">{say('jobs.job')}</th>
              <th scope="col">{say('jobs.last')}</th>
              <th scope="col" className="n">
                {say('jobs.took')}
              </th>
              <th scope="col">{say('jobs.result')}</th>
              <th scope="col">{say('jobs.next')}</th>
              <th scope="col">
                <span className="sr">{say('jobs.run')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <JobRow key={job.name} job={job} onRun={() => deed.ask(job)} />
            ))}
          </tbody>
        </table>
      </Wide>
      {name !== undefined && (
        <Deed
          title={say('jobs.runTitle', { job: say(`job.${name}`) })}
          what={say(`job.${name}.does`)}
          verb={say('jobs.runNow')}
          run={async (idempotencyKey) => {
            await ask('POST /admin/jobs/:name', { params: { name }, idempotencyKey });
            await queries.invalidateQueries();
          }}
          onClose={deed.close}
        />
      )}
    </section>
  );
}

function JobRow({ job, onRun }: { readonly job: JobView; readonly onRun: () => void }) {
  const { say } = useSay();
  const { name, outcome, startedAt, endedAt, nextDue, counts, failure, waitingFor } = job;
  const took =
    startedAt !== undefined && endedAt !== undefined
      ? Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)) / 1_000
      : undefined;
  const done = Object.values(counts).reduce((total, count) => total + count, 0);
  const isBad = outcome === 'failed' || waitingFor.length > 0;
  return (
    <>
      <tr className={isBad ? 'bad' : undefined}>
        <th scope="row">
          {say(`job.${name}`)}
          <small className="mono">{name}</small>
        </th>
        <td className="num">{startedAt === undefined ? '–' : fullTime(startedAt)}</td>
        <td className="n num">
          {took === undefined || took < 0 ? '–' : say('jobs.seconds', { seconds: took.toFixed(1) })}
        </td>
        <td>
          <span className="flex">
            <StateDot state={states[outcome]} size={20} />
            {outcome === 'done' ? say('jobs.did', { count: done }) : say(`outcome.${outcome}`)}
          </span>
        </td>
        <td className="num">{nextDue === undefined ? '–' : fullTime(nextDue)}</td>
        <td className="n">
          <Button
            size="desk"
            onClick={onRun}
            aria-label={say('jobs.runOf', { job: say(`job.${name}`) })}
          >
            {say('jobs.run')}
          </Button>
        </td>
      </tr>
      {isBad && (
        <tr className="bad">
          <td colSpan={6}>
            {failure}
            {waitingFor.map((what) =>
              'job' in what
                ? say('jobs.waitsJob', { job: say(`job.${what.job}`), day: what.day })
                : say('jobs.waitsSession', { pid: what.pid, name: what.application }),
            )}
          </td>
        </tr>
      )}
    </>
  );
}

interface DayRow {
  readonly day: string;
  readonly items: number;
  readonly partners: number;
  readonly filed: number;
  readonly settled: number;
}

function byDay(items: readonly PartnerDayView[]): readonly DayRow[] {
  const days = new Map<string, DayRow>();
  for (const { day, items: count, filed, batchId } of items) {
    const row = days.get(day) ?? { day, items: 0, partners: 0, filed: 0, settled: 0 };
    days.set(day, {
      day,
      items: row.items + count,
      partners: row.partners + 1,
      filed: row.filed + (filed ? 1 : 0),
      settled: row.settled + (batchId === undefined ? 0 : 1),
    });
  }
  return [...days.values()].slice(0, 14);
}

/** Of the newest rows as many as a page has, so at most fourteen days. */
function Days() {
  const { say } = useSay();
  const { language } = useLanguage();
  const days = useQuery({
    queryKey: ['days'],
    queryFn: async () => (await ask('GET /admin/days', { query: { limit: 500 } })).items,
  });
  const rows = byDay(days.data ?? []);
  return (
    <section className="card" aria-labelledby="days">
      <header className="card-head">
        <h2 id="days">{say('days.title')}</h2>
        <span className="zone">{say('days.note')}</span>
      </header>
      {days.isPending && <Loading what={say('days.title')} rows={4} />}
      {days.isError && <Failed onRetry={() => void days.refetch()} />}
      {days.isSuccess && rows.length === 0 && <p className="pad muted">{say('days.none')}</p>}
      {rows.length > 0 && (
        <Wide>
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{say('days.day')}</th>
                <th scope="col" className="n">
                  {say('days.items')}
                </th>
                <th scope="col">{say('days.closed')}</th>
                <th scope="col">{say('days.files')}</th>
                <th scope="col">{say('days.settled')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ day, items, partners, filed, settled }) => (
                <tr key={day}>
                  <th scope="row">{dayText(day, language)}</th>
                  <td className="n num">{items}</td>
                  <td>
                    <Step done={1} of={1} />
                  </td>
                  <td>
                    <Step done={filed} of={partners} />
                  </td>
                  <td>
                    <Step done={settled} of={partners} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}

function Step({ done, of }: { readonly done: number; readonly of: number }) {
  const { say } = useSay();
  return (
    <span className="flex">
      <StateDot state={done === of ? 'done' : 'next'} size={20} />
      {done === of ? say('state.done') : say('days.some', { done, of })}
    </span>
  );
}
