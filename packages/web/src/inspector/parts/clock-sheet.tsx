import { useQuery } from '@tanstack/react-query';
import { Button, fullTime, Loading, Sheet, Wrong } from '../../shared/index.ts';
import { type Due, dueOf, justAfter, nextAt, nextRun } from '../due.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';
import { useBusinessTime } from './use-business-time.ts';
import { type Move, useMove } from './use-move.ts';

/** So many are shown of what will fall due. */
const shownMost = 12;

/** The clock with all its moves, and what will fall due. */
export function ClockSheet({
  failed,
  onClose,
}: {
  readonly failed: string | undefined;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const now = useBusinessTime();
  const due = useDue();
  const { move, isMoving, failure = failed, now: moved } = useMove();
  const order = due.data?.find(({ kind }) => kind === 'order');
  const run = (job: 'files' | 'settle') =>
    due.data && now !== undefined ? { to: nextRun(job, due.data, now) } : undefined;
  const go = (label: string, to: Move | undefined, offBecause?: string) => (
    <Button
      size="desk"
      busy={isMoving}
      offBecause={to === undefined && due.data ? offBecause : undefined}
      disabled={to === undefined}
      onClick={() => to && move(to)}
    >
      {label}
    </Button>
  );
  return (
    <Sheet title={say('clock.title')} onClose={onClose} className="wide">
      <div className="sheet-body">
        <p className="muted">{say('clock.why')}</p>
        <div className="moves">
          {go(say('clock.minute'), { by: '1m' })}
          {go(say('clock.expiry'), order && { to: justAfter(order.at) }, say('clock.noExpiry'))}
          {go(say('clock.midnight'), now === undefined ? undefined : { to: nextAt(now, 0) })}
          {go(say('clock.eleven'), now === undefined ? undefined : { to: nextAt(now, 23) })}
          {go(say('clock.settlement'), run('settle'))}
          {go(say('clock.file'), run('files'))}
        </div>
        {failure !== undefined && <Wrong>{failure}</Wrong>}
        <p role="status" className="num strong">
          {moved === undefined ? '' : say('clock.moved', { time: fullTime(moved) })}
        </p>
        <h3>{say('clock.due')}</h3>
        {due.isPending && <Loading what={say('clock.due')} />}
        <ul className="due">
          {due.data?.slice(0, shownMost).map((each) => (
            <li key={`${each.kind} ${each.kind === 'job' ? each.job : each.order}`}>
              <time dateTime={each.at} className="num">
                {fullTime(each.at)}
              </time>
              <span>
                {each.kind === 'job'
                  ? say(`job.${each.job}`)
                  : say('clock.order', { order: each.order })}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
}

function useDue() {
  const { world, ask } = useWorld();
  return useQuery({
    queryKey: [world, 'due'],
    queryFn: async (): Promise<readonly Due[]> => {
      const [{ jobs }, { items }] = await Promise.all([
        ask('GET /admin/jobs'),
        ask('GET /admin/trades', { query: { status: 'waiting', limit: 100 } }),
      ]);
      return dueOf(jobs, items);
    },
  });
}
