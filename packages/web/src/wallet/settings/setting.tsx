import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../shared/index.ts';

/** Settings about one subject. */
export function Group({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <h2>{title}</h2>
      <div className="card">{children}</div>
    </section>
  );
}

/** One setting: what it is, what it is set to, and how to change it. */
export function Setting({
  icon,
  title,
  value,
  end,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly value?: string;
  /** A switch or a button at the right. */
  readonly end?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className="setting">
      <Icon name={icon} size={22} />
      <span className="grow">
        <span className="t">{title}</span>
        {children}
      </span>
      {value !== undefined && <span className="value num">{value}</span>}
      {end}
    </div>
  );
}
