import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from '../class-names.ts';
import { useSharedWords } from '../words/use-shared-words.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

/** A sentence about what is wrong with a field. */
export function Wrong({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <p className="wrong" id={id} role="alert">
      <Icon name="warning" size={16} weight={2} />
      <span>{children}</span>
    </p>
  );
}

export interface FieldProps extends Omit<ComponentProps<'input'>, 'size'> {
  readonly label: string;
  /** A line below. */
  readonly hint?: string | undefined;
  /** What is wrong; replaces the hint. */
  readonly wrong?: string | undefined;
  /** Taller, for thumbs. */
  readonly size?: 'desk' | 'phone';
  /** Before the text, such as a country's number. */
  readonly before?: ReactNode;
}

/** One line of text with its label. What was typed stays when it is refused. */
export function Field({ label, hint, wrong, size = 'desk', before, ...input }: FieldProps) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div
      className={classNames('fld', size === 'phone' && 'phone-size', wrong !== undefined && 'bad')}
    >
      <label htmlFor={id}>{label}</label>
      <div className={classNames('in', input.readOnly && 'readonly')}>
        {before}
        <input
          {...input}
          id={id}
          aria-invalid={wrong !== undefined || undefined}
          aria-describedby={(wrong ?? hint) === undefined ? undefined : note}
        />
      </div>
      {wrong !== undefined ? (
        <Wrong id={note}>{wrong}</Wrong>
      ) : (
        hint && (
          <p className="hint" id={note}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}

/** What is searched for; empties by its cross. */
export function SearchField({
  value,
  label,
  onChange,
}: {
  readonly value: string;
  readonly label: string;
  readonly onChange: (value: string) => void;
}) {
  const { say } = useSharedWords();
  return (
    <div className="find">
      <Icon name="search" size={20} />
      <input
        type="search"
        value={value}
        placeholder={label}
        aria-label={label}
        onChange={({ target }) => onChange(target.value)}
      />
      {value !== '' && (
        <IconButton icon="cross" label={say('common.clear')} onClick={() => onChange('')} />
      )}
    </div>
  );
}

/** One of a few filters; the pressed one is inked. */
export function Chip({
  on,
  children,
  onPress,
}: {
  readonly on: boolean;
  readonly children: ReactNode;
  readonly onPress: () => void;
}) {
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={onPress}>
      {children}
    </button>
  );
}
