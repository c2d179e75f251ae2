import type { NotificationView, WholeExchangeView } from '@sampan/api';
import { fullTime, Timeline } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import { useTook } from './took.ts';

/** The notifications of the order with every attempt, and the one that is planned. */
export function Notifications({ exchange: { trade } }: { readonly exchange: WholeExchangeView }) {
  const { say } = useSay();
  if (!trade || !('notifications' in trade)) return null;
  const { notifications } = trade;
  return (
    <section className="card ck">
      <h3>{say('notify.title')}</h3>
      {notifications.length === 0 && <p className="muted">{say('notify.none')}</p>}
      {notifications.map((each) => (
        <One key={each.notifyId} notification={each} />
      ))}
    </section>
  );
}

function One({ notification }: { readonly notification: NotificationView }) {
  const { say } = useSay();
  const took = useTook();
  const { url, state, action, attempts, nextAt } = notification;
  const tried = attempts.map(({ number, sentAt, status, body, error, durationMs }) => ({
    id: String(number),
    state: body === 'success' ? ('done' as const) : ('refused' as const),
    what: say('notify.attempt', { number }),
    sub: [status, error ?? JSON.stringify(body ?? ''), took(durationMs)]
      .filter(Boolean)
      .join(' · '),
    when: { text: fullTime(sentAt).slice(11), iso: sentAt },
  }));
  const planned =
    state === 'waiting' && nextAt !== undefined
      ? [
          {
            id: 'next',
            state: 'next' as const,
            what: say('notify.next'),
            when: { text: fullTime(nextAt), iso: nextAt },
          },
        ]
      : [];
  return (
    <div className="entry">
      <p className="cap">
        <span className="mono">{action ?? ''}</span> {say(`notify.${state}`)} ·{' '}
        <span className="mono">{url}</span>
      </p>
      <Timeline steps={[...tried, ...planned]} />
    </div>
  );
}
