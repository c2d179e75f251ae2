import { type ReactNode, useEffect } from 'react';
import { useSay } from '../words/use-say.ts';

/** A page: its title, the zone of its times named once, what can be done, and its content. */
export function Page({
  title,
  note,
  back,
  actions,
  children,
}: {
  readonly title: string;
  /** Beside the title: the zone, or as of when. */
  readonly note?: ReactNode;
  /** The way to the list above. */
  readonly back?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { say } = useSay();
  useEffect(() => {
    document.title = `${title} · ${say('app.name')}`;
  }, [title, say]);
  return (
    <>
      <header className="top">
        {back}
        <h1>{title}</h1>
        {note !== undefined && <span className="zone num">{note}</span>}
        {actions && <div className="acts">{actions}</div>}
      </header>
      <main className="main">{children}</main>
    </>
  );
}
