import { useEffect, useRef, useState } from 'react';
import { Icon, IconButton, machine } from '../../shared/index.ts';
import { isTyping } from '../is-typing.ts';
import { useSay } from '../words/use-say.ts';

/** A search is asked when no key has come for so long. */
const typedWithinMs = 250;

/** What a list is searched for, asked a moment after the last key. `/` leads here, Escape out of it. */
export function FindField({
  value,
  label,
  onFind,
}: {
  /** What the address says. */
  readonly value: string;
  readonly label: string;
  readonly onFind: (text: string | undefined) => void;
}) {
  const { say } = useSay();
  const field = useRef<HTMLInputElement>(null);
  const cancel = useRef<() => void>(() => undefined);
  const asked = useRef(value);
  const [text, setText] = useState(value);
  useEffect(() => {
    // Another address was opened; what this field asked itself must not overtake the keys.
    if (value !== asked.current) setText(value);
    asked.current = value;
  }, [value]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const find = (next: string) => {
    asked.current = next.trim();
    onFind(next.trim() || undefined);
  };
  const type = (next: string) => {
    setText(next);
    cancel.current();
    cancel.current = machine.after(typedWithinMs, () => find(next));
  };
  return (
    <div className="find">
      <Icon name="search" size={18} />
      <input
        ref={field}
        type="search"
        value={text}
        placeholder={label}
        aria-label={label}
        spellCheck={false}
        autoCapitalize="none"
        onChange={({ target }) => type(target.value)}
        onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
      />
      {text === '' ? (
        <kbd>/</kbd>
      ) : (
        <IconButton
          icon="cross"
          label={say('common.clear')}
          onClick={() => {
            cancel.current();
            setText('');
            find('');
          }}
        />
      )}
    </div>
  );
}
