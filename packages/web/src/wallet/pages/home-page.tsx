import { useState } from 'react';
import {
  Amount,
  Banner,
  ButtonLink,
  Empty,
  Failed,
  Icon,
  IconButton,
  Loading,
  Mark,
} from '../../shared/index.ts';
import { brand } from '../brand.ts';
import { deviceClock } from '../device-clock.ts';
import { OfflineLine } from '../parts/offline-line.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { PromptRow, TradeRow } from '../parts/trade-row.tsx';
import { useTrades } from '../queries.ts';
import { remembered } from '../remembered.ts';
import { serverClock } from '../server-clock.ts';
import { useMessages } from '../use-messages.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

/** Scan and Pay first, then the balance, then the latest payments. */
export function HomePage() {
  const { say } = useSay();
  const { me } = useWallet();
  const unread = useMessages().data?.unread ?? 0;
  const isFrozen = me.status === 'frozen';
  return (
    <div className={isFrozen ? 'phone home frozen' : 'phone home'}>
      <header className="hero">
        <div className="bar">
          <span className="logo">
            <Mark name={brand.id} size={28} />
            <b>
              {brand.name} <span lang={brand.id === 'ferry' ? 'zh-HK' : 'zh-CN'}>{brand.han}</span>
            </b>
          </span>
          <span className="flex">
            <a
              className="icon-btn"
              href="#/messages"
              aria-label={say('home.messages', { count: unread })}
            >
              <Icon name="bell" />
              {unread > 0 && (
                <span className="badge" aria-hidden="true">
                  {unread > 99 ? '99+' : unread}
                </span>
              )}
            </a>
            <a className="icon-btn" href="#/me" aria-label={say('home.settings')}>
              <Icon name="settings" />
            </a>
          </span>
        </div>
        <nav className="doors">
          <a href="#/scan">
            <Icon name="scan" size={34} weight={1.6} />
            <b>{say('home.scan')}</b>
            <span>{say('home.scanSub')}</span>
          </a>
          <a href="#/pay">
            <Icon name="barcode" size={34} weight={1.6} />
            <b>{say('home.pay')}</b>
            <span>{say('home.paySub')}</span>
          </a>
        </nav>
      </header>
      <main className="body">
        <h1 className="sr">{say('home.title')}</h1>
        <Balance />
        <OfflineLine />
        {isFrozen ? (
          <Banner tone="closed" icon="freeze" title={say('home.frozen')} />
        ) : (
          <CodesReady />
        )}
        <Latest />
      </main>
      <Tabs here="home" />
    </div>
  );
}

function Balance() {
  const { say } = useSay();
  const { me, asOf } = useWallet();
  const [hidden, setHidden] = useState(remembered.isBalanceHidden);
  const toggle = () => {
    remembered.keepBalanceHidden(!hidden);
    setHidden(!hidden);
  };
  return (
    <section className="card balance" aria-label={say('home.balance')}>
      <div className="flex between">
        <span className="cap">
          {say('home.balance')}
          {asOf !== undefined && ` · ${say('app.asOf', { time: deviceClock(asOf) })}`}
        </span>
        <IconButton
          icon={hidden ? 'eyeOff' : 'eye'}
          label={say(hidden ? 'home.show' : 'home.hide')}
          onClick={toggle}
        />
      </div>
      <Amount value={me.balance} currency={me.currency} size={44} hidden={hidden} />
      <div className="acts">
        <ButtonLink icon="plus" href="#/top-up">
          {say('topUp.title')}
        </ButtonLink>
        <ButtonLink icon="bank" href="#/withdraw">
          {say('withdraw.title')}
        </ButtonLink>
      </div>
    </section>
  );
}

/** How long a code can be shown without network. */
function CodesReady() {
  const { say } = useSay();
  const { lastsUntil, isOffline } = useWallet().codes;
  if (lastsUntil === undefined || isOffline) return null;
  return (
    <p className="ready">
      <Icon name="network" size={18} />
      <span>
        <b>{say('home.ready')}</b> {say('home.readyUntil', { time: deviceClock(lastsUntil) })}
      </span>
    </p>
  );
}

function Latest() {
  const { say } = useSay();
  const { prompts } = useWallet();
  const trades = useTrades();
  const all = trades.data?.pages.flatMap((page) => page.trades) ?? [];
  const today = serverClock.today();
  const ofToday = all.filter(({ createdAt }) => createdAt.startsWith(today));
  const isToday = ofToday.length > 0;
  const asked = new Set(prompts.map(({ tradeId }) => tradeId));
  const rows = (isToday ? ofToday : all).filter(({ tradeId }) => !asked.has(tradeId)).slice(0, 3);
  return (
    <section className="latest">
      <div className="flex between head">
        <h2>{say(isToday ? 'home.today' : 'home.latest')}</h2>
        <a href="#/history" className="link-btn">
          {say('home.all')}
        </a>
      </div>
      <ul className="card">
        {prompts.map((bill) => (
          <li key={bill.tradeId}>
            <PromptRow bill={bill} />
          </li>
        ))}
        {rows.map((bill) => (
          <li key={bill.tradeId}>
            <TradeRow bill={bill} />
          </li>
        ))}
        {rows.length === 0 && prompts.length === 0 && (
          <li>
            {trades.isPending ? (
              <Loading what={say('history.loading')} onRetry={() => void trades.refetch()} />
            ) : trades.isError ? (
              <Failed onRetry={() => void trades.refetch()} />
            ) : (
              <Empty icon="barcode" title={say('home.empty')}>
                {say('home.emptySub')}
              </Empty>
            )}
          </li>
        )}
      </ul>
    </section>
  );
}
