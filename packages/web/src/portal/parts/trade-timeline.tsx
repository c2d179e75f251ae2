import type { MomentView, WholePortalTradeView } from '@sampan/api';
import { type ReactNode, useState } from 'react';
import {
  amountText,
  dayOf,
  fullTime,
  type Language,
  type State,
  type Step,
  Timeline,
  Toggle,
} from '../../shared/index.ts';
import { figure } from '../figure.ts';
import { dayAndTime } from '../times.ts';
import { useSay } from '../words/use-say.ts';

const views = ['all', 'money', 'messages'] as const;
type View = (typeof views)[number];
type Kind = MomentView['kind'];

const messages: readonly Kind[] = ['request', 'notification', 'attempt'];

const states: Readonly<Record<Kind, State>> = {
  begun: 'done',
  request: 'done',
  paid: 'paid',
  closed: 'closed',
  expires: 'next',
  'refund-asked': 'done',
  'refund-accepted': 'waiting',
  'refund-done': 'refund',
  'refund-failed': 'refused',
  entry: 'done',
  notification: 'done',
  attempt: 'done',
  'approval-asked': 'waiting',
  'approval-answered': 'done',
  settled: 'done',
};

/** What happened to a trade, of its money and between programs. */
export function TradeTimeline({ trade }: { readonly trade: WholePortalTradeView }) {
  const { language, say } = useSay();
  const [view, setView] = useState<View>('all');
  const steps = trade.timeline
    .map((moment, index) => ({ moment, index }))
    .filter(
      ({ moment: { kind } }) => view === 'all' || (view === 'messages') === messages.includes(kind),
    )
    .map(({ moment, index }) => stepOf(moment, index));

  function stepOf(moment: MomentView, index: number): Step {
    return {
      id: String(index),
      state: stateOfMoment(moment, trade),
      what: <What moment={moment} trade={trade} />,
      sub: <Sub moment={moment} trade={trade} />,
      when: { text: timeIn(moment.at, trade.createdAt, language), iso: moment.at },
    };
  }

  return (
    <section className="card" aria-labelledby="timeline">
      <div className="card-head">
        <h2 id="timeline">{say('trade.timeline')}</h2>
        <Toggle
          label={say('trade.view')}
          ways={views.map((id) => ({ id, name: say(`trade.view.${id}`) }))}
          value={view}
          onChoose={setView}
        />
      </div>
      <div className="pad">
        {steps.length === 0 ? (
          <p className="muted">{say('trade.noMessages')}</p>
        ) : (
          <Timeline steps={steps} />
        )}
      </div>
    </section>
  );
}

interface Told {
  readonly moment: MomentView;
  readonly trade: WholePortalTradeView;
}

function stateOfMoment({ kind, result }: MomentView, trade: Told['trade']): State {
  if (kind === 'attempt' && result !== undefined && !/^2\d\d$/.test(result)) return 'refused';
  if (kind === 'closed' && trade.closedBy === 'buyer') return 'refused';
  if (kind === 'approval-answered' && result === 'declined') return 'refused';
  return states[kind];
}

function What({ moment: { kind, amount, currency, result, subject }, trade }: Told) {
  const { say } = useSay();
  const sum = amount === undefined ? '' : amountText(amount, currency ?? trade.currency);
  const said = (): string => {
    switch (kind) {
      case 'begun':
        return say('moment.begun', { amount: sum, product: say(`product.${trade.product}`) });
      case 'paid':
        return say('moment.paid', { amount: sum, wallet: say(`wallet.${trade.inst}`) });
      case 'closed':
        return say(closedWords(result ?? trade.closedBy));
      case 'request':
        return say('moment.request');
      case 'refund-asked':
        return say('moment.refundAsked', { amount: sum });
      case 'refund-accepted':
        return say('moment.refundAccepted', { amount: sum });
      case 'refund-done':
        return say('moment.refundDone', { amount: sum });
      case 'refund-failed':
        return say('moment.refundFailed', { amount: sum });
      case 'entry':
        return say('moment.entry');
      case 'expires':
        return say('moment.expires');
      case 'notification':
        return say('moment.notification');
      case 'attempt':
        return say(/^2\d\d$/.test(result ?? '') ? 'moment.attemptGood' : 'moment.attemptBad');
      case 'approval-asked':
        return say('moment.approvalAsked');
      case 'approval-answered':
        return say(answerWords(result));
      case 'settled':
        return say('moment.settled', { batch: subject ?? '' });
    }
  };
  return <b>{said()}</b>;
}

function closedWords(by: string | undefined) {
  if (by === 'buyer') return 'moment.closedBuyer';
  if (by === 'cancel') return 'moment.closedCancel';
  if (by === 'refund') return 'moment.closedRefund';
  return by === 'close' ? 'moment.closedClose' : 'moment.closedTime';
}

function answerWords(answer: string | undefined) {
  if (answer === 'approved') return 'moment.approved';
  if (answer === 'declined') return 'moment.declined';
  return answer === 'taken-back' ? 'moment.takenBack' : 'moment.answered';
}

function Sub({ moment, trade }: Told): ReactNode {
  const { say } = useSay();
  const { kind, subject, result, who, text } = moment;
  if (kind === 'request') {
    return (
      <code>
        {subject} {result !== undefined && `→ ${result}`}
      </code>
    );
  }
  if (kind === 'entry') return <Entry id={subject} trade={trade} />;
  if (kind === 'notification' || kind === 'attempt') {
    const { url } = trade.notifications.find(({ notifyId }) => notifyId === subject) ?? {};
    return (
      <code>
        {url ?? subject} {kind === 'attempt' && result !== undefined && `→ ${result}`}
      </code>
    );
  }
  const said = [
    who !== undefined && say('moment.by', { who }),
    text !== undefined && say('moment.said', { text }),
  ].filter((each) => each !== false);
  if (said.length === 0) return null;
  return said.join(' · ');
}

/** What the ledger booked, debit and credit. */
function Entry({ id, trade }: { readonly id: string | undefined; readonly trade: Told['trade'] }) {
  const { say } = useSay();
  const entry = trade.entries.find(({ entryId }) => entryId === id);
  if (!entry) return <code>{id}</code>;
  return (
    <table className="entry-table">
      <thead>
        <tr>
          <th scope="col">
            {say('entry.head', { currency: entry.transfers[0]?.currency ?? trade.currency })}
          </th>
          <th scope="col" className="n">
            {say('entry.debit')}
          </th>
          <th scope="col" className="n">
            {say('entry.credit')}
          </th>
        </tr>
      </thead>
      <tbody>
        {entry.transfers.flatMap(({ debit, credit, amount }) => [
          <tr key={`${debit} ${credit} debit`}>
            <td>{debit}</td>
            <td className="n">{figure(amount)}</td>
            <td />
          </tr>,
          <tr key={`${debit} ${credit} credit`}>
            <td>{credit}</td>
            <td />
            <td className="n">{figure(amount)}</td>
          </tr>,
        ])}
      </tbody>
    </table>
  );
}

/** The time; with its day when that is not the day the trade began. */
const timeIn = (at: string, begun: string, language: Language): string =>
  dayOf(at) === dayOf(begun) ? fullTime(at).slice(11) : dayAndTime(at, language);
