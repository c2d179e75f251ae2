import type { OverviewView } from '@sampan/api';
import { getRouteApi, Link } from '@tanstack/react-router';
import {
  clockTime,
  dayOf,
  dayText,
  Failed,
  Icon,
  IconButton,
  Loading,
  StateDot,
} from '../../shared/index.ts';
import { dayBefore } from '../days.ts';
import { Figures } from '../parts/figures.tsx';
import { FirstSteps } from '../parts/first-steps.tsx';
import { LatestTrades } from '../parts/latest-trades.tsx';
import { DaysPlot, HoursPlot, RatePlot } from '../parts/overview-plots.tsx';
import { Page } from '../parts/page.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { WalletsAndReasons } from '../parts/wallets-and-reasons.tsx';
import { useOverview } from '../queries/overview.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/');

/** One day: what waits, four figures, plots, and the latest trades. */
export default function OverviewPage() {
  const { language, say } = useSay();
  const sentence = useSentence();
  const { day } = route.useSearch();
  const overview = useOverview(day);
  const { data } = overview;
  const note =
    data && say('overview.asOf', { day: dayText(data.day, language), time: clockTime(data.now) });
  return (
    <Page
      title={say('nav.overview')}
      note={note ?? say('app.timesIn')}
      actions={data && <DayChoice shown={data} />}
    >
      {data ? (
        <Day overview={data} />
      ) : (
        <section className="card">
          {overview.isError ? (
            <Failed onRetry={() => void overview.refetch()}>{sentence(overview.error)}</Failed>
          ) : (
            <Loading what={say('nav.overview')} rows={8} onRetry={() => void overview.refetch()} />
          )}
        </section>
      )}
    </Page>
  );
}

/** The day before, the day after, or one by its date. */
function DayChoice({ shown: { day, now } }: { readonly shown: OverviewView }) {
  const { language, say } = useSay();
  const navigate = route.useNavigate();
  const today = dayOf(now);
  const show = (next: string) =>
    void navigate({ search: { day: next >= today ? undefined : next } });
  return (
    <div className="day-choice">
      <IconButton
        icon="left"
        label={say('overview.dayBefore')}
        onClick={() => show(dayBefore(day, 1))}
      />
      <label className="day-shown num">
        <span aria-hidden="true">{dayText(day, language)}</span>
        <input
          type="date"
          aria-label={say('overview.day')}
          value={day}
          max={today}
          onClick={({ currentTarget }) => currentTarget.showPicker()}
          onChange={({ target }) => target.value !== '' && show(target.value)}
        />
      </label>
      <IconButton
        icon="right"
        label={say('overview.dayAfter')}
        disabled={day >= today}
        onClick={() => show(dayBefore(day, -1))}
      />
    </div>
  );
}

function Day({ overview }: { readonly overview: OverviewView }) {
  const { permissions, partner } = useSession();
  const isNew = overview.days.every(({ payments, begun }) => payments === 0 && begun === 0);
  if (isNew && overview.asking === 0) {
    return <FirstSteps partner={partner} mayKeys={permissions.includes('integration.change')} />;
  }
  return (
    <>
      {overview.asking > 0 && <Asking count={overview.asking} />}
      <Figures overview={overview} />
      <div className="grid-2">
        <HoursPlot overview={overview} />
        <WalletsAndReasons overview={overview} />
      </div>
      <div className="grid-2">
        <DaysPlot overview={overview} />
        <RatePlot overview={overview} />
      </div>
      <LatestTrades day={overview.day} />
    </>
  );
}

/** What waits for its buyer: not known yet whether it will be paid. */
function Asking({ count }: { readonly count: number }) {
  const { say } = useSay();
  return (
    <Link to="/trades" search={{ status: 'waiting' }} className="asking">
      <StateDot state="waiting" />
      <span className="grow">
        <b>{say('overview.asking', { count })}</b> {say('overview.askingWhy')}
      </span>
      <span className="go">
        {say('app.look')}
        <Icon name="right" size={16} weight={2} />
      </span>
    </Link>
  );
}
