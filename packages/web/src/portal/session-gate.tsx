import type { SignedInAsView } from '@sampan/api';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { Failed, Loading } from '../shared/index.ts';
import { Refused, whenSignedOut } from './api/client.ts';
import { useSessionQuery } from './queries.ts';
import { SessionContext } from './session.ts';
import { useSay } from './words/use-say.ts';

const SignInPage = lazy(() => import('./pages/sign-in-page.tsx'));
const InvitationPage = lazy(() => import('./pages/invitation-page.tsx'));

/** The pages for who is signed in; else the page to sign in, or an invitation that the address names. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const invitation = useInvitation();
  const session = useSessionQuery();
  const [isOver, setOver] = useState(false);
  useEffect(
    () =>
      whenSignedOut(() => {
        if (!queries.getQueryData(['session'])) return;
        setOver(true);
        forgetOthers(queries);
        void queries.resetQueries({ queryKey: ['session'] });
      }),
    [queries],
  );
  const enter = (as: SignedInAsView) => {
    setOver(false);
    forgetOthers(queries);
    queries.setQueryData(['session'], as);
  };
  const waiting = (
    <main className="entry">
      <Loading what={say('app.loading')} rows={6} onRetry={() => void session.refetch()} />
    </main>
  );
  if (invitation !== undefined) {
    const accepted = (as: SignedInAsView) => {
      enter(as);
      location.hash = '#/settings?open=second-factor';
    };
    return (
      <Suspense fallback={waiting}>
        <InvitationPage
          key={invitation}
          invitation={invitation}
          signedInAs={session.data}
          onAccepted={accepted}
        />
      </Suspense>
    );
  }
  if (session.data) {
    return <SessionContext value={session.data}>{children}</SessionContext>;
  }
  if (session.error instanceof Refused && session.error.code === 'signed-out') {
    return (
      <Suspense fallback={waiting}>
        <SignInPage isOver={isOver} onSignedIn={enter} />
      </Suspense>
    );
  }
  if (session.isError) {
    return (
      <main className="entry">
        <Failed onRetry={() => void session.refetch()} />
      </main>
    );
  }
  return waiting;
}

/** What was asked for one person is not shown to another. */
function forgetOthers(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session' });
}

function onHash(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** What stands behind `#/invitation/`. */
function useInvitation(): string | undefined {
  const hash = useSyncExternalStore(onHash, () => location.hash);
  return /^#\/invitation\/([\w-]{1,128})$/.exec(hash)?.[1];
}
