import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface RowProps {
  readonly avatar: ReactNode;
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  /** Amount, state or a button, at the right. */
  readonly end?: ReactNode;
}

/** A row of a list; with `href` the whole row is one link. */
export function ListRow({
  avatar,
  title,
  sub,
  end,
  href,
}: RowProps & { readonly href?: string | undefined }) {
  const content = (
    <>
      {avatar}
      <span className="what">
        <span className="t line-1">{title}</span>
        {sub && <span className="s line-1">{sub}</span>}
      </span>
      {end && <span className="e">{end}</span>}
    </>
  );
  if (href === undefined) return <div className="row">{content}</div>;
  return (
    <a className="row" href={href}>
      {content}
    </a>
  );
}

/** A refund inside the row of its payment. */
export function NestedRow({
  children,
  amount,
}: {
  readonly children: ReactNode;
  readonly amount: ReactNode;
}) {
  return (
    <div className="row-nested">
      <Icon name="back" size={16} weight={2} />
      <span className="grow line-1">{children}</span>
      {amount}
    </div>
  );
}
