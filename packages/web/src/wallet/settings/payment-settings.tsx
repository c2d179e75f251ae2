import { useState } from 'react';
import { Button, Switch, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';
import { PinChange } from './pin-change.tsx';
import { Group, Setting } from './setting.tsx';
import { useChange, useKeep } from './use-settings.ts';

/** The PIN, and whether codes may be paid with. */
export function PaymentSettings() {
  const { say } = useSay();
  const { me } = useWallet();
  const keep = useKeep();
  const [isChanging, setChanging] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const isPaused = me.codes === 'paused';
  const pause = useChange(async (on: boolean) =>
    keep.wallet(on ? await ask('POST /codes/pause') : await ask('POST /codes/resume')),
  );
  return (
    <Group title={say('me.payment')}>
      <Setting
        icon="lock"
        title={say('me.pin')}
        end={<Button onClick={() => setChanging(true)}>{say('me.pinChange')}</Button>}
      >
        {isChanged && <small role="status">{say('me.pinDone')}</small>}
      </Setting>
      <Setting
        icon="pause"
        title={say('me.pause')}
        end={
          <Switch
            on={isPaused}
            label={say('me.pause')}
            disabled={pause.isBusy}
            onChange={pause.run}
          />
        }
      >
        <small>{say('me.pauseSub')}</small>
        {pause.problem !== undefined && <Wrong>{pause.problem}</Wrong>}
      </Setting>
      {isChanging && (
        <PinChange
          onClose={() => setChanging(false)}
          onDone={() => {
            setChanging(false);
            setChanged(true);
          }}
        />
      )}
    </Group>
  );
}
