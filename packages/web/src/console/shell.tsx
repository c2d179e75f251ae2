import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Icon, IconButton, Loading, Mark } from '../shared/index.ts';
import { entries } from './pages.ts';
import { LanguageChoice, ThemeChoice } from './parts/look.tsx';
import { useServer } from './queries.ts';
import { useSay } from './words/use-say.ts';

/** The side bar, which is a drawer on small screens, and beside it the page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { say } = useSay();
  const [isOpen, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the drawer
  useEffect(() => setOpen(false), [path]);
  return (
    <div className="shell">
      <header className="bar">
        <Mark name="sampan" size={26} />
        <b className="grow line-1">{say('app.name')}</b>
        <IconButton
          icon="list"
          label={say('app.menu')}
          aria-expanded={isOpen}
          onClick={() => setOpen(true)}
        />
      </header>
      <aside className="side">
        <SideBar />
      </aside>
      {isOpen && <Drawer onClose={() => setOpen(false)} />}
      <div className="page">
        <Suspense fallback={<Loading what={say('app.page')} rows={6} />}>{children}</Suspense>
      </div>
    </div>
  );
}

function Drawer({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} className="drawer" aria-label={say('app.menu')} onCancel={onClose}>
      <IconButton icon="cross" label={say('common.close')} onClick={onClose} />
      <SideBar />
    </dialog>
  );
}

function SideBar() {
  const { say } = useSay();
  const server = useServer().data;
  return (
    <>
      <p className="brandline">
        <Mark name="sampan" size={26} />
        {say('app.name')}
      </p>
      <nav aria-label={say('app.pages')}>
        <Group entries={entries.running} />
        <Group heading={say('section.money')} entries={entries.money} />
      </nav>
      <div className="foot">
        <p>
          <LanguageChoice />
        </p>
        <p>
          <ThemeChoice />
        </p>
        <p>
          {say('app.times')}
          <br />
          {server?.sandbox && say('app.sandbox')}
        </p>
      </div>
    </>
  );
}

function Group({
  heading,
  entries: group,
}: {
  readonly heading?: string;
  readonly entries: (typeof entries)[keyof typeof entries];
}) {
  const { say } = useSay();
  return (
    <>
      {heading !== undefined && <h2 className="sect">{heading}</h2>}
      <ul>
        {group.map(({ to, words, icon }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              activeProps={{ className: 'on', 'aria-current': 'page' }}
            >
              <Icon name={icon} size={18} />
              {say(words)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
