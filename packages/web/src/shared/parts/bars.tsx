import type { ReactNode } from 'react';
import { useSharedWords } from '../words/use-shared-words.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** The title of a page with the way back. */
export function TopBar({
  title,
  close = false,
  onBack,
  corner,
}: {
  readonly title: string;
  /** A cross instead of an arrow: the page was opened over another. */
  readonly close?: boolean;
  readonly onBack: () => void;
  readonly corner?: ReactNode;
}) {
  const { say } = useSharedWords();
  return (
    <header className="topbar">
      <IconButton
        icon={close ? 'cross' : 'left'}
        label={say(close ? 'common.close' : 'common.back')}
        onClick={onBack}
      />
      <h1>{title}</h1>
      {corner ?? <span />}
    </header>
  );
}

export interface Tab {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
  readonly here: boolean;
  /** How many things wait there. */
  readonly badge?: number;
}

/** The main pages, at thumb height. */
export function TabBar({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav className="tabbar" aria-label={label}>
      {tabs.map(({ href, icon, name, here, badge = 0 }) => (
        <a key={href} href={href} aria-current={here ? 'page' : undefined}>
          <Icon name={icon} weight={here ? 2.1 : 1.75} />
          {name}
          {badge > 0 && <span className="badge"> {badge > 99 ? '99+' : badge}</span>}
        </a>
      ))}
    </nav>
  );
}
