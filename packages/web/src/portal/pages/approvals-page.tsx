import type { ApprovalView } from '@sampan/api';
import { Link } from '@tanstack/react-router';
import { amountText, Empty, Failed, Loading, type State, StatePill } from '../../shared/index.ts';
import { Refused } from '../api/client.ts';
import { figure } from '../figure.ts';
import { ApprovalBox } from '../parts/approval-box.tsx';
import { Page } from '../parts/page.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { useApprovals, useLimit } from '../queries/approvals.ts';
import { useSession } from '../session.ts';
import { dayAndTime } from '../times.ts';
import { useSay } from '../words/use-say.ts';

/** What one person asked for and another must answer. */
export default function ApprovalsPage() {
  const { say } = useSay();
  const sentence = useSentence();
  const approvals = useApprovals();
  return (
    <Page title={say('nav.approvals')} note={say('app.timesIn')}>
      {approvals.data ? (
        <Approvals approvals={approvals.data} />
      ) : (
        <section className="card">
          {approvals.isError ? (
            <Failed onRetry={() => void approvals.refetch()}>{sentence(approvals.error)}</Failed>
          ) : (
            <Loading what={say('nav.approvals')} onRetry={() => void approvals.refetch()} />
          )}
        </section>
      )}
    </Page>
  );
}

function Approvals({ approvals }: { readonly approvals: readonly ApprovalView[] }) {
  const { say } = useSay();
  const waiting = approvals.filter(({ state }) => state === 'waits');
  const answered = approvals.filter(({ state }) => state !== 'waits');
  return (
    <>
      {waiting.length === 0 ? <Nothing /> : <h2 className="sr">{say('approvals.waiting')}</h2>}
      <div className="approval-list">
        {waiting.map((approval) => (
          <div key={approval.approvalId}>
            <ApprovalBox approval={approval} />
            <p className="below">
              <Link to="/trades/$id" params={{ id: approval.tradeId }}>
                {say('approvals.trade')}
              </Link>
            </p>
          </div>
        ))}
      </div>
      <section className="card" aria-labelledby="answered">
        <div className="card-head">
          <h2 id="answered">{say('approvals.answered')}</h2>
        </div>
        {answered.length === 0 ? (
          <p className="pad muted">{say('approvals.noneAnswered')}</p>
        ) : (
          <AnsweredTable approvals={answered} />
        )}
      </section>
    </>
  );
}

function Nothing() {
  const { say } = useSay();
  const { currency } = useSession().partner;
  const limit = useLimit().data;
  const why =
    limit === undefined
      ? undefined
      : limit.approveAbove === undefined
        ? say('approvals.noLimit')
        : say('approvals.noneWhy', { limit: amountText(limit.approveAbove, currency) });
  return (
    <section className="card approvals-none">
      <Empty icon="people" title={say('approvals.none')}>
        {why}
      </Empty>
    </section>
  );
}

const states: Readonly<Record<ApprovalView['state'], State>> = {
  waits: 'waiting',
  approved: 'done',
  declined: 'refused',
  'taken-back': 'closed',
  failed: 'refused',
  ended: 'closed',
};

function AnsweredTable({ approvals }: { readonly approvals: readonly ApprovalView[] }) {
  const { say } = useSay();
  const { currency } = useSession().partner;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the screen is scrolled by keys
    <section className="table-wrap" tabIndex={0} aria-labelledby="answered">
      <table className="portal-table">
        <thead>
          <tr>
            <th scope="col">{say('approval.at')}</th>
            <th scope="col">{say('approval.what')}</th>
            <th scope="col" className="n">
              {say('trades.amount', { currency })}
            </th>
            <th scope="col">{say('approval.by')}</th>
            <th scope="col">{say('app.why')}</th>
            <th scope="col">{say('trades.status')}</th>
            <th scope="col">{say('approval.answer')}</th>
          </tr>
        </thead>
        <tbody>
          {approvals.map((approval) => (
            <Answered key={approval.approvalId} approval={approval} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Answered({ approval }: { readonly approval: ApprovalView }) {
  const { language, say } = useSay();
  const sentence = useSentence();
  const { kind, tradeId, amount, askedAt, askedBy, why, state, answeredBy, answeredAt } = approval;
  return (
    <tr>
      <td>
        <time dateTime={askedAt}>{dayAndTime(askedAt, language, false)}</time>
      </td>
      <td>
        <Link to="/trades/$id" params={{ id: tradeId }}>
          {say(kind === 'refund' ? 'return.refund' : 'return.cancel')}
        </Link>
      </td>
      <td className="n strong">{figure(amount)}</td>
      <td>{askedBy}</td>
      <td title={why}>{why}</td>
      <td>
        <StatePill state={states[state]}>{say(`approval.state.${state}`)}</StatePill>
      </td>
      <td className="num">
        {answeredBy !== undefined &&
          answeredAt !== undefined &&
          say('approval.answerBy', {
            who: answeredBy,
            time: dayAndTime(answeredAt, language, false),
          })}
        {approval.answer !== undefined && ` · ${say('moment.said', { text: approval.answer })}`}
        {approval.failure !== undefined && ` · ${sentence(new Refused(409, approval.failure, ''))}`}
      </td>
    </tr>
  );
}
