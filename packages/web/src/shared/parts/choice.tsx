import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Icon } from './icon.tsx';

/** A native list in the look of a button. */
export function Choice({
  label,
  value,
  className,
  onChoose,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly className?: string;
  readonly onChoose: (value: string) => void;
  readonly children: ReactNode;
}) {
  return (
    <span className={classNames('choice', className)}>
      <select aria-label={label} value={value} onChange={({ target }) => onChoose(target.value)}>
        {children}
      </select>
      <Icon name="down" size={14} weight={2} />
    </span>
  );
}
