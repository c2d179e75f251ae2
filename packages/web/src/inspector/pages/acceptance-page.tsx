import type { CaseVerdictView } from '@sampan/api';
import { junitLines } from '@sampan/api/junit';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import {
  Button,
  Empty,
  Failed,
  fullTime,
  Loading,
  type State,
  StateDot,
  Timeline,
} from '../../shared/index.ts';
import { mainWorld } from '../api/client.ts';
import { asCase } from '../cases.ts';
import { download } from '../download.ts';
import { Advice } from '../parts/advice.tsx';
import { PartnerChoice, usePartnerOf } from '../parts/partner-choice.tsx';
import { usePlainRowKeys } from '../parts/use-plain-row-keys.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/acceptance');

const groups = [
  'barcode payment',
  'transaction QR code',
  'merchant QR code',
  'files and wallets',
] as const;

type Case = CaseVerdictView;

const states: Readonly<Record<Case['result'], State>> = {
  passed: 'done',
  failed: 'refused',
  'not tried': 'next',
  'not applicable': 'closed',
};

/** Which cases a partner has passed, with evidence, and what to do next; below it the advice. */
export default function AcceptancePage() {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const partners = usePartnerOf(place.partner);
  const { partner } = partners;
  const board = useQuery({
    queryKey: [world, 'acceptance', partner],
    queryFn: () => ask('GET /admin/acceptance', { query: { partner: partner ?? '' } }),
    enabled: partner !== undefined,
    refetchInterval: 5_000,
  });
  const show = (id: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, open: id }) });
  usePlainRowKeys('.crow', () => show(undefined));
  if (partners.isNone) return <Empty title={say('board.none')} />;
  if (board.isError && !board.data) return <Failed onRetry={() => void board.refetch()} />;
  if (!board.data) return <Loading what={say('app.acceptance')} rows={10} />;
  const { cases } = board.data;
  const count = (result: Case['result']) => cases.filter((each) => each.result === result).length;
  const isAllPassed =
    count('passed') > 0 && count('passed') + count('not applicable') === cases.length;
  const open = cases.find(({ id }) => id === place.open);
  return (
    <div className={open ? 'board case-open' : 'board'}>
      <main className="page">
        <header className="bh">
          <div className="grow">
            <h1>
              {isAllPassed
                ? say('board.allPassed', { count: count('passed') })
                : say('board.title', {
                    passed: count('passed'),
                    all: cases.length,
                    failed: count('failed'),
                  })}
            </h1>
            <Squares cases={cases} />
          </div>
          <PartnerChoice
            value={partner}
            onChoose={(next) => void navigate({ search: (old) => ({ ...old, partner: next }) })}
          />
          <Button
            size="desk"
            icon="download"
            {...(isAllPassed && { kind: 'primary' })}
            onClick={() => download(`acceptance-${board.data.partner}.xml`, junitLines(board.data))}
          >
            {say(isAllPassed ? 'board.export' : 'board.junit')}
          </Button>
          <Button
            size="desk"
            {...(!isAllPassed && { kind: 'primary' })}
            icon="renew"
            busy={board.isFetching}
            onClick={() => void board.refetch()}
          >
            {say('board.again')}
          </Button>
        </header>
        <div className="groups">
          {groups.map((group) => (
            <Group
              key={group}
              title={say(`group.${group}`)}
              cases={cases.filter(({ product }) => product === group)}
              open={place.open}
              onOpen={show}
            />
          ))}
        </div>
        {partner !== undefined && <Advice partner={partner} />}
      </main>
      <aside className="side-case">
        {open ? <OneCase verdict={open} /> : <p className="muted">{say('board.choose')}</p>}
        <h3>{say('board.ci')}</h3>
        <code className="command">
          sampan accept --partner {partner}
          {world !== mainWorld && ` --world ${world}`} --junit
        </code>
      </aside>
    </div>
  );
}

