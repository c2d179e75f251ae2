import { CountdownRing, Timeline } from '@sampan/web/shared';
import { useEffect, useState } from 'react';
import { NoticeLine } from '../charge/notice.tsx';
import { useTillWords } from '../words/use-till-words.ts';
import {
  CancelButton,
  clockSeconds,
  Help,
  type OfPayment,
  OpenHead,
  secondsInAll,
  useSecondsLeft,
  useTrail,
} from './shared.tsx';

/** The customer confirms on the phone. */
export function Waiting({ order, payment }: OfPayment) {
  const { say } = useTillWords();
  const seconds = useSecondsLeft(payment);
  const trail = useTrail(payment);
  const isSent = payment.state === 'waiting';
  const steps = [
    ...trail,
    ...(payment.deadlineAt === undefined
      ? []
      : [
          {
            id: 'ends',
            state: 'next' as const,
            what: <b className="strong">{say('waiting.ends')}</b>,
            sub: say('waiting.endsIf'),
            when: { text: clockSeconds(payment.deadlineAt), iso: payment.deadlineAt },
          },
        ]),
  ];
  return (
    <main className="card st waiting-st">
      <OpenHead order={order} payment={payment}>
        <div className="ring-words">
          <CountdownRing seconds={seconds} of={secondsInAll(payment)} size={96} />
          <small aria-hidden="true">{say('waiting.left')}</small>
        </div>
      </OpenHead>
      <div className="msg">
        <h1>{say(isSent ? 'waiting.title' : 'waiting.sending')}</h1>
        <p>{say(isSent ? 'waiting.what' : 'waiting.sendingWhat')}</p>
        <SpokenEvery seconds={seconds} />
      </div>
      <NoticeLine />
      <div className="mid">
        <Timeline steps={steps} />
        <section className="help">
          <h2>{say('help.title')}</h2>
          <ul>
            <Help icon="phone">
              <b>{say('help.open')}</b> {say('help.openHow')}
            </Help>
            <Help icon="network">
              <b>{say('help.network')}</b> {say('help.networkHow')}
            </Help>
            <Help icon="qr">
              <b>{say('help.other')}</b> {say('help.otherHow')}
            </Help>
          </ul>
        </section>
      </div>
      <div className="acts">
        <CancelButton payment={payment} hot="Esc" />
        <p className="muted">{say('cancel.asksOnce')}</p>
      </div>
    </main>
  );
}

/** Read aloud at the start and each quarter of a minute. */
export function SpokenEvery({ seconds }: { readonly seconds: number }) {
  const { say } = useTillWords();
  const [spoken, setSpoken] = useState(seconds);
  useEffect(() => {
    if (spoken === 0 || spoken - seconds >= 15 || seconds > spoken) setSpoken(seconds);
  }, [seconds, spoken]);
  return (
    <span className="sr" role="status">
      {say('waiting.spoken', { seconds: spoken })}
    </span>
  );
}
