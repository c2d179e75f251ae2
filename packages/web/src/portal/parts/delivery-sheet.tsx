import type { AttemptView, PartnerApi, Reply } from '@sampan/api';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  CopyId,
  fullTime,
  Sheet,
  type State,
  Timeline,
  Wrong,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { tradeAddress } from '../places.ts';
import { useDelivery } from '../queries/integration.ts';
import { useSay } from '../words/use-say.ts';
import { Answered } from './answered.tsx';
import { useTask } from './use-task.ts';

type Delivery = Reply<PartnerApi['GET /deliveries/:id']>;
type Resent = Reply<PartnerApi['POST /deliveries/:id/resend']>;

/** One notification: every attempt with what was answered, its contents, and once more. */
export function DeliverySheet({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const delivery = useDelivery(id);
  return (
    <Sheet title={say('notes.one')} className="wide" onClose={onClose}>
      <div className="sheet-body delivery">
        <Answered of={delivery} what={say('notes.one')}>
          {(data) => <Shown delivery={data} />}
        </Answered>
      </div>
    </Sheet>
  );
}

function Shown({ delivery }: { readonly delivery: Delivery }) {
  const { say } = useSay();
  const { notifyId, tradeId, url, createdAt, nextAt, signType, charset, fields } = delivery;
  return (
    <>
      <dl className="kv">
        <dt>{say('notes.to')}</dt>
        <dd className="mono">{url}</dd>
        <dt>{say('notes.tradeHead')}</dt>
        <dd className="mono">
          <a href={tradeAddress(tradeId)}>{tradeId}</a>
        </dd>
        <dt>{say('notes.id')}</dt>
        <dd className="mono">
          <CopyId id={notifyId} />
        </dd>
        <dt>{say('notes.madeAt')}</dt>
        <dd className="num">{fullTime(createdAt)}</dd>
      </dl>
      <Resend notifyId={notifyId} />
      <h3>{say('notes.attemptsTitle')}</h3>
      <Attempts attempts={delivery.attempts} nextAt={nextAt} />
      <h3>{say('notes.contents', { signType, charset })}</h3>
      <table className="fields">
        <tbody>
          {Object.entries(fields).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const isTaken = ({ body, error }: Pick<AttemptView, 'body' | 'error'>): boolean =>
  error === undefined && body?.trim() === 'success';

function Attempts({
  attempts,
  nextAt,
}: {
  readonly attempts: Delivery['attempts'];
  readonly nextAt: string | undefined;
}) {
  const { say } = useSay();
  if (attempts.length === 0 && nextAt === undefined) {
    return <p className="muted">{say('notes.neverSent')}</p>;
  }
  const steps = attempts.map((attempt) => {
    const state: State = isTaken(attempt) ? 'done' : 'refused';
    return {
      id: String(attempt.number),
      state,
      what: say(isTaken(attempt) ? 'notes.taken' : 'notes.notTaken', { number: attempt.number }),
      sub: <Answer of={attempt} />,
      when: { text: fullTime(attempt.sentAt), iso: attempt.sentAt },
    };
  });
  const next = nextAt !== undefined && {
    id: 'next',
    state: 'next' as const,
    what: say('notes.nextTry'),
    when: { text: fullTime(nextAt), iso: nextAt },
  };
  return <Timeline steps={next ? [...steps, next] : steps} />;
}

/** What the receiver answered, or why there was no answer. */
function Answer({
  of: { status, body, error, durationMs },
}: {
  readonly of: Pick<AttemptView, 'status' | 'body' | 'error' | 'durationMs'>;
}) {
  const { say } = useSay();
  return (
    <>
      <span className="num">
        {error === undefined
          ? say('notes.answered', { status: status ?? '–', ms: durationMs })
          : say('notes.noAnswer', { error, ms: durationMs })}
      </span>
      {body !== undefined && (
        <code className="answer-body">{body === '' ? say('notes.empty') : body}</code>
      )}
    </>
  );
}

/** Sends it again, and says what was answered this time. */
function Resend({ notifyId }: { readonly notifyId: string }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { isBusy, fault, run } = useTask();
  const [resent, setResent] = useState<Resent>();
  const resend = () =>
    run(async () => {
      setResent(undefined);
      setResent(await ask('POST /deliveries/:id/resend', { params: { id: notifyId }, body: {} }));
      await Promise.all(
        ['delivery', 'deliveries', 'receivers'].map((name) =>
          queries.invalidateQueries({ queryKey: [name] }),
        ),
      );
    });
  return (
    <div className="resend">
      <Button size="desk" icon="send" busy={isBusy} onClick={() => void resend()}>
        {say('notes.resend')}
      </Button>
      <div role="status">
        {resent && (
          <p>
            <b>{say(`notes.result.${resent.result}`)}</b> <Answer of={resent} />
          </p>
        )}
      </div>
      {fault && <Wrong>{fault.text}</Wrong>}
    </div>
  );
}
