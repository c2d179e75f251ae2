import { IconButton } from '@sampan/web/shared';
import { type ReactNode, useEffect } from 'react';
import { bindKey } from '../frame/keys.ts';
import { goTo } from '../frame/route.ts';
import { useTillWords } from '../words/use-till-words.ts';

const toCounter = () => goTo('counter');

/** A page beside the counter: the way back, a title, and what can be done at the right. */
export function PageFrame({
  title,
  over,
  actions,
  onBack = toCounter,
  wide = false,
  children,
}: {
  readonly title: string;
  /** A small line over the title. */
  readonly over?: string;
  readonly actions?: ReactNode;
  readonly onBack?: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const { say } = useTillWords();
  useEffect(() => bindKey('Esc', onBack), [onBack]);
  return (
    <main className={wide ? 'side-page wide' : 'side-page'}>
      <header className="page-head">
        <IconButton icon="left" label={say('common.back')} onClick={onBack} />
        <div className="grow">
          {over !== undefined && <p className="cap">{over}</p>}
          <h1>{title}</h1>
        </div>
        {actions}
      </header>
      {children}
    </main>
  );
}
