import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { machine } from '../machine.system.ts';
import { useSharedWords } from '../words/use-shared-words.ts';
import { Wrong } from './field.tsx';
import type { Key } from './key.ts';
import { Keypad } from './keypad.tsx';
import { Sheet } from './sheet.tsx';
import { SixDigits } from './six-digits.tsx';

export interface PinSheetProps {
  readonly title: string;
  /** Shop, amount and source: what the PIN is given for. */
  readonly children: ReactNode;
  /** The PIN is being checked: the boxes dim, and a word says so. */
  readonly checking?: boolean;
  /** Why the last one was not taken, with what is left to try. */
  readonly wrong?: string | undefined;
  /** No PIN is taken for now; `wrong` says until when. */
  readonly locked?: boolean;
  /** Below the boxes, such as "Forgot PIN?". */
  readonly under?: ReactNode;
  /** A passkey's button, at the right of the title. */
  readonly corner?: ReactNode;
  readonly onPin: (pin: string) => void;
  readonly onClose: () => void;
}

/** Two taps within this time are a double tap. */
const doubleTapMs = 350;

/** Asks for the six digits of the PIN, on keys of its own or a hardware keyboard. */
export function PinSheet({
  title,
  children,
  checking = false,
  wrong,
  locked = false,
  under,
  corner,
  onPin,
  onClose,
}: PinSheetProps) {
  const { say } = useSharedWords();
  const [pin, setPin] = useState('');
  const [openedAt] = useState(machine.now);
  const note = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  // A refused PIN empties the boxes, so that the next one can be typed at once.
  useEffect(() => {
    if (!checking) setPin('');
  }, [checking]);

  function take(digits: string): void {
    if (checking || locked) return;
    setPin(digits);
    if (digits.length === 6) onPin(digits);
  }

  // The second tap of a double tap on what has opened the sheet is no digit.
  const onKey = (key: Key) => {
    if (machine.now() - openedAt < doubleTapMs) return;
    take(key === 'erase' ? pin.slice(0, -1) : pin + key);
  };
  const isWrong = wrong !== undefined && pin === '' && !checking;
  return (
    <Sheet title={title} className="pin-sheet" corner={corner} onClose={onClose}>
      <div className="pin-sum">{children}</div>
      <div className="pin-boxes">
        <SixDigits
          ref={field}
          value={pin}
          label={say('pin.field')}
          state={checking ? 'checking' : isWrong ? 'wrong' : 'typing'}
          inputMode="none"
          describedBy={wrong === undefined ? undefined : note}
          onChange={take}
        />
      </div>
      <div className="pin-under">
        {checking ? (
          <span role="status">{say('pin.checking')}</span>
        ) : (
          <>
            {wrong !== undefined && <Wrong id={note}>{wrong}</Wrong>}
            {under}
          </>
        )}
      </div>
      <Keypad disabled={checking || locked} onKey={onKey} />
    </Sheet>
  );
}
