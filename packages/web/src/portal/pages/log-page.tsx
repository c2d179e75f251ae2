import type { LogEntryView } from '@sampan/api';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Empty, Failed, fullTime, Loading } from '../../shared/index.ts';
import { FilterChoice } from '../parts/filter-choice.tsx';
import { Page } from '../parts/page.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { useLog, usePeople } from '../queries/people.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/log');

/** What people have changed, newest first; nothing is ever removed from it. */
export default function LogPage() {
  const { say } = useSay();
  const sentence = useSentence();
  const { member } = route.useSearch();
  const navigate = route.useNavigate();
  const people = usePeople().data ?? [];
  const log = useLog(member);
  const entries = log.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={say('nav.log')} note={say('app.timesIn')}>
      <div className="filters">
        <FilterChoice
          label={say('log.everyone')}
          value={member ?? ''}
          onChoose={(next) => void navigate({ search: { member: next }, replace: true })}
        >
          {people.map(({ memberId, name }) => (
            <option key={memberId} value={memberId}>
              {name}
            </option>
          ))}
        </FilterChoice>
      </div>
      <section className="card" aria-label={say('nav.log')}>
        {log.isPending && <Loading what={say('nav.log')} rows={6} />}
        {log.isError && entries.length === 0 && (
          <Failed onRetry={() => void log.refetch()}>{sentence(log.error)}</Failed>
        )}
        {log.isSuccess && entries.length === 0 && (
          <Empty icon="log" title={say('log.none')}>
            {say('log.noneWhy')}
          </Empty>
        )}
        {entries.length > 0 && (
          <LogTable
            entries={entries}
            names={new Map(people.map(({ memberId, name }) => [memberId, name]))}
          />
        )}
        {log.hasNextPage && (
          <footer className="list-foot">
            <Button
              size="desk"
              busy={log.isFetchingNextPage}
              onClick={() => void log.fetchNextPage()}
            >
              {say('log.more')}
            </Button>
          </footer>
        )}
      </section>
    </Page>
  );
}

function LogTable({
  entries,
  names,
}: {
  readonly entries: readonly LogEntryView[];
  /** Of people, by their ids. */
  readonly names: ReadonlyMap<string, string>;
}) {
  const { say } = useSay();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the screen is scrolled by keys
    <section className="table-wrap" tabIndex={0} aria-label={say('nav.log')}>
      <table className="portal-table log">
        <thead>
          <tr>
            <th scope="col">{say('trades.time')}</th>
            <th scope="col">{say('log.who')}</th>
            <th scope="col">{say('log.what')}</th>
            <th scope="col">{say('log.subject')}</th>
            <th scope="col">{say('app.why')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id, and only follow each other
            <Entry key={index} entry={entry} names={names} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Entry({
  entry: { at, who, what, subject, why, detail },
  names,
}: {
  readonly entry: LogEntryView;
  readonly names: ReadonlyMap<string, string>;
}) {
  const { say } = useSay();
  const more = Object.entries(detail).map(([name, value]) => `${name} ${value}`);
  return (
    <tr>
      <td>
        <time dateTime={at}>{fullTime(at)}</time>
      </td>
      <td className="strong">{who === 'system' ? say('log.system') : who}</td>
      <td>
        <code>{what}</code>
      </td>
      <td className="wrap num">
        {subject !== undefined && isOfTrade(what) ? (
          <Link to="/trades/$id" params={{ id: subject }}>
            {subject}
          </Link>
        ) : (
          (names.get(subject ?? '') ?? subject)
        )}
        {more.length > 0 && <small className="muted"> {more.join(' · ')}</small>}
      </td>
      <td className="wrap">{why}</td>
    </tr>
  );
}

/** Whether what was done has a trade for its subject. */
const isOfTrade = (what: string): boolean => /^(?:refund|cancel|approval|trade)\./.test(what);
