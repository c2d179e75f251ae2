import { type Key, Keypad, Wrong } from '@sampan/web/shared';
import { useEffect, useRef } from 'react';
import { useTillWords } from '../words/use-till-words.ts';

/** Four to six digits as dots, on keys or a keyboard. */
export function PinPad({
  pin,
  label,
  wrong,
  onPin,
}: {
  readonly pin: string;
  readonly label: string;
  readonly wrong?: string | undefined;
  readonly onPin: (pin: string) => void;
}) {
  const { say } = useTillWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // A dialog that opens around it focuses what has this attribute, else its button to close.
    field.current?.setAttribute('autofocus', '');
    field.current?.focus({ preventScroll: true });
  }, []);
  const set = (text: string) => onPin(text.replace(/\D/g, '').slice(0, 6));
  const onKey = (key: Key) => set(key === 'erase' ? pin.slice(0, -1) : pin + key);
  return (
    <div className="pin-pad">
      <div className="dots">
        {[0, 1, 2, 3, 4, 5].map((place) => (
          <i key={place} className={place < pin.length ? 'full' : place < 4 ? 'need' : undefined} />
        ))}
        <input
          ref={field}
          type="password"
          inputMode="none"
          autoComplete="off"
          aria-label={`${label}, ${say('signIn.digits', { n: pin.length })}`}
          value={pin}
          onChange={({ target }) => set(target.value)}
        />
      </div>
      <div className="pin-wrong">{wrong !== undefined && <Wrong>{wrong}</Wrong>}</div>
      <Keypad layout="till" onKey={onKey} />
    </div>
  );
}
