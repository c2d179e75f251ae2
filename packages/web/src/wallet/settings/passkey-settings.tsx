import type { PasskeyView } from '@sampan/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  clockTime,
  dateText,
  dayOf,
  dayText,
  Failed,
  Loading,
  PinSheet,
  Question,
  Wrong,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { addPasskey, PasskeyNotUsed } from '../passkey.ts';
import { remembered } from '../remembered.ts';
import { useCanPasskey } from '../use-passkey.ts';
import { useSay } from '../words/use-say.ts';
import { Group, Setting } from './setting.tsx';
import { useChange } from './use-settings.ts';

/** The passkeys of the wallet, each with a way out, and how to make one on this device. */
export function PasskeySettings() {
  const { say } = useSay();
  const can = useCanPasskey();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['passkeys'],
    queryFn: async () => (await ask('GET /passkeys')).passkeys,
  });
  const [isAdding, setAdding] = useState(false);
  const [isAdded, setAdded] = useState(false);
  const [removing, setRemoving] = useState<PasskeyView>();
  const keep = (passkeys: readonly PasskeyView[]) => {
    queries.setQueryData(['passkeys'], passkeys);
    if (passkeys.length === 0) remembered.keepHasPasskey(false);
  };
  const add = useChange(async (pin: string) => {
    setAdded(false);
    keep(await addPasskey(pin));
    remembered.keepHasPasskey(true);
    setAdding(false);
    setAdded(true);
  }, notMade);
  const remove = useChange(async (id: string) => {
    keep((await ask('DELETE /passkeys/:id', { params: { id } })).passkeys);
    setRemoving(undefined);
  });

  function notMade(error: unknown): string | undefined {
    if (!(error instanceof PasskeyNotUsed)) return undefined;
    setAdding(false);
    return say(error.isKnown ? 'passkey.known' : 'passkey.failed');
  }

  return (
    <Group title={say('passkey.title')}>
      <Setting
        icon="face"
        title={say('pin.passkey')}
        end={
          can && (
            <Button
              onClick={() => {
                add.reset();
                setAdding(true);
              }}
            >
              {say('passkey.add')}
            </Button>
          )
        }
      >
        <small>{say(can === false ? 'passkey.notHere' : 'passkey.why')}</small>
        {isAdded && <small role="status">{say('passkey.done')}</small>}
        {!isAdding && add.problem !== undefined && <Wrong>{add.problem}</Wrong>}
      </Setting>
      {query.data?.map((passkey) => (
        <PasskeyRow
          key={passkey.passkeyId}
          passkey={passkey}
          onRemove={() => setRemoving(passkey)}
        />
      ))}
      {!query.data &&
        (query.isError ? (
          <Failed onRetry={() => void query.refetch()} />
        ) : (
          <Loading what={say('passkey.title')} rows={1} />
        ))}
      {isAdding && (
        <PinSheet
          title={say('prompt.title')}
          checking={add.isBusy}
          wrong={add.problem}
          locked={add.refusal?.code === 'locked'}
          onPin={add.run}
          onClose={() => setAdding(false)}
        >
          <span>{say('passkey.addAsk')}</span>
        </PinSheet>
      )}
      {removing && (
        <Question
          title={say('passkey.removeAsk')}
          onClose={() => setRemoving(undefined)}
          actions={
            <>
              <Button
                kind="primary"
                busy={remove.isBusy}
                onClick={() => remove.run(removing.passkeyId)}
              >
                {say('passkey.remove')}
              </Button>
              <Button onClick={() => setRemoving(undefined)}>{say('passkey.keep')}</Button>
            </>
          }
        >
          <p className="muted">{say('passkey.removeSub')}</p>
          {remove.problem !== undefined && <Wrong>{remove.problem}</Wrong>}
        </Question>
      )}
    </Group>
  );
}

function PasskeyRow({
  passkey: { device, addedAt, usedAt },
  onRemove,
}: {
  readonly passkey: PasskeyView;
  readonly onRemove: () => void;
}) {
  const { language, say } = useSay();
  const when =
    usedAt === undefined
      ? say('passkey.added', { date: dateText(dayOf(addedAt), language) })
      : say('passkey.used', { time: `${dayText(dayOf(usedAt), language)} ${clockTime(usedAt)}` });
  return (
    <Setting
      icon="lock"
      title={device ?? say('me.device')}
      end={<Button onClick={onRemove}>{say('passkey.remove')}</Button>}
    >
      <small className="num">{when}</small>
    </Setting>
  );
}
