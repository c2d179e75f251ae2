import { Button, Sheet } from '@sampan/web/shared';
import { type FormEvent, type ReactNode, useState } from 'react';
import { refusalCode } from '../store/api.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';
import { PinPad } from './pin-pad.tsx';
import { CashierButton, useCashiers } from './sign-in.tsx';

export interface Approval {
  readonly cashierId: string;
  readonly pin: string;
}

/** A second person's PIN. `onApprove` rejects when it was not taken; the sheet then says why. */
export function ApprovalSheet({
  title,
  action,
  children,
  secondPerson = false,
  onApprove,
  onClose,
}: {
  readonly title: string;
  readonly action: string;
  readonly children?: ReactNode;
  /** Someone else than who is signed in. */
  readonly secondPerson?: boolean;
  readonly onApprove: (approval: Approval) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { say } = useTillWords();
  const { cashiers } = useCashiers();
  const own = useTill((state) => state.till?.session?.cashier.id);
  const [chosen, setChosen] = useState<string>();
  const [pin, setPin] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const supervisors = (cashiers ?? []).filter(
    ({ id, role }) => role === 'supervisor' && !(secondPerson && id === own),
  );
  const cashier = supervisors.find(({ id }) => id === chosen) ?? supervisors[0];
  async function send(event: FormEvent) {
    event.preventDefault();
    if (!cashier || busy || pin.length < 4) return;
    setBusy(true);
    try {
      await onApprove({ cashierId: cashier.id, pin });
    } catch (error) {
      setWrong(whyNot(say, refusalCode(error)));
      setPin('');
    } finally {
      setBusy(false);
    }
  }
  return (
    <Sheet title={title} className="till-sheet" onClose={onClose}>
      <form className="sheet-body" onSubmit={send}>
        {children}
        {cashiers && supervisors.length === 0 && <p>{say('approval.none')}</p>}
        <div className="cashiers few">
          {supervisors.map((each) => (
            <CashierButton
              key={each.id}
              cashier={each}
              on={each === cashier}
              onPress={() => setChosen(each.id)}
            />
          ))}
        </div>
        <PinPad
          pin={pin}
          label={say('signIn.pin')}
          wrong={wrong}
          onPin={(next) => {
            setPin(next);
            setWrong(undefined);
          }}
        />
        <Button type="submit" kind="primary" size="big" full busy={busy}>
          {action}
        </Button>
      </form>
    </Sheet>
  );
}
