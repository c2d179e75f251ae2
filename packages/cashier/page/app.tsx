import { Loading } from '@sampan/web/shared';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { BackGuard } from './frame/back-guard.tsx';
import { Bar } from './frame/bar.tsx';
import { Menu } from './frame/menu.tsx';
import { NoServer } from './frame/no-server.tsx';
import { OpenShift } from './frame/open-shift.tsx';
import { Rail } from './frame/rail.tsx';
import { useRoute } from './frame/route.ts';
import { SignIn } from './frame/sign-in.tsx';
import { Strips } from './frame/strips.tsx';
import { useCounter } from './frame/use-counter.ts';
import { useKeys } from './frame/use-keys.ts';
import { StageView } from './stage/stage-view.tsx';
import { useTill } from './store/store.ts';
import { useTillWords } from './words/use-till-words.ts';

const More = lazy(async () => ({ default: (await import('./more/more.tsx')).More }));

/** The till: its frame, and in it the counter or one of the pages beside it. */
export function App() {
  const { say } = useTillWords();
  const [menu, setMenu] = useState(false);
  const till = useTill((state) => state.till);
  const connection = useTill((state) => state.connection);
  useKeys();
  useCounter();
  const openMenu = useCallback(() => setMenu(true), []);
  const isSignedIn = !!till?.session;
  useEffect(() => {
    if (!isSignedIn) setMenu(false);
  }, [isSignedIn]);
  const shop = till?.shop.en;
  useEffect(() => {
    if (shop !== undefined) document.title = `${shop} · ${till?.till ?? ''}`;
  }, [shop, till?.till]);
  const isGone = connection === 'gone';
  return (
    <div className="till-app">
      <Bar onMenu={isSignedIn && !isGone ? openMenu : undefined} />
      {isGone ? (
        <NoServer />
      ) : !till ? (
        <main className="sheetlike">
          <Loading what={say('menu.counter')} />
        </main>
      ) : isSignedIn ? (
        <Inside />
      ) : (
        <SignIn />
      )}
      {isSignedIn && <BackGuard />}
      {menu && !isGone && <Menu onClose={() => setMenu(false)} />}
    </div>
  );
}

function Inside() {
  const route = useRoute();
  const shift = useTill((state) => state.shift);
  const { say } = useTillWords();
  return (
    <>
      <Strips />
      {route.page !== 'counter' ? (
        <Suspense
          fallback={
            <main className="sheetlike">
              <Loading what={say('menu.title')} />
            </main>
          }
        >
          <More route={route} />
        </Suspense>
      ) : shift === null ? (
        <OpenShift />
      ) : (
        <div className="stage">
          <StageView />
          <Rail />
        </div>
      )}
    </>
  );
}
