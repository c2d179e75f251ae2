import type { MemberView } from '@sampan/api';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { amountText, Button, Failed, fullTime, Loading, StatePill } from '../../shared/index.ts';
import type { Invited } from '../invited.ts';
import { InvitedSheet, InviteSheet } from '../parts/invite-sheet.tsx';
import { LimitSheet } from '../parts/limit-sheet.tsx';
import { MemberSheet } from '../parts/member-sheet.tsx';
import { Page } from '../parts/page.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { useLimit } from '../queries/approvals.ts';
import { usePeople } from '../queries/people.ts';
import { useSession } from '../session.ts';
import { dayAndTime } from '../times.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/people');

/** The partner's people, the limit above which two are needed, and the way to the log. */
export default function PeoplePage() {
  const { say } = useSay();
  const sentence = useSentence();
  const people = usePeople();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const [invited, setInvited] = useState<Invited>();
  const show = (what: string | undefined) => void navigate({ search: { open: what } });
  const member = people.data?.find(({ memberId }) => memberId === open);
  const done = (next: Invited) => {
    show(undefined);
    setInvited(next);
  };
  return (
    <Page
      title={say('nav.people')}
      note={say('app.timesIn')}
      actions={
        <Button size="desk" kind="primary" icon="plus" onClick={() => show('invite')}>
          {say('people.invite')}
        </Button>
      }
    >
      <section className="card" aria-label={say('nav.people')}>
        {people.data ? (
          <PeopleTable people={people.data} onOpen={show} />
        ) : people.isError ? (
          <Failed onRetry={() => void people.refetch()}>{sentence(people.error)}</Failed>
        ) : (
          <Loading what={say('nav.people')} rows={5} onRetry={() => void people.refetch()} />
        )}
      </section>
      <Limit onChange={() => show('limit')} />
      {open === 'invite' && <InviteSheet onInvited={done} onClose={() => show(undefined)} />}
      {open === 'limit' && <LimitSheet onClose={() => show(undefined)} />}
      {member && <MemberSheet member={member} onInvited={done} onClose={() => show(undefined)} />}
      {invited && <InvitedSheet invited={invited} onClose={() => setInvited(undefined)} />}
    </Page>
  );
}

function PeopleTable({
  people,
  onOpen,
}: {
  readonly people: readonly MemberView[];
  readonly onOpen: (memberId: string) => void;
}) {
  const { say } = useSay();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the screen is scrolled by keys
    <section className="table-wrap" tabIndex={0} aria-label={say('nav.people')}>
      <table className="portal-table">
        <thead>
          <tr>
            <th scope="col">{say('people.name')}</th>
            <th scope="col">{say('signIn.login')}</th>
            <th scope="col">{say('people.role')}</th>
            <th scope="col">{say('people.state')}</th>
            <th scope="col">{say('settings.second')}</th>
            <th scope="col">{say('people.seen')}</th>
            <th scope="col">
              <span className="sr">{say('people.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((member) => (
            <Person key={member.memberId} member={member} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Person({
  member: { memberId, name, login, role, status, secondFactor, seenAt, invitationEndsAt },
  onOpen,
}: {
  readonly member: MemberView;
  readonly onOpen: (memberId: string) => void;
}) {
  const { language, say } = useSay();
  const isOwn = useSession().memberId === memberId;
  const state = { active: 'ok', invited: 'next', left: 'closed' } as const;
  return (
    <tr>
      <td className="strong">
        {name} {isOwn && <span className="faint">{say('people.you')}</span>}
      </td>
      <td>{login}</td>
      <td>{say(`role.${role}`)}</td>
      <td>
        <StatePill state={state[status]}>{say(`people.state.${status}`)}</StatePill>
        {status === 'invited' && invitationEndsAt !== undefined && (
          <span className="cap num">
            {' '}
            {say('people.until', { time: dayAndTime(invitationEndsAt, language, false) })}
          </span>
        )}
      </td>
      <td>
        {status === 'active' &&
          (secondFactor === 'missing' ? (
            <StatePill state="refused">{say('people.noSecond')}</StatePill>
          ) : (
            say(secondFactor === 'app' ? 'people.app' : 'people.passkey')
          ))}
      </td>
      <td>
        {seenAt !== undefined && <time dateTime={seenAt}>{fullTime(seenAt).slice(0, 16)}</time>}
      </td>
      <td className="n">
        <Link to="/log" search={{ member: memberId }}>
          {say('people.log')}
        </Link>
        {!isOwn && status !== 'left' && (
          <button type="button" className="cell-btn" onClick={() => onOpen(memberId)}>
            {say('people.change')}
          </button>
        )}
      </td>
    </tr>
  );
}

/** Above which amount a refund needs a second person. */
function Limit({ onChange }: { readonly onChange: () => void }) {
  const { say } = useSay();
  const { currency } = useSession().partner;
  const limit = useLimit().data;
  if (limit === undefined) return null;
  return (
    <section className="card pad limit" aria-labelledby="limit">
      <div className="grow">
        <h2 id="limit">{say('limit.title')}</h2>
        <p className="muted">
          {limit.approveAbove === undefined
            ? say('limit.none')
            : say('limit.above', { limit: amountText(limit.approveAbove, currency) })}
        </p>
      </div>
      <Button size="desk" onClick={onChange}>
        {say('limit.change')}
      </Button>
    </section>
  );
}