function Squares({ cases }: { readonly cases: readonly Case[] }) {
  return (
    <div className="squares" aria-hidden="true">
      {cases.map(({ id, result }) => (
        <i key={id} className={result.replace(' ', '-')} />
      ))}
    </div>
  );
}

function Group({
  title,
  cases,
  open,
  onOpen,
}: {
  readonly title: string;
  readonly cases: readonly Case[];
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
}) {
  const { say } = useSay();
  const caseName = useCaseName();
  const passed = cases.filter(({ result }) => result === 'passed').length;
  return (
    <section className="card group">
      <header>
        <h3>{title}</h3>
        <span className="cap num">{say('board.of', { passed, all: cases.length })}</span>
      </header>
      {cases.map((each) => (
        <button
          key={each.id}
          type="button"
          className={each.id === open ? 'crow sel' : 'crow'}
          aria-current={each.id === open || undefined}
          onClick={() => onOpen(each.id)}
        >
          <StateDot state={states[each.result]} />
          <span className="grow">
            <b>
              <span className="mono">{each.id}</span> {caseName(each)}
            </b>
            <CaseLine verdict={each} />
          </span>
        </button>
      ))}
    </section>
  );
}

function CaseLine({
  verdict: { result, reason, next, evidence, passedAt, failedSince },
}: {
  readonly verdict: Case;
}) {
  const { say } = useSay();
  const order = evidence[0]?.order;
  if (failedSince && passedAt !== undefined) {
    const time = fullTime(passedAt).slice(11, 16);
    return <small className="failed">{say('board.since', { time })}</small>;
  }
  if (result === 'passed') {
    return <small>{order === undefined ? say('board.passed') : say('board.by', { order })}</small>;
  }
  if (result === 'failed') {
    return (
      <small className="failed">
        {say('board.failed')}: <span lang="en">{reason}</span>
      </small>
    );
  }
  return (
    <small>
      {say(result === 'not tried' ? 'board.not-tried' : 'board.not-applicable')}
      {next !== undefined && (
        <>
          {' · '}
          <span lang="en">{next}</span>
        </>
      )}
    </small>
  );
}

function useCaseName(): (verdict: Pick<Case, 'id' | 'name'>) => string {
  const { say } = useSay();
  return ({ id, name }) => {
    const known = asCase(id);
    return known ? say(`case.${known}`) : name;
  };
}

function OneCase({ verdict }: { readonly verdict: Case }) {
  const { say } = useSay();
  const caseName = useCaseName();
  const { id, result, reason, evidence, next, failedSince } = verdict;
  const word = say(
    `board.${result === 'not tried' ? 'not-tried' : result === 'not applicable' ? 'not-applicable' : result}`,
  );
  const steps = evidence.map(stepOf('done'));
  return (
    <>
      <p className="cap">
        <span className="mono">{id}</span> · {word}
      </p>
      <h2>{caseName(verdict)}</h2>
      {reason !== undefined && (
        <>
          <h3>{say('board.why')}</h3>
          <p lang="en">{reason}</p>
        </>
      )}
      {failedSince && (
        <>
          <h3>{say('board.failedSince', { time: fullTime(failedSince.at) })}</h3>
          <p lang="en">{failedSince.reason}</p>
          <Timeline steps={failedSince.evidence.map(stepOf('refused'))} />
        </>
      )}
      {next !== undefined && (
        <div className="well">
          <h3>{say('board.next')}</h3>
          <p lang="en">{next}</p>
        </div>
      )}
      <h3>{say('board.evidence')}</h3>
      {steps.length === 0 ? (
        <p className="muted">{say('board.noEvidence')}</p>
      ) : (
        <Timeline steps={steps} />
      )}
    </>
  );
}

/** An exchange that shows something, as a step of a timeline. */
const stepOf =
  (state: 'done' | 'refused') =>
  ({ id, at, order }: Case['evidence'][number]) => ({
    id,
    state,
    what: (
      <Link to="/" search={(old) => ({ world: old.world, id })} className="mono">
        {order ?? id}
      </Link>
    ),
    when: { text: fullTime(at).slice(11), iso: at },
  });
