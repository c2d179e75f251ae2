/** What the customer sees: three languages side by side, nothing to press, and never an amount that may be stale. */
import type { DisplayView, ItemView, Words } from '@sampan/cashier/api';
import { Amount, Icon, type IconName, Mark, QrCode } from '@sampan/web/shared';
import { useEffect, useState } from 'react';
import { till } from '../store/api.ts';
import { useTillTime } from '../store/clock.ts';
import { type DisplayText, displayTexts } from './texts.ts';
import { type Seen, useDisplay } from './use-display.ts';
import { useSecondsTo } from './use-seconds-to.ts';

export function DisplayPage() {
  return <DisplayOf {...useDisplay()} />;
}

export function DisplayOf({ view, state }: Seen) {
  if (state === 'notPaired') return <Whole tone="quiet" icon="phone" text="notPaired" />;
  if (!view || state !== 'there') {
    return (
      <Whole tone="quiet" icon="clock" text={state === 'opening' && !view ? 'opening' : 'wait'} />
    );
  }
  switch (view.is) {
    case 'paid':
      return <Whole view={view} tone="paid" icon="tick" text="paid" />;
    case 'refunded':
      return <Whole view={view} tone="refund" icon="back" text="refunded" />;
    case 'notPaid':
      return <Whole view={view} tone="quiet" icon="bar" text="notPaid" withoutAmount />;
    case 'confirm':
      return <Whole view={view} tone="waiting" icon="phone" text="confirm" />;
    case 'wait':
      return <Whole view={view} tone="quiet" icon="clock" text="wait" withoutAmount />;
    case 'idle':
      return <Idle view={view} />;
    case 'basket':
    case 'code':
      return <Basket view={view} />;
  }
}

function Shop({ shop }: { readonly shop: Words }) {
  return (
    <b>
      {shop.en} {shop.zhHant !== shop.en && <span lang="zh-HK">{shop.zhHant}</span>}
    </b>
  );
}

function ThreeLanguages({ text }: { readonly text: DisplayText }) {
  const { en, zhHant, zhHans } = displayTexts[text];
  return (
    <p className="three">
      <b>{en}</b>
      <b lang="zh-HK">{zhHant}</b>
      <b lang="zh-CN">{zhHans}</b>
    </p>
  );
}

/** One message on the whole screen. */
function Whole({
  view,
  tone,
  icon,
  text,
  withoutAmount = false,
}: {
  readonly view?: DisplayView;
  readonly tone: 'paid' | 'refund' | 'waiting' | 'quiet';
  readonly icon: IconName;
  readonly text: DisplayText;
  readonly withoutAmount?: boolean;
}) {
  const { en, zhHant, zhHans } = displayTexts[text];
  return (
    <div className={`cd whole ${tone}`}>
      <header>
        <Mark name="sampan" size={30} />
        {view && <Shop shop={view.shop} />}
        <span className="grow" />
        <span className="num">{view?.number}</span>
      </header>
      <main role="status">
        <span className="sign" aria-hidden="true">
          <Icon name={icon} size={128} weight={2.2} />
        </span>
        <div>
          <h1>{en}</h1>
          {view?.amount !== undefined && !withoutAmount && (
            <Amount value={view.amount} currency={view.currency} size={112} />
          )}
          <p>
            <span lang="zh-HK">{zhHant}</span>
            <span lang="zh-CN">{zhHans}</span>
          </p>
        </div>
      </main>
    </div>
  );
}

function Wallets({ view }: { readonly view: DisplayView }) {
  return (
    <span className="wallets">
      {view.wallets.map(({ en, zhHant, zhHans }) => (
        <span key={en} className="acc">
          <WalletMark name={en} />
          {en}{' '}
          {zhHant !== en && (
            <span lang={en === 'Lantern' ? 'zh-CN' : 'zh-HK'}>
              {en === 'Lantern' ? zhHans : zhHant}
            </span>
          )}
        </span>
      ))}
    </span>
  );
}

/** Our own wallets have a mark; of another one only the name is shown. */
function WalletMark({ name }: { readonly name: string }) {
  const mark = name === 'Ferry' ? 'ferry' : name === 'Lantern' ? 'lantern' : undefined;
  if (!mark) return null;
  return (
    <i data-brand={mark} aria-hidden="true">
      <Mark name={mark} size={26} />
    </i>
  );
}

