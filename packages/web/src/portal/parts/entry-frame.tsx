import { type ReactNode, useEffect } from 'react';
import { Mark } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import { LanguageChoice } from './look.tsx';

/** The frame of what comes before the session: the mark, the language, one card. */
export function EntryFrame({
  title,
  children,
  below,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}) {
  const { say } = useSay();
  useEffect(() => {
    document.title = `${title} · ${say('app.name')}`;
  }, [title, say]);
  return (
    <div className="entry">
      <header>
        <span className="brandline">
          <Mark name="sampan" size={26} />
          {say('app.name')}
        </span>
        <LanguageChoice />
      </header>
      <main className="card">
        <h1>{title}</h1>
        {children}
      </main>
      {below}
    </div>
  );
}
