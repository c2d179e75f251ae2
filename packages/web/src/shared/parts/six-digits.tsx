import { type ComponentProps, useId } from 'react';
import { classNames } from '../class-names.ts';
import { useSharedWords } from '../words/use-shared-words.ts';

const places = [0, 1, 2, 3, 4, 5] as const;

/** Six boxes over one field: a PIN as dots, a code of one use as figures. */
export function SixDigits({
  value,
  label,
  kind = 'pin',
  state = 'typing',
  wide = false,
  onChange,
  describedBy,
  ...input
}: {
  readonly value: string;
  readonly label: string;
  readonly kind?: 'pin' | 'code';
  readonly state?: 'typing' | 'checking' | 'wrong';
  readonly wide?: boolean;
  readonly onChange: (digits: string) => void;
  readonly describedBy?: string | undefined;
} & Pick<ComponentProps<'input'>, 'inputMode' | 'autoFocus' | 'autoComplete' | 'ref' | 'name'>) {
  const { say } = useSharedWords();
  const id = useId();
  return (
    <div
      className={classNames(
        'six',
        wide && 'wide',
        state === 'wrong' && 'bad',
        state === 'checking' && 'checking',
      )}
    >
      {places.map((place) => (
        <span
          key={place}
          aria-hidden="true"
          className={classNames(
            'box',
            place < value.length && 'full',
            kind === 'pin' && 'dot',
            place === value.length && state !== 'checking' && 'here',
          )}
        >
          {kind === 'code' ? value[place] : null}
        </span>
      ))}
      <input
        {...input}
        id={id}
        type={kind === 'pin' ? 'password' : 'text'}
        inputMode={input.inputMode ?? 'numeric'}
        autoComplete={input.autoComplete ?? (kind === 'pin' ? 'off' : 'one-time-code')}
        pattern="[0-9]*"
        maxLength={6}
        value={value}
        readOnly={state === 'checking'}
        aria-label={`${label}, ${say('pin.count', { count: value.length })}`}
        aria-invalid={state === 'wrong' || undefined}
        aria-describedby={describedBy}
        onChange={({ target }) => onChange(target.value.replace(/\D/g, '').slice(0, 6))}
      />
    </div>
  );
}
