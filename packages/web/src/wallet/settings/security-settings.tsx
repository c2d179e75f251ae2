import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  clockTime,
  dayOf,
  dayText,
  Failed,
  Loading,
  PinSheet,
  Question,
  StatePill,
  Wrong,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { leave } from '../leave.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';
import { Group, Setting } from './setting.tsx';
import { useChange, useKeep, useSessions } from './use-settings.ts';

/** The devices that are signed in, each with a way out. */
export function SecuritySettings() {
  const { language, say } = useSay();
  const sessions = useSessions();
  const [isAsked, setAsked] = useState(false);
  const queries = useQueryClient();
  const end = useChange(async (id: string) => {
    await ask('DELETE /sessions/:id', { params: { id } });
    await sessions.refetch();
  });
  const endAll = useChange(async () => {
    await ask('DELETE /sessions');
    leave(queries);
  });
  return (
    <Group title={say('me.security')}>
      {sessions.data?.map(({ sessionId, device, seenAt, current }) => (
        <Setting
          key={sessionId}
          icon="phone"
          title={device ?? say('me.device')}
          end={
            current ? (
              <StatePill state="ok">{say('me.thisDevice')}</StatePill>
            ) : (
              <Button onClick={() => end.run(sessionId)}>{say('me.logOut')}</Button>
            )
          }
        >
          <small className="num">
            {say('me.seen', { time: `${dayText(dayOf(seenAt), language)} ${clockTime(seenAt)}` })}
          </small>
        </Setting>
      ))}
      {!sessions.data &&
        (sessions.isError ? (
          <Failed onRetry={() => void sessions.refetch()} />
        ) : (
          <Loading what={say('me.devices')} />
        ))}
      {end.problem !== undefined && <Wrong>{end.problem}</Wrong>}
      <Setting
        icon="cross"
        title={say('me.logOutAll')}
        end={<Button onClick={() => setAsked(true)}>{say('me.logOut')}</Button>}
      />
      {isAsked && (
        <Question
          title={say('me.logOutAll')}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button kind="primary" busy={endAll.isBusy} onClick={() => endAll.run()}>
                {say('me.logOutAll')}
              </Button>
              <Button onClick={() => setAsked(false)}>{say('order.stay')}</Button>
            </>
          }
        >
          <p className="muted">{say('me.logOutAllSub')}</p>
          {endAll.problem !== undefined && <Wrong>{endAll.problem}</Wrong>}
        </Question>
      )}
    </Group>
  );
}

/** For a lost phone: nothing can be paid until the PIN says otherwise. */
export function FreezeButton() {
  const { say } = useSay();
  const { me } = useWallet();
  const keep = useKeep();
  const [isAsking, setAsking] = useState(false);
  const isFrozen = me.status === 'frozen';
  const change = useChange(async (pin: string) => {
    keep.wallet(await ask(isFrozen ? 'POST /unfreeze' : 'POST /freeze', { body: { pin } }));
    setAsking(false);
  });
  if (isFrozen && me.frozenBy !== 'buyer')
    return <p className="how">{say('me.frozenByOperator')}</p>;
  const words = isFrozen ? 'me.unfreeze' : 'me.freeze';
  return (
    <div>
      <Button
        kind="danger"
        size="big"
        full
        icon="freeze"
        onClick={() => {
          change.reset();
          setAsking(true);
        }}
      >
        {say(words)}
      </Button>
      <p className="how">{say('me.freezeSub')}</p>
      {isAsking && (
        <PinSheet
          title={say(words)}
          checking={change.isBusy}
          wrong={change.problem}
          locked={change.refusal?.code === 'locked'}
          onPin={change.run}
          onClose={() => setAsking(false)}
        >
          <span>{say('prompt.title')}</span>
        </PinSheet>
      )}
    </div>
  );
}
