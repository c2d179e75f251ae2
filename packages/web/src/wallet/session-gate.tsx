import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { Failed, Loading } from '../shared/index.ts';
import { NoAnswer, Refused, whenSignedOut } from './api/client.ts';
import { App } from './app.tsx';
import { type SignedOutReason, SignInPage } from './pages/sign-in-page.tsx';
import { paymentUnderWay } from './payment-under-way.ts';
import { useMe } from './queries.ts';
import { remembered } from './remembered.ts';
import { useSay } from './words/use-say.ts';

const SignUpPage = lazy(() => import('./pages/sign-up-page.tsx'));

/** The wallet for a signed-in buyer, else the page to sign in. */
export function SessionGate() {
  const { say } = useSay();
  const queries = useQueryClient();
  const [place, go] = useHashLocation();
  const [known] = useState(remembered.wallet);
  const [reason, setReason] = useState<SignedOutReason>();
  const me = useMe();
  useEffect(
    () =>
      whenSignedOut(() => {
        if (!queries.getQueryData(['me'])) return;
        setReason(paymentUnderWay.isAny ? 'unknown' : 'no-payment');
        remembered.keepWallet(undefined);
        queries.clear();
      }),
    [queries],
  );
  const isSignedOut = me.error instanceof Refused && me.error.code === 'signed-out';
  if (isSignedOut) {
    const onSignedIn = () => {
      setReason(undefined);
      void queries.invalidateQueries();
    };
    if (place !== '/sign-up' && place !== '/forgotten') {
      return <SignInPage reason={reason} onSignedIn={onSignedIn} />;
    }
    const waiting = (
      <main className="phone">
        <Loading what={say('app.loading')} rows={6} />
      </main>
    );
    return (
      <Suspense fallback={waiting}>
        <SignUpPage
          key={place}
          purpose={place === '/sign-up' ? 'sign-up' : 'forgotten'}
          onSignedIn={() => {
            go('/');
            onSignedIn();
          }}
        />
      </Suspense>
    );
  }
  if (me.data) return <App me={me.data} asOf={me.isError ? me.dataUpdatedAt : undefined} />;
  // Without network the app still opens, with what it knew last; it says since when.
  if (known && (me.isPending || me.error instanceof NoAnswer)) {
    return <App me={known.wallet} asOf={known.at} />;
  }
  return (
    <main className="phone">
      {me.isError ? (
        <Failed onRetry={() => void me.refetch()} />
      ) : (
        <Loading what={say('app.loading')} rows={6} onRetry={() => void me.refetch()} />
      )}
    </main>
  );
}
