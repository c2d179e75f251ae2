import { Amount, amountText, Button, Icon, type Key, Keypad } from '@sampan/web/shared';
import { useEffect, useState } from 'react';
import { Hot } from '../frame/hot.tsx';
import { KeyButton } from '../frame/kbd.tsx';
import { bindKey } from '../frame/keys.ts';
import { LastFive, PaymentRow } from '../frame/rail.tsx';
import { goTo } from '../frame/route.ts';
import { keptCode, nextCustomer, showCode, takeCode } from '../store/actions.ts';
import { currencyOf, draftOrder } from '../store/state.ts';
import { dispatch, tillState, useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { isEmpty, sumOf } from './draft.ts';
import { Items } from './items.tsx';
import { Lines } from './lines.tsx';
import { NoticeLine } from './notice.tsx';
import { ChargeSheet, type SheetName } from './sheets.tsx';

/** The counter: what is to be paid, and the four ways to take it. */
export function ChargePage() {
  const { say } = useTillWords();
  const [mode, setMode] = useState<'amount' | 'items'>('amount');
  const [sheet, setSheet] = useState<SheetName>();
  const draft = useTill((state) => state.draft);
  const order = useTill(draftOrder);
  const currency = useTill(currencyOf);
  const isPartPaid = order?.state === 'partPaid';
  const due = isPartPaid ? order.totals.due : sumOf(draft, currency).total;
  const now = draft.part ?? due;

  useEffect(
    () => bindKey('F1', () => setMode((shown) => (shown === 'amount' ? 'items' : 'amount'))),
    [],
  );
  useEffect(() => bindKey('Esc', clear), []);

  function onScan() {
    const kept = keptCode();
    if (kept === undefined) setSheet('code');
    else void takeCode(kept);
  }

  return (
    <main className={mode === 'items' ? 'left with-items' : 'left'}>
      <h1 className="sr">{say('charge.title')}</h1>
      <section className="card ord">
        <div className="oh">
          <span className="cap">
            {order ? (
              <>
                {say('order')} <b className="num">{order.number}</b>
              </>
            ) : (
              say('charge.title')
            )}
          </span>
          <div className="seg" role="tablist" aria-label={say('charge.how')}>
            <Tab on={mode === 'amount'} onPress={() => setMode('amount')}>
              {say('charge.amount')}
            </Tab>
            <Tab on={mode === 'items'} onPress={() => setMode('items')}>
              {say('charge.items')}
              <Hot name="F1" />
            </Tab>
          </div>
        </div>
        {mode === 'items' ? <Items /> : <Lines locked={isPartPaid} />}
        {mode === 'amount' && <BestSellers />}
        <div className="bottom">
          <NoticeLine />
          <div className="sum" aria-live="polite" aria-atomic="true">
            <span className="faint">
              {isPartPaid ? say('charge.due') : say('charge.total')}
              {draft.part !== undefined && (
                <b className="part">
                  {say('charge.of', { amount: amountText(due, currency) })}
                  <button
                    type="button"
                    className="link-btn"
                    onClick={() =>
                      dispatch({ is: 'draft', change: { is: 'part', amount: undefined } })
                    }
                  >
                    {say('charge.whole')}
                  </button>
                </b>
              )}
            </span>
            <span className="a">
              <Amount value={now} currency={currency} size={72} />
            </span>
          </div>
        </div>
      </section>
      <section className="pad">
        <Keypad layout="till" corner="00" disabled={isPartPaid} onKey={typeKey} />
        <div className="fns">
          <Button icon="discount" disabled={isPartPaid} onClick={() => setSheet('discount')}>
            {say('charge.discount')}
          </Button>
          <Button icon="tip" disabled={isPartPaid} onClick={() => setSheet('tip')}>
            {say('charge.tip')}
          </Button>
          <Button icon="split" onClick={() => setSheet('split')}>
            {say('charge.split')}
          </Button>
          <Button icon="cross" aria-keyshortcuts="Escape" onClick={clear}>
            {say('charge.clear')}
          </Button>
        </div>
        <div className="go">
          <button
            type="button"
            className="btn primary scan"
            aria-keyshortcuts="F2 Enter"
            onClick={onScan}
          >
            <Icon name="scan" size={40} weight={1.6} />
            <b>{say('charge.scan')}</b>
            <small>{say('charge.listening')}</small>
            <Hot name="F2" />
          </button>
          <KeyButton icon="qr" size="big" full hot="F3" onClick={showCode}>
            {say('charge.qr')}
          </KeyButton>
          <KeyButton icon="cash" size="big" full hot="F4" onClick={() => setSheet('otherwise')}>
            {say('charge.otherwise')}
          </KeyButton>
        </div>
      </section>
      <LastPayment />
      <ScanKeys onScan={onScan} />
      {sheet && (
        <ChargeSheet name={sheet} due={due} now={now} onClose={() => setSheet(undefined)} />
      )}
    </main>
  );
}

/** The keys of the largest button: F2 and Enter. */
function ScanKeys({ onScan }: { readonly onScan: () => void }) {
  useEffect(() => {
    const ends = [bindKey('F2', onScan), bindKey('Enter', onScan)];
    return () => {
      for (const end of ends) end();
    };
  }, [onScan]);
  return null;
}

/** On a phone, where the rail has no room. */
function LastPayment() {
  const { say } = useTillWords();
  const last = useTill(({ recent }) => recent[0]);
  const [all, setAll] = useState(false);
  if (!last) return null;
  return (
    <section className="last-one">
      {all ? <LastFive /> : <PaymentRow order={last} />}
      <div className="flex between">
        <button type="button" className="link-btn" onClick={() => setAll(!all)}>
          {say(all ? 'rail.onlyLast' : 'rail.more')}
        </button>
        <button type="button" className="link-btn" onClick={() => goTo('find')}>
          {say('rail.find')}
        </button>
      </div>
    </section>
  );
}

function Tab({
  on,
  onPress,
  children,
}: {
  readonly on: boolean;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <button type="button" role="tab" aria-selected={on} onClick={onPress}>
      {children}
    </button>
  );
}

function BestSellers() {
  const { say, language } = useTillWords();
  const items = useTill(({ till }) => till?.items);
  const best = items?.filter(({ isBestSeller }) => isBestSeller).slice(0, 6) ?? [];
  if (best.length === 0) return null;
  return (
    <fieldset className="fav">
      <legend className="sr">{say('charge.best')}</legend>
      <Items items={best} language={language} plain />
    </fieldset>
  );
}

export function typeKey(key: Key): void {
  dispatch({ is: 'draft', change: { is: 'key', key } });
}

function clear(): void {
  if (!isEmpty(tillState().draft)) nextCustomer();
}
