import type { ReactNode } from 'react';
import { classNames, Icon } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

/** A filter as a button: a native list, which is inked and has a cross when it is set. */
export function FilterChoice({
  label,
  value,
  onChoose,
  children,
}: {
  readonly label: string;
  /** Empty when it is not set. */
  readonly value: string;
  readonly onChoose: (value: string | undefined) => void;
  readonly children: ReactNode;
}) {
  const { say } = useSay();
  const isSet = value !== '';
  return (
    <span className={classNames('choice', 'filter', isSet && 'set')}>
      <select
        aria-label={label}
        value={value}
        onChange={({ target }) => onChoose(target.value || undefined)}
      >
        <option value="">{label}</option>
        {children}
      </select>
      {isSet ? (
        <button
          type="button"
          aria-label={say('list.clearOne', { filter: label })}
          onClick={() => onChoose(undefined)}
        >
          <Icon name="cross" size={14} weight={2.2} />
        </button>
      ) : (
        <Icon name="down" size={14} weight={2} />
      )}
    </span>
  );
}
