import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'brand';
  readonly size?: 'normal' | 'big' | 'desk';
  readonly full?: boolean;
  readonly icon?: IconName;
  /** It is being done: the words stay, and a second press does nothing. */
  readonly busy?: boolean;
  /** Why it cannot be pressed; a button that is off always says so. */
  readonly offBecause?: string | undefined;
  readonly children: ReactNode;
}

export function Button({
  kind = 'secondary',
  size = 'normal',
  full = false,
  icon,
  busy = false,
  offBecause,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const isOff = rest.disabled === true || offBecause !== undefined;
  const button = (
    <button
      type="button"
      {...rest}
      onClick={busy ? undefined : onClick}
      disabled={isOff}
      aria-busy={busy || undefined}
      className={classNames(
        'btn',
        kind !== 'secondary' && kind,
        size !== 'normal' && size,
        full && 'full',
        className,
      )}
    >
      {busy ? <i className="spin" /> : icon && <Icon name={icon} size={18} weight={2} />}
      {children}
    </button>
  );
  if (offBecause === undefined) return button;
  return (
    <div>
      {button}
      <p className="reason">{offBecause}</p>
    </div>
  );
}

/** A link that looks like a button: it leads somewhere and does nothing. */
export function ButtonLink({
  kind = 'secondary',
  size = 'normal',
  full = false,
  icon,
  children,
  ...rest
}: Pick<ButtonProps, 'kind' | 'size' | 'full' | 'icon' | 'children'> &
  Omit<ComponentProps<'a'>, 'children'>) {
  return (
    <a
      {...rest}
      className={classNames(
        'btn',
        kind !== 'secondary' && kind,
        size !== 'normal' && size,
        full && 'full',
      )}
    >
      {icon && <Icon name={icon} size={18} weight={2} />}
      {children}
    </a>
  );
}

/** A button with an icon alone; its label is read aloud. */
export function IconButton({
  icon,
  label,
  badge,
  ...rest
}: {
  readonly icon: IconName;
  readonly label: string;
  /** A number on its corner. */
  readonly badge?: number | undefined;
} & Omit<ComponentProps<'button'>, 'children'>) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames('icon-btn', rest.className)}
      aria-label={label}
    >
      <Icon name={icon} />
      {badge !== undefined && badge > 0 && (
        <span className="badge" aria-hidden="true">
          {badge}
        </span>
      )}
    </button>
  );
}