function Idle({ view }: { readonly view: DisplayView }) {
  return (
    <div className="cd idle">
      <header>
        <span className="grow" />
      </header>
      <main>
        <Mark name="sampan" size={96} />
        <h1>
          {view.shop.en}
          {view.shop.zhHant !== view.shop.en && <span lang="zh-HK">{view.shop.zhHant}</span>}
        </h1>
        <ThreeLanguages text="welcome" />
      </main>
      <footer>
        <span className="grow" />
        <Wallets view={view} />
        <span className="grow" />
      </footer>
    </div>
  );
}

function Basket({ view }: { readonly view: DisplayView }) {
  const items = useItems();
  const hasCode = view.is === 'code' && view.qrCode !== undefined;
  const lines = view.lines.map((line, place) => ({ ...line, place })).slice(-6);
  return (
    <div className="cd">
      <header>
        <Mark name="sampan" size={30} />
        <Shop shop={view.shop} />
        <span className="grow" />
        <span className="faint num">{view.number}</span>
      </header>
      <main className={hasCode ? 'with-code' : 'without-code'}>
        <section className="l">
          <ul>
            {lines.map(({ place, itemId, name, quantity, amount }) => {
              const words = items.find(({ id }) => id === itemId)?.name;
              const { en, zhHant } =
                words ?? (name === undefined ? displayTexts.free : plain(name));
              return (
                <li key={place}>
                  <span>
                    {en}
                    {quantity > 1 && <span className="faint num"> × {quantity}</span>}
                    {zhHant !== en && <i lang="zh-HK">{zhHant}</i>}
                  </span>
                  <span className="num">{amount}</span>
                </li>
              );
            })}
            {view.discount !== undefined && Number(view.discount) > 0 && (
              <li>
                <span>
                  {displayTexts.discount.en} <i lang="zh-HK">{displayTexts.discount.zhHant}</i>
                </span>
                <span className="num">−{view.discount}</span>
              </li>
            )}
            {view.tip !== undefined && Number(view.tip) > 0 && (
              <li>
                <span>
                  {displayTexts.tip.en} <i lang="zh-HK">{displayTexts.tip.zhHant}</i>
                </span>
                <span className="num">{view.tip}</span>
              </li>
            )}
          </ul>
          <div className="tot">
            <span>
              {displayTexts.total.en} <span lang="zh-HK">{displayTexts.total.zhHant}</span>
            </span>
            {view.total !== undefined && (
              <Amount value={view.amount ?? view.total} currency={view.currency} size={112} />
            )}
          </div>
        </section>
        {hasCode && <CodeCard text={view.qrCode ?? ''} deadlineAt={view.deadlineAt} />}
      </main>
      <footer>
        {view.is === 'code' && <ThreeLanguages text={view.isOpened ? 'confirm' : 'scan'} />}
        <span className="grow" />
        <Wallets view={view} />
      </footer>
    </div>
  );
}

const plain = (name: string): Words => ({ en: name, zhHant: name, zhHans: name });

/** The names of what is sold, in both scripts. */
function useItems(): readonly ItemView[] {
  const [items, setItems] = useState<readonly ItemView[]>([]);
  useEffect(() => {
    void till('GET /till').then(
      (view) => setItems(view.items),
      () => undefined,
    );
  }, []);
  return items;
}

function CodeCard({
  text,
  deadlineAt,
}: {
  readonly text: string;
  readonly deadlineAt: string | undefined;
}) {
  const now = useTillTime(250);
  const { seconds, share } = useSecondsTo(deadlineAt, now);
  return (
    <section className="qc">
      <QrCode text={text} label={displayTexts.scan.en} room={window.innerWidth < 800 ? 220 : 300} />
      <svg className="left" viewBox="0 0 264 6" aria-hidden="true">
        <rect className="of" width="264" height="6" rx="3" />
        <rect className="used" width={264 * share} height="6" rx="3" />
      </svg>
      <p className="num" role="timer">
        {seconds} s
      </p>
    </section>
  );
}
