import type { NearMissView, Scenario, ScenarioView } from '@sampan/api';
import { Link } from '@tanstack/react-router';
import { fullTime, Icon } from '../../shared/index.ts';
import { overlapsOf } from '../overlaps.ts';
import { askedBy, mendingOf } from '../scenario-draft.ts';
import { useSay } from '../words/use-say.ts';

/** What a scenario has met, what it has nearly met and how to meet it, and which others may be met by the same. */
export function ScenarioEffect({
  view,
  list,
  draft,
  onMend,
  onOpen,
}: {
  readonly view: ScenarioView;
  readonly list: readonly ScenarioView[];
  /** Undefined while the text is none. */
  readonly draft: Scenario | undefined;
  readonly onMend: (draft: Scenario) => void;
  readonly onOpen: (id: string) => void;
}) {
  const { say } = useSay();
  const { id, hits, exchanges, nearMisses } = view;
  const overlaps = overlapsOf(id, list);
  return (
    <section className="card ck effect">
      {hits === 0 && nearMisses.length === 0 && <p className="muted">{say('scene.noHits')}</p>}
      {exchanges.length > 0 && (
        <>
          <h3>{say('scene.hitBy')}</h3>
          <ul>
            {exchanges.map((each) => (
              <li key={each}>
                <Icon name="tick" size={16} weight={2} />
                <Link to="/" search={(old) => ({ world: old.world, id: each })} className="mono">
                  {each}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {nearMisses.length > 0 && (
        <>
          <h3>{say('scene.near', { count: nearMisses.length })}</h3>
          <ul>
            {nearMisses.map((miss) => (
              <NearMiss
                key={`${miss.exchange} ${miss.reason}`}
                miss={miss}
                draft={draft}
                onMend={onMend}
              />
            ))}
          </ul>
        </>
      )}
      {overlaps.length > 0 && (
        <>
          <h3>{say('scene.overlaps')}</h3>
          <ul>
            {overlaps.map(({ id: other, name, isFirst }) => (
              <li key={other}>
                <Icon name={isFirst ? 'up' : 'down'} size={16} weight={2} />
                <span>
                  {say(isFirst ? 'scene.theyWin' : 'scene.itWins', { name })}{' '}
                  <button type="button" className="link" onClick={() => onOpen(other)}>
                    {say('worlds.open')}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The one test that failed, and the change with which it holds. */
function NearMiss({
  miss,
  draft,
  onMend,
}: {
  readonly miss: NearMissView;
  readonly draft: Scenario | undefined;
  readonly onMend: (draft: Scenario) => void;
}) {
  const { say } = useSay();
  const { exchange, at, reason, field, was } = miss;
  const mending = draft && mendingOf(draft, miss);
  const { when } = draft ?? {};
  const asked =
    field === 'partner' || field === 'wallet'
      ? when?.[field]
      : askedBy(field === undefined ? undefined : when?.fields?.[field]);
  const isInWords = field !== undefined && asked !== undefined && asked !== '';
  return (
    <li>
      <Icon name="cross" size={16} weight={2} />
      <span>
        <Link to="/" search={(old) => ({ world: old.world, id: exchange })} className="num">
          <time dateTime={at}>{fullTime(at).slice(11)}</time>
        </Link>{' '}
        {!isInWords ? (
          <span lang="en">{reason}</span>
        ) : was === undefined ? (
          say('scene.wasOther', { field, asked })
        ) : (
          say('scene.was', { field, was, asked })
        )}{' '}
        {mending && (
          <button type="button" className="link" onClick={() => onMend(mending.scenario)}>
            {mending.kind === 'too' && was !== undefined
              ? say('scene.matchToo', { was })
              : say('scene.matchAny', { field: field ?? '' })}
          </button>
        )}
      </span>
    </li>
  );
}
