import { useState } from 'react';
import { PinSheet } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useSay } from '../words/use-say.ts';
import { useChange } from './use-settings.ts';

/** The PIN of now, a new one, and the new one again. */
export function PinChange({
  onClose,
  onDone,
}: {
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { say } = useSay();
  const [old, setOld] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const [differs, setDiffers] = useState(false);
  const change = useChange(async (pin: string, newPin: string) => {
    await ask('POST /pin', { body: { pin, newPin } });
    onDone();
  });
  const step = old === undefined ? 'me.pinOld' : chosen === undefined ? 'me.pinNew' : 'me.pinAgain';
  const isOldWrong = change.refusal?.code === 'pin-wrong' || change.refusal?.code === 'locked';

  function take(pin: string): void {
    change.reset();
    setDiffers(false);
    if (old === undefined) setOld(pin);
    else if (chosen === undefined) setChosen(pin);
    else if (chosen !== pin) {
      setChosen(undefined);
      setDiffers(true);
    } else {
      change.run(old, pin);
      // A refusal is about one of the two: the old one when it is wrong, else the new one.
      setOld(undefined);
      setChosen(undefined);
    }
  }

  return (
    <PinSheet
      key={step}
      title={say(step)}
      checking={change.isBusy}
      wrong={differs ? say('me.pinDiffers') : change.problem}
      locked={change.refusal?.code === 'locked'}
      onPin={take}
      onClose={onClose}
    >
      {isOldWrong ? null : <span>{say('me.pin')}</span>}
    </PinSheet>
  );
}
