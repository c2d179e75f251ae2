import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import type { MoneyState } from './state.tsx';

const glyphs: Readonly<Record<MoneyState, IconName>> = {
  paid: 'tick',
  waiting: 'clock',
  refused: 'cross',
  unknown: 'question',
  closed: 'bar',
  refund: 'back',
};

/** One thing to know, with what to do about it. */
export function Banner({
  tone,
  title,
  icon,
  children,
  actions,
}: {
  readonly tone: MoneyState;
  readonly title: ReactNode;
  readonly icon?: IconName;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const isUrgent = tone === 'unknown' || tone === 'refused';
  return (
    <div className={classNames('banner', tone)} role={isUrgent ? 'alert' : 'status'}>
      <Icon name={icon ?? glyphs[tone]} size={20} weight={2.2} />
      <div className="grow">
        <b>{title}</b>
        {children && <p>{children}</p>}
        {actions && <div className="act">{actions}</div>}
      </div>
    </div>
  );
}
