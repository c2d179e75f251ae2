import type { BillView, BuyerWalletView } from '@sampan/api';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Route, Router, Switch as Routes, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { Loading, machine } from '../shared/index.ts';
import { ask, Refused } from './api/client.ts';
import { CodeShelf } from './api/code-shelf.ts';
import { type LiveEvent, openLive } from './api/live.ts';
import { HomePage } from './pages/home-page.tsx';
import { PayPage } from './pages/pay-page.tsx';
import { ResultPage } from './pages/result-page.tsx';
import { PromptSheet } from './parts/prompt-sheet.tsx';
import { useApplyEvent, usePrompts } from './queries.ts';
import { serverClock } from './server-clock.ts';
import { WalletContext } from './wallet-context.ts';
import { useSay } from './words/use-say.ts';

const ScanPage = lazy(() => import('./pages/scan-page.tsx'));
const OrderPage = lazy(() => import('./pages/order-page.tsx'));
const AmountPage = lazy(() => import('./pages/amount-page.tsx'));
const HistoryPage = lazy(() => import('./pages/history-page.tsx'));
const TradePage = lazy(() => import('./pages/trade-page.tsx'));
const MessagesPage = lazy(() => import('./pages/messages-page.tsx'));
const SignUpPage = lazy(() => import('./pages/sign-up-page.tsx'));
const TransferPage = lazy(() => import('./pages/transfer-page.tsx'));
const TransfersPage = lazy(() => import('./pages/transfers-page.tsx'));
const MePage = lazy(() => import('./pages/me-page.tsx'));

export interface AppProps {
  readonly me: BuyerWalletView;
  readonly asOf: number | undefined;
}

/** The pages of a signed-in wallet. Their addresses are behind `#`, so that one document serves them all. */
export function App(props: AppProps) {
  return (
    <Router hook={useHashLocation}>
      <SignedIn {...props} />
    </Router>
  );
}

function SignedIn({ me, asOf }: AppProps) {
  const { say } = useSay();
  const [place, go] = useLocation();
  const [isOnline, setOnline] = useState(true);
  const prompts = usePrompts(isOnline).data ?? [];
  const [putAside, setPutAside] = useState<ReadonlySet<string>>(new Set());
  const { shelf, codes } = useShelf(me.status === 'active' && me.codes === 'on');
  const apply = useApplyEvent();
  const openId = useRef<string>(undefined);

  useEffect(() => {
    const onEvent = (event: LiveEvent) => {
      apply(event);
      if (event.kind !== 'paid' && event.kind !== 'prompt' && event.kind !== 'closed') return;
      const { product, tradeId } = event.data;
      if (product !== 'barcode') return;
      shelf.use(shelf.view.shown?.code);
      // The result appears by itself where the code or the question was shown.
      const isShown = location.hash === '#/pay' || openId.current === tradeId;
      if (event.kind !== 'prompt' && isShown) go(`/result/${tradeId}`);
    };
    return openLive({
      onEvent,
      onConnection: setOnline,
      onSignedOut: () => void ask('GET /me').catch(() => undefined),
    });
  }, [apply, go, shelf]);

  const open = prompts.find(({ tradeId }) => !putAside.has(tradeId));
  useEffect(() => {
    openId.current = open?.tradeId;
  }, [open]);
  const state = useMemo(
    () => ({
      ...{ me, asOf, isOnline, shelf, codes, prompts },
      openPrompt: (tradeId: string) =>
        setPutAside((ids) => new Set([...ids].filter((id) => id !== tradeId))),
    }),
    [me, asOf, isOnline, shelf, codes, prompts],
  );
  const onAnswered = (bill: BillView) => go(`/result/${bill.tradeId}`);
  return (
    <WalletContext value={state}>
      <Suspense fallback={<PageLoading what={say('app.loading')} />}>
        <Routes>
          <Route path="/" component={HomePage} />
          <Route path="/pay" component={PayPage} />
          <Route path="/scan" component={ScanPage} />
          <Route path="/order/:id">{({ id }) => <OrderPage id={id} />}</Route>
          <Route path="/amount" component={AmountPage} />
          <Route path="/result/:id">{({ id }) => <ResultPage id={id} />}</Route>
          <Route path="/history" component={HistoryPage} />
          <Route path="/trade/:id">{({ id }) => <TradePage id={id} />}</Route>
          <Route path="/messages" component={MessagesPage} />
          <Route path="/top-up">
            <TransferPage key="top-up" kind="top-up" />
          </Route>
          <Route path="/withdraw">
            <TransferPage key="withdrawal" kind="withdrawal" />
          </Route>
          <Route path="/transfers" component={TransfersPage} />
          <Route path="/me" component={MePage} />
          <Route path="/forgotten">
            <SignUpPage purpose="forgotten" onSignedIn={() => go('/')} />
          </Route>
          <Route component={HomePage} />
        </Routes>
      </Suspense>
      {open && !place.startsWith('/result/') && (
        <PromptSheet
          key={open.tradeId}
          bill={open}
          onAnswered={onAnswered}
          onPutAside={() => setPutAside((ids) => new Set([...ids, open.tradeId]))}
        />
      )}
    </WalletContext>
  );
}

const PageLoading = ({ what }: { readonly what: string }) => (
  <main className="phone">
    <Loading what={what} rows={6} />
  </main>
);

/** Codes are fetched while the page is looked at, so that one is there when it is wanted. */
function useShelf(canPay: boolean) {
  const [shelf] = useState(
    () =>
      new CodeShelf({
        machine,
        issue: (ahead) => ask('POST /codes', { body: { ahead } }),
        refusalOf: (error) => (error instanceof Refused ? error.code : undefined),
        onChange: (view) => setCodes(view),
        onDrift: serverClock.setDrift,
      }),
  );
  const [codes, setCodes] = useState(shelf.view);
  useEffect(() => {
    const tick = () => {
      if (!canPay || document.visibilityState === 'hidden') return;
      shelf.tick();
      setCodes(shelf.view);
    };
    tick();
    return machine.every(1_000, tick);
  }, [shelf, canPay]);
  return { shelf, codes };
}
