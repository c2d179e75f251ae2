import { decimalsOf, isCurrency } from '@sampan/primitives';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import {
  amountAfter,
  amountParts,
  amountText,
  Banner,
  Button,
  type Key,
  Keypad,
  ShopAvatar,
  TopBar,
} from '../../shared/index.ts';
import { newKey } from '../../shared/new-key.system.ts';
import { ask, NoAnswer, Refused } from '../api/client.ts';
import { feeOf } from '../fee-of.ts';
import { intent } from '../intent.ts';
import { useRefusalSentence } from '../parts/refusal-panel.tsx';
import { keepBill } from '../queries.ts';
import { type ScannedShop, scannedShop } from '../scanned-shop.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

/** A shop's code: the buyer types what to pay, and sees what the shop puts on top. */
export default function AmountPage() {
  const [, go] = useLocation();
  const [scanned] = useState(scannedShop.get);
  useEffect(() => {
    if (!scanned) go('/scan', { replace: true });
  }, [scanned, go]);
  return scanned ? <AmountEntry scanned={scanned} /> : null;
}

function AmountEntry({ scanned: { code, shop } }: { readonly scanned: ScannedShop }) {
  const { say } = useSay();
  const [, go] = useLocation();
  const { me } = useWallet();
  const [typed, setTyped] = useState('');
  const { open, isBusy, problem } = useOpening(code);
  const { currency } = shop;
  const decimals = isCurrency(currency) ? decimalsOf(currency) : 2;
  const isEmpty = /^[0.]*$/.test(typed);
  const { fee, total } = feeOf(isEmpty ? '0' : typed, currency, shop.channelFee);
  const parts = amountParts(typed.replace(/\.$/, '') || '0');
  return (
    <div className="phone enter-amount">
      <TopBar title={say('amount.title')} onBack={() => go('/')} />
      <main>
        <div className="shop">
          <ShopAvatar name={shop.merchant} />
          <span className="grow">
            <b className="line-1">{shop.merchant}</b>
            <small>{shop.store ?? shop.driver}</small>
          </span>
        </div>
        <section className="card amount-card">
          <p className="cap">{say('amount.label')}</p>
          <output className="typed amount s44">
            <span className="cur">{currency}</span>
            <span>
              {parts.whole}
              {typed.includes('.') ? `.${typed.split('.')[1] ?? ''}` : ''}
            </span>
            <i className="caret" aria-hidden="true" />
          </output>
          {fee !== undefined && (
            <dl className="kv">
              <dt>{say('order.fee')}</dt>
              <dd>{amountText(fee, currency)}</dd>
              <dt>{say('order.total')}</dt>
              <dd className="strong">{amountText(total, currency)}</dd>
            </dl>
          )}
        </section>
        <p className="from">
          {say('prompt.from', { balance: amountText(me.balance, me.currency) })}
        </p>
        {problem && <Banner tone="refused" title={problem} />}
      </main>
      <div className="entry">
        <Button
          kind="brand"
          size="big"
          full
          busy={isBusy}
          offBecause={isEmpty ? say('amount.empty') : undefined}
          onClick={() => void open(typed.replace(/\.$/, ''))}
        >
          {say('order.pay', { amount: amountText(total, currency) })}
        </Button>
        <Keypad
          {...(decimals > 0 && { corner: '.' })}
          onKey={(key: Key) => setTyped((text) => amountAfter(text, key, decimals))}
        />
      </div>
    </div>
  );
}

/** Opens an order of the typed amount at the shop, and goes on to its PIN. */
function useOpening(code: string) {
  const { say } = useSay();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const sentence = useRefusalSentence();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const open = async (amount: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const opened = await ask('POST /scan', { body: { code, amount }, idempotencyKey: newKey() });
      if (!('tradeId' in opened)) return;
      keepBill(queries, opened);
      intent.set('pay');
      go(`/order/${opened.tradeId}`, { replace: true });
    } catch (error) {
      if (error instanceof NoAnswer) setProblem(say('common.failed'));
      else if (error instanceof Refused) setProblem(sentence(error));
      else throw error;
    } finally {
      setBusy(false);
    }
  };
  return { open, isBusy, problem };
}
